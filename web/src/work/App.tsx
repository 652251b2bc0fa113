import { type ComponentType, type ReactNode, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { ErrorBoundary } from '@/ui/ErrorBoundary'
import { EmptyState, Loading, Page } from '@/ui/Page'
import { Toaster } from '@/ui/Toaster'
import { buttonClass } from '@/ui/Button'
import { ConnectionBar } from './ConnectionBar'
import { useT } from './i18n'
import { paths, routes } from './paths'
import { AnswerTask, Exam, Home, MePage, Player, Project, Review, SignIn, SignUp, Trial, Wallet } from './screens'
import { useMe } from './session'
import { TabBar } from './TabBar'
import { Link } from './Link'

type ProjectParams = { projectId: string }

/** The player and the review fill the screen; everything else stands above the tabs. */
const full = (Screen: ComponentType<ProjectParams>) => (params: ProjectParams) => <Screen key={params.projectId} projectId={params.projectId} />

/** Now and then the line of inspection holds a task to answer oneself. */
const ReviewLine = ({ projectId }: ProjectParams) => <Review projectId={projectId} AnswerTask={AnswerTask} />

const exam = ({ projectId, role }: ProjectParams & { role: string }) => (
  <Exam key={projectId + role} projectId={projectId} role={role === 'inspect' ? 'inspect' : 'work'} />
)

export function App() {
  const me = useMe()
  return (
    <ErrorBoundary>
      <ConnectionBar />
      {me === undefined ? <Loading /> : me === null ? <Visitor /> : <Worker />}
      <Toaster />
    </ErrorBoundary>
  )
}

function Visitor() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path={paths.signUp} component={SignUp} />
        <Route component={SignIn} />
      </Switch>
    </Suspense>
  )
}

function Worker() {
  const [location] = useLocation()
  return (
    <ErrorBoundary resetKey={location}>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path={routes.player}>{full(Player)}</Route>
          <Route path={routes.review}>{full(ReviewLine)}</Route>
          <Route>
            <WithTabs>
              <Switch>
                <Route path={paths.home} component={Home} />
                <Route path="/" component={Home} />
                <Route path={paths.wallet} component={Wallet} />
                <Route path={paths.me} component={MePage} />
                <Route path={routes.project}>{full(Project)}</Route>
                <Route path={routes.trial}>{full(Trial)}</Route>
                <Route path={routes.exam}>{exam}</Route>
                <Route path={paths.signIn}>
                  <Redirect to={paths.home} replace />
                </Route>
                <Route path={paths.signUp}>
                  <Redirect to={paths.home} replace />
                </Route>
                <Route component={NotFound} />
              </Switch>
            </WithTabs>
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  )
}

function WithTabs({ children }: { children: ReactNode }) {
  const t = useT()
  return (
    <>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-card focus:p-3">
        {t('skip_to_content')}
      </a>
      <TabBar />
      <Suspense fallback={<Loading />}>{children}</Suspense>
    </>
  )
}

function NotFound() {
  const t = useT()
  return (
    <Page title={t('not_found_title')}>
      <EmptyState
        title={t('not_found_title')}
        action={
          <Link href={paths.home} className={buttonClass('primary')}>
            {t('go_home')}
          </Link>
        }
      >
        {t('not_found_text')}
      </EmptyState>
    </Page>
  )
}
