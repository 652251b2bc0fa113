import './work.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadFont } from '@/lib/font'
import { getLocale, setLocale } from '@/lib/i18n'
import { App } from './App'
import { fetchScreen } from './screens'
import { sweepDrafts } from './drafts'
import { startOutbox } from './outbox'
import { startSession } from './session'
import { startUpdates } from './updates'

const root = document.querySelector('#root')
if (!root) throw new Error('work.html has no #root')

// The screen, the texts and the session are fetched side by side.
fetchScreen(location.pathname)
sweepDrafts()
startOutbox()
void startSession()
void setLocale(getLocale()).then(() => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
  loadFont()
})
startUpdates()
