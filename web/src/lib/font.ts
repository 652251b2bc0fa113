/** Asks for the Korean font once the page is up: text never waits for it, and people who save data go without. */
export function loadFont(): void {
  const connection = (navigator as Navigator & { connection?: { saveData?: boolean } }).connection
  if (!import.meta.env.PROD || connection?.saveData) return
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = '/fonts/pretendard.css'
  document.head.append(link)
}
