import { type ComponentType, lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { ErrorBoundary } from '@/ui/ErrorBoundary'
import { Loading } from '@/ui/Page'
import { Toaster } from '@/ui/Toaster'
import { ConnectionBar } from './ConnectionBar'
import { paths, routes } from './paths'
import { AnswerTask, Exam, Home, MePage, Player, Project, Review, SignIn, SignUp, Trial, Wallet } from './screens'
import { useMe } from './session'

/** The tabs and what is under them: nothing that a task waits for. */
const WithTabs = lazy(() => import('./WithTabs'))
const NotFound = lazy(() => import('./NotFound'))

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
