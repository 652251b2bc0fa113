import { CirclePause } from 'lucide-react'
import { useState } from 'react'
import { errorText } from '@/api/errors'
import { pauseFigures } from '@/api/pause-figures'
import type { MyPause } from '@/api/quality-types'
import { objectToPause } from '@/api/work'
import { dateTime, relative } from '@/lib/dates'
import { useLocale } from '@/lib/i18n'
import { cx } from '@/lib/cx'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/Field'
import { toast } from '@/ui/toast'
import { useT } from '@/work/i18n'
import { reasonText } from './pause-words'

/** Nobody decides on an objection in this time: the pause ends. */
/** The fewest characters of an objection that the server takes. */
const shortest = 10
const decideWithinMs = 72 * 3_600_000

/** One pause: the reason with figures, how long, what can be said to it and what was decided. */
export function PauseCard({ pause, onChange }: { pause: MyPause; onChange: () => Promise<void> }) {
  const t = useT()
  const locale = useLocale()
  const [objecting, setObjecting] = useState(false)
  const running = pause.ended_at === null
  const { reason } = pauseFigures(pause)
  return (
    <section className={cx('grid gap-3 rounded-card border bg-card p-4', running ? 'border-2 border-warn' : 'border-line')}>
      <div>
        <h2 className="flex items-start gap-2 text-lg">
          {running && <CirclePause aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-warn" />}
          {t(titleOf(pause), { name: pause.project_name })}
        </h2>
        <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
          <Badge>{t(pause.role === 'inspect' ? 'inspection' : 'work')}</Badge>
          {running ? t('pause_since', { when: dateTime(pause.started_at, locale) }) : dateTime(pause.started_at, locale)}
        </p>
      </div>
      <p>{reasonText(pause, t)}</p>
      {reason && <Quote label={t('pause_reason')} text={reason} />}
      <p className="font-semibold">{pause.action === 'pause' ? lastsText(pause, t, locale) : t(`pause_did_${pause.action}`)}</p>
      {running && <p className="text-sm text-muted">{t('pause_earned')}</p>}
      {pause.objection !== null && <Quote label={t('pause_my_words')} text={pause.objection} />}
      {pause.decision && <p className="font-semibold">{t(`pause_decision_${pause.decision}`)}</p>}
      {pause.note && <Quote label={t('pause_note')} text={pause.note} />}
      {running && pause.may_object && pause.objection === null && (
        <Button className="justify-self-start" onClick={() => setObjecting(true)}>
          {t('pause_object')}
        </Button>
      )}
      {objecting && (
        <Objection
          pause={pause}
          onClose={() => setObjecting(false)}
          onSent={() => {
            setObjecting(false)
            void onChange()
          }}
        />
      )}
    </section>
  )
}

function titleOf({ action, ended_at: endedAt }: MyPause) {
  if (action !== 'pause') return `pause_title_${action}` as const
  return endedAt === null ? 'pause_title' : 'pause_title_past'
}

function lastsText(pause: MyPause, t: ReturnType<typeof useT>, locale: ReturnType<typeof useLocale>): string {
  if (pause.ended_at) return t('pause_ended', { when: dateTime(pause.ended_at, locale) })
  if (pause.objected_at && pause.decision === null) return t('pause_objected', { when: dateTime(new Date(Date.parse(pause.objected_at) + decideWithinMs).toISOString(), locale) })
  return pause.until_at ? t('pause_until', { when: relative(pause.until_at, Date.now(), locale) }) : t('pause_until_open')
}

function Quote({ label, text }: { label: string; text: string }) {
  return (
    <blockquote className="border-l-4 border-line-strong pl-3">
      <p className="text-sm text-muted">{label}</p>
      <p className="whitespace-pre-line">{text}</p>
    </blockquote>
  )
}

function Objection({ pause, onClose, onSent }: { pause: MyPause; onClose: () => void; onSent: () => void }) {
  const t = useT()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    setBusy(true)
    try {
      await objectToPause(pause.pause_id, text.trim())
      toast(t('pause_object_sent'), { kind: 'good' })
      onSent()
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('pause_object')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={text.trim().length < shortest} onClick={() => void send()}>
            {t('pause_object_send')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-muted">{t('pause_object_lead')}</p>
        <TextArea label={t('pause_object_text')} value={text} hint={t('pause_object_hint', { count: shortest })} maxLength={4000} error={problem} onChange={(event) => setText(event.target.value)} />
      </div>
    </Dialog>
  )
}
