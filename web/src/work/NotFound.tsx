import { buttonClass } from '@/ui/Button'
import { EmptyState, Page } from '@/ui/Page'
import { useT } from './i18n'
import { Link } from './Link'
import { paths } from './paths'

export default function NotFound() {
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
