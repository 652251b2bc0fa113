import './work.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadFont } from '@/lib/font'
import { getLocale, setLocale } from '@/lib/i18n'
import { App } from './App'
import { fetchScreen } from './screens'
import { startOutbox } from './outbox'
import { startSession } from './session'

const root = document.querySelector('#root')
if (!root) throw new Error('work.html has no #root')

// The screen, the texts and the session are fetched side by side.
fetchScreen(location.pathname)
startOutbox()
void startSession().then(async () => {
  if (location.pathname.endsWith('/work')) (await import('./early-claim')).claimEarly(location.pathname)
})
void setLocale(getLocale()).then(() => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
  loadFont()
})

/** What keeps the app in order comes after what is looked at. */
setTimeout(async () => {
  const [{ sweepDrafts }, { startUpdates }] = await Promise.all([import('./drafts'), import('./updates')])
  sweepDrafts()
  startUpdates()
}, 1000)
