import type { Pages } from './queries'
import { Button } from '@/ui/Button'
import { useT } from './texts'

/** The way to the next page of a list; nothing where there is none. */
export function More({ pages }: { pages: Pages<unknown> }) {
  const t = useT()
  if (!pages.hasMore) return null
  return (
    <div className="flex justify-center py-2">
      <Button busy={pages.loading} onClick={pages.more}>
        {t('more')}
      </Button>
    </div>
  )
}
