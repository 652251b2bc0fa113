import { ChevronLeft, ChevronRight, MapPin, MapPinPlus, X } from 'lucide-react'
import { type RefObject, useMemo } from 'react'
import type { Clause, Node, TaskData } from '@/api/types'
import { cx } from '@/lib/cx'
import type { Place as Part } from '@/tools/compare/places'
import { IconButton } from '@/ui/Button'
import { placeText } from '@/work/comments'
import { useT } from '@/work/i18n'
import type { Blame, PinDraft } from './blame'

export type PinListProps = {
  blame: Blame
  tree: Node
  data: TaskData
  parts: readonly Part[]
  clauses: readonly Clause[]
  /** The field of the pin in hand. */
  field: RefObject<HTMLInputElement | null>
  onStep: (step: 1 | -1) => void
  onAdd: () => void
  onTake: (index: number) => void
  onChange: (index: number, change: Partial<PinDraft>) => void
  onRemove: (index: number) => void
}

/** The places that are meant, each with a word of its own: tapped or drawn in the data, or stepped through part by part. */
export function PinList({ blame, parts, onStep, onAdd, ...rows }: PinListProps) {
  const t = useT()
  return (
    <div role="group" aria-label={t('review_place_label')} className="grid gap-1">
      <div className="flex items-center gap-2 text-sm">
        <MapPin aria-hidden="true" className="size-4 shrink-0" />
        <p aria-live="polite" className="min-w-0 flex-1">
          {t(blame.pins.length === 0 ? 'review_place' : 'review_pins', { count: blame.pins.length })}
        </p>
        {parts.length > 0 && (
          <span className="flex">
            <IconButton label={`${t('review_place_previous')} ([)`} onClick={() => onStep(-1)}>
              <ChevronLeft aria-hidden="true" />
            </IconButton>
            <IconButton label={`${t('review_place_next')} (])`} onClick={() => onStep(1)}>
              <ChevronRight aria-hidden="true" />
            </IconButton>
            {parts.length > 1 && blame.pins.length > 0 && (
              <IconButton label={`${t('review_place_add')} (Shift+])`} onClick={onAdd}>
                <MapPinPlus aria-hidden="true" />
              </IconButton>
            )}
          </span>
        )}
      </div>
      <ol className="grid gap-1">
        {blame.pins.map((pin, index) => (
          <PinRow key={index} pin={pin} index={index} isInHand={blame.active === index} parts={parts} {...rows} />
        ))}
      </ol>
    </div>
  )
}

type PinRowProps = Omit<PinListProps, 'blame' | 'onStep' | 'onAdd'> & { pin: PinDraft; index: number; isInHand: boolean }

function PinRow({ pin, index, isInHand, tree, data, parts, clauses, field, onTake, onChange, onRemove }: PinRowProps) {
  const t = useT()
  const words = useMemo(() => placeText(pin.place, parts, tree, data, t), [pin.place, parts, tree, data, t])
  const box = 'min-h-11 rounded-card border border-line-strong bg-card px-3'
  return (
    <li className={cx('grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 rounded-card border px-2 py-1', isInHand ? 'border-accent bg-accent-soft' : 'border-line')}>
      <span aria-hidden="true" className="inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-bad px-1 text-xs font-bold text-card">
        {index + 1}
      </span>
      <button type="button" aria-pressed={isInHand} onClick={() => onTake(index)} className="min-h-11 min-w-0 text-left text-sm font-semibold break-words text-ink">
        {words}
      </button>
      <IconButton label={t('review_place_remove', { number: index + 1 })} onClick={() => onRemove(index)}>
        <X aria-hidden="true" />
      </IconButton>
      <div className="col-span-3 flex flex-wrap gap-1">
        <input
          ref={isInHand ? field : undefined}
          aria-label={t('review_pin_text', { number: index + 1 })}
          placeholder={t('review_pin_hint')}
          value={pin.text}
          maxLength={1000}
          onFocus={() => isInHand || onTake(index)}
          onChange={(event) => onChange(index, { text: event.target.value })}
          className={cx(box, 'min-w-0 flex-1 basis-40')}
        />
        {clauses.length > 1 && (
          <select aria-label={t('review_pin_clause', { number: index + 1 })} value={pin.clause ?? ''} onChange={(event) => onChange(index, { clause: event.target.value || null })} className={cx(box, 'max-w-40 text-sm text-ink')}>
            <option value="">{t('review_pin_clause_same')}</option>
            {clauses.map((clause) => (
              <option key={clause.number} value={clause.number}>
                {`${clause.number}. ${clause.text}`}
              </option>
            ))}
          </select>
        )}
      </div>
    </li>
  )
}
