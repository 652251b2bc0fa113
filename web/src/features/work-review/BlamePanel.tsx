import type { RefObject } from 'react'
import type { Clause } from '@/api/types'
import { cx } from '@/lib/cx'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { InlineMarkdown } from '@/ui/Markdown'
import { useT, type WorkKey } from '@/work/i18n'
import { type Blame, type BlameMode, blameKinds } from './blame'
import { PinList, type PinListProps } from './PinList'

type BlamePanelProps = {
  mode: BlameMode
  blame: Blame
  onBlame: (blame: Blame) => void
  reasons: WorkKey[]
  clauses: Clause[]
  pinList: Omit<PinListProps, 'blame'>
  note: RefObject<HTMLTextAreaElement | null>
  onBack: () => void
  onSend: () => void
}

const sendKeys = { return: 'review_send_return', refuse: 'review_send_refuse', unusable: 'review_send_unusable' } as const
const titleKeys = { return: 'review_reason', refuse: 'review_refuse_reason', unusable: 'unusable_title' } as const

/** Reason, clause, places, note: the first two by a digit each, the others when they help. What is chosen stands alone, so that the picture is seen to mark the place. */
export function BlamePanel({ mode, blame, onBlame, reasons, clauses, pinList, note, onBack, onSend }: BlamePanelProps) {
  const t = useT()
  const kind = blameKinds[mode]
  const complete = kind.isComplete(blame, clauses.length > 0)
  return (
    <div className="mx-auto grid max-h-[60dvh] max-w-7xl gap-x-6 gap-y-3 overflow-y-auto px-4 pt-3 wide:grid-cols-2 wide:items-start">
      <div className={cx('grid gap-3', blame.reason === null && 'wide:col-span-2')}>
        <Options
          title={t(titleKeys[mode])}
          options={reasons.map((reason) => ({ value: reason, label: t(reason) }))}
          chosen={blame.reason}
          onChoose={(reason) => onBlame({ ...blame, reason: reason as WorkKey | null, clause: blame.clause ?? (clauses.length === 1 ? (clauses[0]?.number ?? null) : null) })}
        />
        {kind.needsClause && blame.reason !== null && clauses.length > 0 && (
          <Options
            title={t('review_clause')}
            options={clauses.map((clause) => ({ value: clause.number, label: `${clause.number}. ${clause.text}` }))}
            chosen={blame.clause}
            onChoose={(clause) => onBlame({ ...blame, clause })}
          />
        )}
      </div>
      {blame.reason !== null && (
        <div className="grid gap-2">
          {kind.hasPlace && <PinList blame={blame} {...pinList} />}
          <TextArea ref={note} label={t('review_note')} optional rows={2} value={blame.note} maxLength={1000} onChange={(event) => onBlame({ ...blame, note: event.target.value })} />
        </div>
      )}
      <div className="sticky bottom-0 flex justify-end gap-2 border-t border-line bg-card py-2 wide:col-span-2">
        <Button onClick={onBack} hotkey="Esc">
          {t('cancel')}
        </Button>
        <Button kind="primary" hotkey="Enter" disabled={!complete} onClick={onSend} className="flex-1 sm:max-w-64">
          {t(sendKeys[mode])}
        </Button>
      </div>
    </div>
  )
}

function Options({ title, options, chosen, onChoose }: { title: string; options: { value: string; label: string }[]; chosen: string | null; onChoose: (value: string | null) => void }) {
  return (
    <div role="group" aria-label={title} className={chosen === null ? undefined : 'flex flex-wrap items-center gap-x-3 gap-y-1'}>
      <p className={chosen === null ? 'mb-2 font-bold' : 'text-sm text-muted'}>{title}</p>
      <ul className="flex flex-wrap gap-2">
        {options.map((option, index) => (
          <li key={option.value} hidden={chosen !== null && option.value !== chosen}>
            <button
              type="button"
              aria-pressed={option.value === chosen}
              onClick={() => onChoose(option.value === chosen ? null : option.value)}
              className={cx(
                'flex min-h-11 items-center gap-2 rounded-card border px-3 py-1.5 text-left text-ink',
                option.value === chosen ? 'border-accent bg-accent-soft font-semibold' : 'border-line-strong bg-card hover:bg-sunken',
              )}
            >
              {chosen === null && index < 9 && (
                <kbd aria-hidden="true" className="hidden keyboard:inline">
                  {index + 1}
                </kbd>
              )}
              <span>
                <InlineMarkdown text={option.label} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
