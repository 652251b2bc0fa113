import { useState } from 'react'
import type { Confusion } from '@/api/quality-types'
import { cx } from '@/lib/cx'
import { Figure } from '@/ui/Figure'
import { Table } from '@/ui/Table'
import { cellsOf, countText, heatPercent, mistakesOf, rightShare } from './drawings'
import { share } from './format'
import { useT } from './texts'

/** What was answered for each true class: one matrix of known tasks, one of inferred results, each on its own. */
export function ConfusionFigure({ confusions }: { confusions: readonly Confusion[] }) {
  const t = useT()
  const [at, setAt] = useState(0)
  const shown = confusions[at] ?? confusions[0]
  if (!shown) return null
  const mistakes = mistakesOf(shown)
  const worst = mistakes[0]
  const right = rightShare(shown)
  const summary = [right === null ? '' : t('confusion_right', { share: share(right) }), worst ? t('confusion_worst', { truth: worst.truth, answer: worst.answer, count: countText(worst.count) }) : t('confusion_none')].join(' ')
  return (
    <div className="grid gap-3">
      {confusions.length > 1 && (
        <div role="group" aria-label={t('confusion_of')} className="flex flex-wrap gap-2">
          {confusions.map((one, index) => (
            <button
              key={index}
              type="button"
              aria-pressed={one === shown}
              onClick={() => setAt(index)}
              className={cx('min-h-9 rounded-full border px-3', one === shown ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line bg-card hover:bg-sunken')}
            >
              {t(one.known ? 'confusion_known' : 'confusion_inferred')}
            </button>
          ))}
        </div>
      )}
      <Figure
        title={t('confusion')}
        summary={summary}
        table={
          <Table
            caption={t('confusion')}
            rows={cellsOf(shown)
              .flat()
              .filter((cell) => cell.count > 0)}
            rowKey={(cell) => `${cell.truth}→${cell.answer}`}
            empty={<p className="text-muted">{t('nothing_yet')}</p>}
            columns={[
              { key: 'truth', header: t('true_class'), rowHeader: true, cell: (cell) => cell.truth },
              { key: 'answer', header: t('answered_class'), cell: (cell) => cell.answer },
              { key: 'count', header: t('answers'), numeric: true, cell: (cell) => countText(cell.count) },
              { key: 'share', header: t('share_of_class'), numeric: true, cell: (cell) => share(cell.share, 0) },
            ]}
          />
        }
      >
        {() => <Matrix confusion={shown} />}
      </Figure>
      <p className="text-sm text-muted">{summary}</p>
    </div>
  )
}

function Matrix({ confusion }: { confusion: Confusion }) {
  const t = useT()
  const rows = cellsOf(confusion)
  return (
    <div className="relative overflow-x-auto" role="region" aria-label={t('confusion')} tabIndex={0}>
      <table className="border-separate border-spacing-0.5 text-center text-sm tabular-nums">
        <caption className="sr-only">{t('confusion_caption')}</caption>
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 z-1 bg-card px-2 py-1 text-left font-normal text-muted">
              {t('confusion_corner')}
            </th>
            {confusion.classes.map((name) => (
              <th key={name} scope="col" title={name} className="max-w-24 min-w-12 truncate px-1 py-1 font-semibold">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={confusion.classes[index]}>
              <th scope="row" title={confusion.classes[index]} className="sticky left-0 z-1 max-w-32 truncate bg-card px-2 py-1 text-left font-semibold">
                {confusion.classes[index]}
              </th>
              {row.map((cell) => (
                <td
                  key={cell.answer}
                  title={`${cell.truth} → ${cell.answer}: ${countText(cell.count)} (${share(cell.share, 0)})`}
                  className={cx('h-11 min-w-12 rounded-md px-1', cell.right ? 'font-bold outline-2 -outline-offset-2 outline-good' : cell.count === 0 && 'text-muted')}
                  style={{ backgroundColor: `color-mix(in srgb, var(${cell.right ? '--good' : '--bad'}) ${heatPercent(cell.share)}%, var(--card))` }}
                >
                  {countText(cell.count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
