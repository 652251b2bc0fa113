import { useState } from 'react'
import { errorText } from '@/api/errors'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { toast } from '@/ui/toast'
import { chordText, type HotkeyEntry, type HotkeyRegistry } from '@/tools/hotkeys'
import { useT } from './i18n'
import { KeyField, type KeyTaken } from './KeyField'
import { updateMe, useMe } from './session'
import { settingsOf } from './settings'

export type KeysDialogProps = {
  open: boolean
  onClose: () => void
  registry: HotkeyRegistry
  /** Keys of this screen that a person may change; the rest belongs to the tools. */
  changeable?: Readonly<Record<string, string>>
  /** Places of choices that may be given a key of the person's own. */
  choicePlaces?: readonly string[]
}

/** Every key that works on this screen right now, by what it belongs to; the screen's own can be changed. */
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
  const field = (id: string, label: string, chord: string | null) => (
    <KeyField
      key={id}
      label={label}
      chord={chord}
      changing={changing === id}
      onStart={() => setChanging(id)}
      onCancel={() => setChanging(null)}
      onChord={(next) => change(id, next)}
    />
  )
  const own = entries.filter((entry) => entry.id in changeable)
  const groups = grouped(entries.filter((entry) => !(entry.id in changeable)))
  return (
    <Dialog open={open} onClose={onClose} title={t('keys')}>
      <p className="mb-3 text-muted">{t('keys_hint')}</p>
      <div className="grid gap-5">
        {own.length > 0 && (
          <section>
            <h3 className="mb-1 font-bold">{own[0]?.group}</h3>
            <ul className="grid">{own.map((entry) => field(entry.id, entry.label, entry.chord))}</ul>
          </section>
        )}
        {[...groups].map(([group, labels]) => (
          <section key={group}>
            <h3 className="mb-1 font-bold">{group}</h3>
            <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1">
              {[...labels].map(([label, chords]) => (
                <div key={label} className="contents">
                  <dt className="flex flex-wrap gap-1">
                    {(chords.length > 3 ? [`${chords[0]}–${chords.at(-1)}`] : chords).map((chord) => (
                      <kbd key={chord}>{chord}</kbd>
                    ))}
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
            </dl>
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

/** Two keys may do the same and nine may be one family: a line for each label of a group. */
function grouped(entries: readonly HotkeyEntry[]): Map<string, Map<string, string[]>> {
  const groups = new Map<string, Map<string, string[]>>()
  for (const { group, label, chord } of entries) {
    const labels = groups.get(group) ?? new Map<string, string[]>()
    labels.set(label, [...(labels.get(label) ?? []), chordText(chord)])
    groups.set(group, labels)
  }
  return groups
}

/** What a key does already: the label of what works now, or the id of a person's own key. */
function takenBy(entries: readonly HotkeyEntry[], keys: Readonly<Record<string, string>>, id: string, chord: string): string | null {
  // A choice may take another's usual digit: the other gets the next free one.
  const isChoice = id.startsWith('choice.')
  const used = entries.find((entry) => entry.id !== id && entry.chord === chord && !(isChoice && /^(choices|boxes\.label)/.test(entry.id)))
  if (used) return used.label
  return Object.entries(keys).find(([other, own]) => other !== id && own === chord && other.startsWith('choice.'))?.[0] ?? null
}
