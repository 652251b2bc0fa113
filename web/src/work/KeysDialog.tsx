import { useState } from 'react'
import { errorText } from '@/api/errors'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { toast } from '@/ui/toast'
import { chordText, type HotkeyEntry, type HotkeyRegistry } from '@/tools/hotkeys'
import { useT } from './i18n'
import { KeyField, type KeyTaken } from './KeyField'
import { clashOf, groupsOf, takenBy, type Purpose } from './own-keys'
import { updateMe, useMe } from './session'
import { settingsOf } from './settings'

export type KeysDialogProps = {
  open: boolean
  onClose: () => void
  registry: HotkeyRegistry
  /** The usual keys of this screen itself, which come first. */
  changeable?: Readonly<Record<string, string>>
  /** Places of choices that may be given a key of the person's own. */
  choicePlaces?: readonly string[]
}

/** Every key that works on this screen right now, by what it belongs to: the screen's own, then those of each tool. */
export function KeysDialog({ open, onClose, registry, changeable = {}, choicePlaces = [] }: KeysDialogProps) {
  const t = useT()
  const { keys } = settingsOf(useMe())
  const [changing, setChanging] = useState<string | null>(null)
  const entries = open ? registry.list() : []
  const save = (next: Record<string, string>) => {
    setChanging(null)
    updateMe({ settings: { hotkey_map: next } }).catch((error: unknown) => toast(errorText(error), { kind: 'bad' }))
  }
  const change = (id: string, chord: string): KeyTaken | null => {
    const taken = takenBy(entries, keys, id, chord)
    if (taken) return { by: taken.startsWith('choice.') ? t('keys_choice_place', { place: Number(taken.slice(7)) }) : taken }
    save({ ...keys, [id]: chord })
    return null
  }
  const reset = (id: string) => save(Object.fromEntries(Object.entries(keys).filter(([other]) => other !== id)))
  const field = (id: string, label: string, chord: string | null, clash: string | null = null) => (
    <KeyField
      key={id}
      label={label}
      chord={chord}
      clash={clash}
      changing={changing === id}
      onStart={() => setChanging(id)}
      onCancel={() => setChanging(null)}
      onReset={keys[id] === undefined ? undefined : () => reset(id)}
      onChord={(next) => change(id, next)}
    />
  )
  const fieldOf = (entry: HotkeyEntry, label = entry.label) => field(entry.id, label, entry.chord, clashOf(entries, keys, entry))
  const groups = groupsOf([...entries.filter((entry) => entry.id in changeable), ...entries.filter((entry) => !(entry.id in changeable))])
  return (
    <Dialog open={open} onClose={onClose} title={t('keys')}>
      <p className="mb-3 text-muted">{t('keys_hint')}</p>
      <div className="grid gap-5">
        {groups.map(({ name, purposes }) => (
          <section key={name}>
            <h3 className="mb-1 font-bold">{name}</h3>
            <ul className="grid">
              {purposes.map((purpose) => {
                const [first, ...rest] = purpose.entries
                if (first && rest.length === 0 && !first.fixed) return fieldOf(first)
                return <Family key={purpose.label} purpose={purpose} fieldOf={fieldOf} />
              })}
            </ul>
          </section>
        ))}
        {choicePlaces.length > 0 && (
          <details>
            <summary className="flex min-h-11 cursor-pointer items-center font-bold">{t('keys_choices')}</summary>
            <p className="text-sm text-muted">{t('keys_choices_hint')}</p>
            <ul className="grid">{choicePlaces.map((id, index) => field(id, t('keys_choice_place', { place: index + 1 }), keys[id] ?? `Digit${index + 1}`))}</ul>
          </details>
        )}
        {Object.keys(keys).length > 0 && (
          <Button className="justify-self-start" onClick={() => save({})}>
            {t('keys_reset')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

type FamilyProps = { purpose: Purpose; fieldOf: (entry: HotkeyEntry, label: string) => React.ReactNode }

/** Several keys of one purpose, such as the arrows, on one line; each by itself once it is asked for. */
function Family({ purpose: { label, entries }, fieldOf }: FamilyProps) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const chords = entries.map((entry) => chordText(entry.chord))
  const own = entries.filter((entry) => !entry.fixed)
  return (
    <li>
      <div className="flex min-h-11 flex-wrap items-center gap-x-3">
        <span className="flex-1">{label}</span>
        <span className="flex flex-wrap gap-1">
          {(chords.length > 4 ? [`${chords[0]}–${chords.at(-1)}`] : chords).map((chord) => (
            <kbd key={chord}>{chord}</kbd>
          ))}
        </span>
        {own.length > 0 && (
          <Button size="normal" kind="quiet" aria-expanded={open} aria-label={`${label}: ${t('keys_each')}`} onClick={() => setOpen(!open)}>
            {t('keys_each')}
          </Button>
        )}
      </div>
      {open && <ul className="mb-2 grid border-l-2 border-line pl-3">{own.map((entry) => fieldOf(entry, `${label} · ${chordText(entry.usual)}`))}</ul>}
    </li>
  )
}
