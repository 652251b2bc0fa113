const seenKey = 'pumasi.font'
const patienceMs = 4000

/**
 * Asks for the Korean font: at once where it was loaded before and lies in the cache, else when the first screen had its time.
 * Text never waits for it, and people who save data go without.
 */
export function loadFont(): void {
  const connection = (navigator as Navigator & { connection?: { saveData?: boolean } }).connection
  if (!import.meta.env.PROD || connection?.saveData) return
  if (localStorage.getItem(seenKey)) addFont()
  else setTimeout(addFont, patienceMs)
}

function addFont(): void {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = '/fonts/pretendard.css'
  link.addEventListener('load', () => localStorage.setItem(seenKey, '1'))
  document.head.append(link)
}
