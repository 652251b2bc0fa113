import { Dialog } from '@/ui/Dialog'
import { chordText, type HotkeyRegistry } from '@/tools/hotkeys'
import { useT } from './i18n'

/** Every key that works on this screen right now, by what it belongs to. */
export function KeysDialog({ open, onClose, registry }: { open: boolean; onClose: () => void; registry: HotkeyRegistry }) {
  const t = useT()
  // Two keys may do the same and nine may be one family: a line for each label of a group.
  const groups = new Map<string, Map<string, string[]>>()
  for (const entry of open ? registry.list() : []) {
    const group = groups.get(entry.group) ?? new Map<string, string[]>()
    group.set(entry.label, [...(group.get(entry.label) ?? []), chordText(entry.chord)])
    groups.set(entry.group, group)
  }
  return (
    <Dialog open={open} onClose={onClose} title={t('keys')}>
      <p className="mb-3 text-muted">{t('keys_hint')}</p>
      <div className="grid gap-4">
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
      </div>
    </Dialog>
  )
}
