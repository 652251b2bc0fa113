import { Outlet } from '@tanstack/react-router'
import { Toaster } from '@/ui/Toaster'
import { useT } from './texts'

export function Root() {
  const t = useT()
  return (
    <>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-card focus:p-3">
        {t('skip')}
      </a>
      <Outlet />
      <Toaster />
    </>
  )
}
