import { useEffect, useState } from 'react'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { useT } from '@/work/i18n'

const breakAfterMs = 50 * 60_000

/** After 50 minutes in a row a word about eyes and wrists; it asks for nothing. */
export function BreakHint() {
  const t = useT()
  const [due, setDue] = useState(false)
  useEffect(() => {
    if (due) return
    const timer = setTimeout(() => setDue(true), breakAfterMs)
    return () => clearTimeout(timer)
  }, [due])
  if (!due) return null
  return (
    <div className="mt-4">
      <Notice title={t('break_title')}>
        <p>{t('break_text')}</p>
        <Button size="small" className="mt-2" onClick={() => setDue(false)}>
          OK
        </Button>
      </Notice>
    </div>
  )
}
