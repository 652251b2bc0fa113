import { useEffect, useRef, useState } from 'react'
import { chordOfEvent, chordText, parseChord } from '@/tools/hotkeys'
import { Button } from '@/ui/Button'
import { useT } from './i18n'

export type KeyTaken = { by: string }

type KeyFieldProps = {
  label: string
  chord: string | null
  /** What else this key does on the screen. */
  clash?: string | null
  changing: boolean
  onStart: () => void
  onCancel: () => void
  /** Back to the usual key; only where it is another now. */
  onReset?: (() => void) | undefined
  /** Takes the new key, or says what it does already. */
  onChord: (chord: string) => KeyTaken | null
}

/** One thing to do and its key. While it is changed, the next key pressed is the new one, by its place on the keyboard. */
export function KeyField({ label, chord, clash = null, changing, onStart, onCancel, onReset, onChord }: KeyFieldProps) {
  const t = useT()
  const [taken, setTaken] = useState<string | null>(null)
  const latest = useRef({ onCancel, onChord })
  useEffect(() => {
    latest.current = { onCancel, onChord }
  })
  useEffect(() => {
    if (!changing) return
    setTaken(null)
    const onKey = (event: KeyboardEvent) => {
      if (event.code === 'Tab' || /^(Shift|Control|Alt|Meta|Lang|Hangul|Hanja|CapsLock)/.test(event.code)) return
      // Before the dialog and the page: Escape must not close it, and no key may do what it used to do.
      event.preventDefault()
      event.stopImmediatePropagation()
      if (event.code === 'Escape') return latest.current.onCancel()
      const next = parseChord(chordOfEvent(event))
      if (next) setTaken(latest.current.onChord(next)?.by ?? null)
    }
    addEventListener('keydown', onKey, true)
    return () => removeEventListener('keydown', onKey, true)
  }, [changing])
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3">
      <span className="flex-1">{label}</span>
      <span role="status" className="text-sm">
        {changing ? (taken ? <span className="text-bad">{t('keys_taken', { what: taken })}</span> : t('keys_press')) : chord && <kbd>{chordText(chord)}</kbd>}
      </span>
      {onReset && !changing && (
        <Button size="normal" kind="quiet" aria-label={`${label}: ${t('keys_reset_one')}`} onClick={onReset}>
          {t('keys_reset_one')}
        </Button>
      )}
      <Button size="normal" kind="quiet" aria-label={`${label}: ${t(changing ? 'cancel' : 'keys_change')}`} onClick={changing ? onCancel : onStart}>
        {t(changing ? 'cancel' : 'keys_change')}
      </Button>
      {clash && !changing && <p className="w-full text-sm text-bad">{t('keys_clash', { what: clash })}</p>}
    </li>
  )
}
