import './work.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadFont } from '@/lib/font'
import { getLocale, setLocale } from '@/lib/i18n'
import { App } from './App'
import { sweepDrafts } from './drafts'
import { startOutbox } from './outbox'
import { startSession } from './session'
import { startUpdates } from './updates'

setLocale(getLocale())
sweepDrafts()
startOutbox()
void startSession()

const root = document.querySelector('#root')
if (!root) throw new Error('work.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
loadFont()
startUpdates()
