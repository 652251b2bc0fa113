import './studio.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { whenSignedOut } from '@/api/client'
import { loadFont } from '@/lib/font'
import { getLocale, setLocale } from '@/lib/i18n'
import { ErrorBoundary } from '@/ui/ErrorBoundary'
import { meQuery, queryClient } from './queries'
import { router } from './router'

whenSignedOut(() => {
  // Asking who is signed in also answers 401 to strangers; only a session that was there can end.
  if (!queryClient.getQueryData(meQuery.queryKey)) return
  queryClient.setQueryData(meQuery.queryKey, null)
  void router.invalidate()
})
const root = document.querySelector('#root')
if (!root) throw new Error('studio.html has no #root')
// The texts of the page's language come first: nothing is drawn with keys in their place.
void setLocale(getLocale()).then(() => {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ErrorBoundary>
    </StrictMode>,
  )
  loadFont()
})
