import './work.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadFont } from '@/lib/font'
import { getLocale, setLocale } from '@/lib/i18n'

setLocale(getLocale())
const root = document.querySelector('#root')
if (!root) throw new Error('work.html has no #root')
createRoot(root).render(
  <StrictMode>
    <main className="mx-auto max-w-lg p-4">
      <h1 className="text-2xl">품앗이</h1>
    </main>
  </StrictMode>,
)
loadFont()
