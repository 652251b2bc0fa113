import './sensitive.css'
import { DoorOpen, Eye, EyeOff } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { Button } from '@/ui/Button'
import { useMe } from '../session'
import { settingsOf } from '../settings'
import { keyText, useHotkeyRegistry } from '../use-hotkeys'
import { defaultsOf } from './defaults'
import { LeaveDialog } from './LeaveDialog'
import type { ShieldProps } from './Shield'
import { useT } from './texts'
import { useQuietMedia } from './use-quiet-media'

/** A sensitive task: covered until the person asks for it, with the way out beside it. */
export function Cover({ queue, besides = false, children }: ShieldProps) {
  const t = useT()
  const { keys } = settingsOf(useMe())
  const defaults = defaultsOf(useMe())
  const [covered, setCovered] = useState(!defaults.shows)
  const [greyscale, setGreyscale] = useState(defaults.greyscale)
  const [leaving, setLeaving] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useQuietMedia(place, covered, defaults.volumePercent)
  const hotkeys = useMemo(
    () => besides ? [] : [
      { id: 'sensitive.show', chord: 'Backquote', label: `${t('show')} / ${t('cover')}`, group: t('group'), run: () => setCovered((now) => !now) },
      { id: 'sensitive.greyscale', chord: 'Shift+Backquote', label: t('greyscale'), group: t('group'), run: () => setGreyscale((now) => !now) },
    ],
    [t, besides, setCovered, setGreyscale],
  )
  useHotkeyRegistry(hotkeys)
  return (
    <div className="grid gap-3 *:min-w-0">
      <div role="group" aria-label={t('group')} className="flex flex-wrap items-center gap-2">
        <Button kind={covered ? 'primary' : 'secondary'} hotkey={besides ? undefined : keyText(keys, 'sensitive.show', 'Backquote')} aria-pressed={!covered} onClick={() => setCovered(!covered)}>
          {covered ? <Eye aria-hidden="true" className="size-5" /> : <EyeOff aria-hidden="true" className="size-5" />}
          {t(covered ? 'show' : 'cover')}
        </Button>
        <Button kind="quiet" hotkey={besides ? undefined : keyText(keys, 'sensitive.greyscale', 'Shift+Backquote')} aria-pressed={greyscale} onClick={() => setGreyscale(!greyscale)}>
          {t(greyscale ? 'colours' : 'greyscale')}
        </Button>
        {queue && (
          <Button kind="quiet" className="ml-auto" onClick={() => setLeaving(true)}>
            <DoorOpen aria-hidden="true" className="size-5" />
            {t('leave')}
          </Button>
        )}
        <span role="status" className="sr-only">
          {covered && t('cover_title')}
        </span>
      </div>
      <div ref={place} className="sensitive-view" data-covered={covered} data-greyscale={greyscale}>
        {children}
      </div>
      {queue && <LeaveDialog open={leaving} onClose={() => setLeaving(false)} queue={queue} />}
    </div>
  )
}
