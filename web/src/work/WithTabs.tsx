import { type ReactNode, Suspense } from 'react'
import { Loading } from '@/ui/Page'
import { useT } from './i18n'
import { TabBar } from './TabBar'

/** A screen above the tabs. */
export default function WithTabs({ children }: { children: ReactNode }) {
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
