import { Link, useRouter } from '@tanstack/react-router'
import { isApiError } from '@/api/client'
import { errorText } from './error-text'
import { buttonClass } from '@/ui/Button'
import { EmptyState, Failed, Loading, Page } from '@/ui/Page'
import { useT } from './texts'

/** What stands in a page's place while it loads, when it could not be loaded, or when it does not exist. */
export function Pending() {
  return <Loading />
}

export function RouteError({ error }: { error: unknown }) {
  const router = useRouter()
  if (isApiError(error, 'not_found')) return <RouteNotFound />
  return <Failed text={errorText(error)} onRetry={() => void router.invalidate()} />
}

export function RouteNotFound() {
  const t = useT()
  return (
    <Page title={t('app')}>
      <EmptyState
        title={t('not_found')}
        action={
          <Link to="/" className={buttonClass('primary')}>
            {t('to_start')}
          </Link>
        }
      />
    </Page>
  )
}
