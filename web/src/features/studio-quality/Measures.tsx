import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { measureNow } from '@/api/quality'
import type { Quality } from '@/api/quality-types'
import { dateTime } from '@/lib/dates'
import { money } from '@/lib/money'
import { qualityQuery } from '@/studio/quality-queries'
import { useAction } from '@/studio/use-action'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Page'
import { StackedBar } from '@/ui/StackedBar'
import { AnswersFigure } from './AnswersFigure'
import { ConfusionFigure } from './ConfusionFigure'
import { decimal, share } from './format'
import { ReliabilityFigure } from './ReliabilityFigure'
import { useT } from './texts'
import { useQualityProject } from './use-quality-project'

/** The figures of the last full pass, and their drawings. */
export function Measures() {
  const { projectId } = useQualityProject()
  const { data: quality } = useSuspenseQuery(qualityQuery(projectId))
  const hasInspection = quality.inspection.answers > 0
  return (
    <div className="grid gap-5 *:min-w-0">
      <Measured quality={quality} />
      <Headline quality={quality} />
      <div className="grid gap-5 *:min-w-0 wide:grid-cols-2 wide:items-start">
        <div className="grid gap-5 *:min-w-0">
          {quality.overlap.by_answers.length > 0 && (
            <Card>
              <AnswersFigure spent={quality.overlap} />
            </Card>
          )}
          {quality.gold.asked > 0 && <GoldCard gold={quality.gold} />}
          {hasInspection && <InspectionCard inspection={quality.inspection} />}
        </div>
        {quality.reliability && (
          <Card>
            <ReliabilityFigure reliability={quality.reliability} />
          </Card>
        )}
      </div>
      {quality.confusion.length > 0 && (
        <Card>
          <ConfusionFigure confusions={quality.confusion} />
        </Card>
      )}
    </div>
  )
}

const models = ['majority', 'one_coin', 'hierarchical', 'agreement'] as const

function Measured({ quality }: { quality: Quality }) {
  const t = useT()
  const client = useQueryClient()
  const { projectId, manager } = useQualityProject()
  const { queryKey } = qualityQuery(projectId)
  const measure = useAction(() => measureNow(projectId), {
    done: t('measured_now'),
    onDone: (fresh) => {
      client.setQueryData(queryKey, fresh)
      void client.invalidateQueries({ queryKey: [...queryKey, 'tasks'] })
      void client.invalidateQueries({ queryKey: [...queryKey, 'workers'] })
    },
  })
  const model = models.find((one) => one === quality.model)
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-muted">
        {quality.fitted_at === null ? t('never_fitted') : t('fitted', { when: dateTime(quality.fitted_at), answers: quality.answers, model: model ? t(`model_${model}`) : (quality.model ?? '–') })}
      </p>
      {manager && (
        <Button busy={measure.busy} icon={<RefreshCw aria-hidden="true" className="size-5" />} onClick={() => measure.run()}>
          {t('measure_now')}
        </Button>
      )}
    </div>
  )
}

type Tile = { name: string; value: string; hint: string }

function Headline({ quality }: { quality: Quality }) {
  const t = useT()
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {tilesOf(quality, t).map((tile) => (
        <div key={tile.name} className="grid content-start gap-0.5 rounded-card border border-line bg-card p-4">
          <dt className="text-sm text-muted">{tile.name}</dt>
          <dd className="text-2xl font-bold whitespace-nowrap tabular-nums">{tile.value}</dd>
          <dd className="text-sm text-muted">{tile.hint}</dd>
        </div>
      ))}
    </dl>
  )
}

const savedWords = (percent: number) => (percent === 0 ? 'answers_each_same' : percent < 0 ? 'answers_each_more' : 'answers_each_hint')

function tilesOf({ overlap, agreement, reliability, gold, expected_accuracy: accuracy, tasks_decided: decided }: Quality, t: ReturnType<typeof useT>): Tile[] {
  const unknown = { value: '–', hint: t('nothing_yet') }
  const hasAnswers = overlap.by_answers.length > 0
  const fixed = overlap.fixed_answers_per_task
  return [
    { name: t('expected_accuracy'), ...(accuracy === null ? unknown : { value: share(accuracy), hint: t('expected_accuracy_hint', { count: decided }) }) },
    {
      name: t('answers_each'),
      ...(hasAnswers
        ? { value: decimal(overlap.answers_per_task), hint: t(savedWords(overlap.saved_percent), { fixed, percent: decimal(Math.abs(overlap.saved_percent), 1) }) }
        : unknown),
    },
    {
      name: t('saved'),
      ...(hasAnswers
        ? { value: money(overlap.fixed_minor - overlap.spent_minor), hint: t('saved_hint', { spent: money(overlap.spent_minor), fixed, amount: money(overlap.fixed_minor) }) }
        : unknown),
    },
    {
      name: t('agreement'),
      ...(agreement ? { value: share(agreement.percent / 100), hint: agreement.alpha === null ? t('agreement_no_alpha') : t('agreement_hint', { alpha: decimal(agreement.alpha) }) } : unknown),
    },
    {
      name: t('calibration'),
      ...(reliability ? { value: share(reliability.calibration_error), hint: t('calibration_hint', { before: share(reliability.calibration_error_before), tasks: reliability.gold_tasks }) } : unknown),
    },
    { name: t('gold_right'), ...(gold.asked > 0 ? { value: share(gold.right / gold.asked, 0), hint: t('gold_right_hint', gold) } : { value: '–', hint: t('gold_none') }) },
  ]
}

function GoldCard({ gold }: { gold: Quality['gold'] }) {
  const t = useT()
  const wrong = gold.asked - gold.right
  return (
    <Card>
      <StackedBar
        title={t('gold_title')}
        summary={t('gold_summary', gold)}
        nameHeader={t('result')}
        valueHeader={t('answers')}
        segments={[
          { key: 'right', label: t('right'), value: gold.right, text: gold.right.toLocaleString(), tone: 'good' },
          { key: 'wrong', label: t('wrong'), value: wrong, text: wrong.toLocaleString(), tone: 'bad', striped: true },
        ]}
      />
      <p className="mt-2 text-sm text-muted">{t('gold_summary', gold)}</p>
    </Card>
  )
}

function InspectionCard({ inspection }: { inspection: Quality['inspection'] }) {
  const t = useT()
  const { inspected, returned, refused, fixed, answers } = inspection
  const passed = Math.max(0, inspected - returned - refused - fixed)
  const segments = [
    { key: 'passed', label: t('inspected_passed'), value: passed, tone: 'good' },
    { key: 'fixed', label: t('inspected_fixed'), value: fixed, tone: 'accent' },
    { key: 'returned', label: t('inspected_returned'), value: returned, tone: 'warn', striped: true },
    { key: 'refused', label: t('inspected_refused'), value: refused, tone: 'bad' },
  ] as const
  return (
    <Card>
      <StackedBar
        title={`${t('inspection')} · ${t(`rule_${inspection.rule}`)}`}
        summary={t('inspection_summary', { inspected, answers })}
        nameHeader={t('result')}
        valueHeader={t('answers')}
        segments={segments.map((one) => ({ ...one, text: one.value.toLocaleString() }))}
      />
      <p className="mt-2 text-sm text-muted">{t('inspection_summary', { inspected, answers })}</p>
    </Card>
  )
}
