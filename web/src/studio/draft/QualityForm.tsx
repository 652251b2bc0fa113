import type { InspectionRule, Overlap, QualitySettings } from '@/api/quality-types'
import { money } from '@/lib/money'
import { Badge, Notice } from '@/ui/Badge'
import { Checkbox, RadioGroup, Select } from '@/ui/Field'
import { NumberField } from '@/ui/NumberField'
import { Card } from '@/ui/Page'
import { goldAddsPercent, mayInspect, withFee } from '../lib/price'
import { CostCard } from './CostCards'
import type { FormProps } from './draft'
import { type PresetName, presetOf, presets } from './quality-defaults'
import { useT } from './quality-texts'
import { RulesEditor } from './RulesEditor'

type Props = FormProps & {
  feePercent: number
  /** Once the project was open: what answers already given depend on stays. */
  frozen?: boolean
  /** Whether answers are one choice each and can be counted. Null where that is not known yet. */
  countable: boolean | null
}

/** How much is bought for a task and how people are measured; beside it what that costs. */
export function QualityForm({ feePercent, frozen = false, countable, ...form }: Props) {
  const t = useT()
  const { draft, change, errors } = form
  const setQuality = (patch: Partial<QualitySettings>) => change({ quality: { ...draft.quality, ...patch } })
  return (
    <div className="grid gap-5 wide:grid-cols-[minmax(0,1fr)_25rem]">
      <div className="grid content-start gap-5 *:min-w-0">
        {frozen ? <Notice>{t('frozen')}</Notice> : <Presets {...form} />}
        <OverlapCard {...form} setQuality={setQuality} frozen={frozen} countable={countable} />
        <InspectionCard {...form} setQuality={setQuality} frozen={frozen} />
        <PeopleCard {...form} setQuality={setQuality} feePercent={feePercent} />
        <Card title={t('rules')}>
          <RulesEditor rules={draft.rules} onRules={(rules) => change({ rules })} errors={errors} />
        </Card>
      </div>
      <div className="wide:sticky wide:top-4 wide:self-start">
        <CostCard draft={draft} feePercent={feePercent} />
      </div>
    </div>
  )
}

function Presets({ draft, change }: FormProps) {
  const t = useT()
  const chosen = presetOf(draft)
  const names = Object.keys(presets) as PresetName[]
  return (
    <Card>
      <RadioGroup<PresetName | 'own'>
        label={t('preset')}
        value={chosen ?? 'own'}
        onValue={(name) => {
          if (name !== 'own') change(presets[name])
        }}
        choices={[...(chosen ? names : [...names, 'own' as const])].map((name) => ({ value: name, label: t(`preset_${name}`), hint: t(`preset_${name}_hint`) }))}
      />
    </Card>
  )
}

type PartProps = FormProps & { setQuality: (patch: Partial<QualitySettings>) => void }

const targets = [800, 850, 900, 950, 970, 980, 990, 995, 999]

function OverlapCard({ draft, change, errors, setQuality, frozen, countable }: PartProps & { frozen: boolean; countable: boolean | null }) {
  const t = useT()
  const { quality } = draft
  const overlaps: Overlap[] = ['fixed', 'margin', 'adaptive']
  const most = (
    <NumberField
      label={quality.overlap === 'fixed' ? t('answers_per_task') : t('answers_most')}
      hint={t(quality.overlap === 'fixed' ? 'answers_hint' : 'answers_most_hint')}
      value={draft.answers_per_task}
      unit={t('answers_unit')}
      min={1}
      max={30}
      disabled={frozen}
      error={errors['answers_per_task']}
      onValue={(value) => change({ answers_per_task: value, quality: { ...quality, answers_min: Math.max(1, Math.min(quality.answers_min, value)) } })}
    />
  )
  const percents = [...new Set([...targets, quality.target_permille])].toSorted((a, b) => a - b)
  return (
    <Card className="grid gap-4">
      <RadioGroup
        label={t('overlap')}
        value={quality.overlap}
        onValue={(overlap) => setQuality({ overlap })}
        choices={overlaps.map((one) => ({ value: one, label: t(`overlap_${one}`), hint: t(`overlap_${one}_hint`), disabled: frozen }))}
      />
      {countable === false && quality.overlap !== 'fixed' && <Notice>{t('overlap_uncountable')}</Notice>}
      <div className="grid gap-4 sm:grid-cols-3">
        {quality.overlap === 'adaptive' && (
          <Select
            label={t('target')}
            hint={t('target_hint')}
            value={String(quality.target_permille)}
            options={percents.map((permille) => ({ value: String(permille), label: t('percent', { percent: permille / 10 }) }))}
            error={errors['quality/target_permille']}
            onValue={(value) => setQuality({ target_permille: Number(value) })}
          />
        )}
        {quality.overlap === 'margin' && (
          <NumberField label={t('margin')} value={quality.margin} unit={t('margin_unit')} min={1} max={10} error={errors['quality/margin']} onValue={(margin) => setQuality({ margin })} />
        )}
        {quality.overlap !== 'fixed' && (
          <NumberField
            label={t('answers_least')}
            value={quality.answers_min}
            unit={t('answers_unit')}
            min={1}
            max={draft.answers_per_task}
            disabled={frozen}
            error={errors['quality/answers_min']}
            onValue={(value) => setQuality({ answers_min: value })}
          />
        )}
        {most}
      </div>
    </Card>
  )
}

type InspectionMode = 'all' | 'share' | 'lots' | 'doubt' | 'none'
const inspectionModes: readonly InspectionMode[] = ['all', 'share', 'lots', 'doubt', 'none']
const percentOf = { all: 100, share: 20, none: 0 }

function modeOf(rule: InspectionRule, percent: number): InspectionMode {
  if (rule !== 'share') return rule
  return percent === 100 ? 'all' : percent === 0 ? 'none' : 'share'
}

function InspectionCard({ draft, change, errors, setQuality, frozen }: PartProps & { frozen: boolean }) {
  const t = useT()
  const { quality } = draft
  const mode = modeOf(quality.inspection, draft.inspect_percent)
  const choose = (next: InspectionMode) => {
    // By lots and by doubt any answer may be inspected; the share says so to whoever reads it alone.
    if (next === 'lots' || next === 'doubt') change({ inspect_percent: 100, quality: { ...quality, inspection: next } })
    else change({ inspect_percent: percentOf[next], quality: { ...quality, inspection: 'share' } })
  }
  return (
    <Card className="grid gap-4">
      <RadioGroup label={t('inspect')} value={mode} onValue={choose} choices={inspectionModes.map((one) => ({ value: one, label: t(`inspect_${one}`), hint: t(`inspect_${one}_hint`), disabled: frozen }))} />
      {mayInspect(draft) && (
        <div className="grid gap-4 sm:grid-cols-2">
          {mode === 'share' && (
            <NumberField
              label={t('inspect_percent')}
              value={draft.inspect_percent}
              unit="%"
              min={1}
              max={99}
              disabled={frozen}
              error={errors['inspect_percent']}
              onValue={(value) => {
                if (value >= 1 && value <= 99) change({ inspect_percent: value })
              }}
            />
          )}
          <NumberField label={t('max_rounds')} hint={t('max_rounds_hint')} value={draft.max_rounds} unit={t('times')} max={10} disabled={frozen} error={errors['max_rounds']} onValue={(value) => change({ max_rounds: value })} />
          {quality.inspection === 'doubt' && quality.overlap !== 'adaptive' && (
            <Select
              label={t('target')}
              value={String(quality.target_permille)}
              options={[...new Set([...targets, quality.target_permille])].toSorted((a, b) => a - b).map((permille) => ({ value: String(permille), label: t('percent', { percent: permille / 10 }) }))}
              error={errors['quality/target_permille']}
              onValue={(value) => setQuality({ target_permille: Number(value) })}
            />
          )}
        </div>
      )}
      {frozen && <Badge className="justify-self-start">{t('frozen_badge')}</Badge>}
    </Card>
  )
}

function PeopleCard({ draft, errors, setQuality, feePercent }: PartProps & { feePercent: number }) {
  const t = useT()
  const { quality } = draft
  const usesGold = quality.gold_percent > 0 || quality.training_tasks > 0
  return (
    <Card title={t('people')} className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField label={t('gold_percent')} hint={t('gold_percent_hint')} value={quality.gold_percent} unit="%" max={50} error={errors['quality/gold_percent']} onValue={(value) => setQuality({ gold_percent: value })} />
        <NumberField label={t('training_tasks')} hint={t('training_tasks_hint')} value={quality.training_tasks} unit={t('tasks_unit')} max={50} error={errors['quality/training_tasks']} onValue={(value) => setQuality({ training_tasks: value })} />
        {mayInspect(draft) && (
          <NumberField
            label={t('inspector_gold_percent')}
            hint={t('inspector_gold_percent_hint')}
            value={quality.inspector_gold_percent}
            unit="%"
            max={50}
            error={errors['quality/inspector_gold_percent']}
            onValue={(value) => setQuality({ inspector_gold_percent: value })}
          />
        )}
      </div>
      <Checkbox label={t('grow_gold')} hint={t('grow_gold_hint')} checked={quality.grow_gold} onChange={(event) => setQuality({ grow_gold: event.target.checked })} />
      <Checkbox label={t('use_predictions')} hint={t('use_predictions_hint')} checked={quality.use_predictions} onChange={(event) => setQuality({ use_predictions: event.target.checked })} />
      {usesGold && (
        <Notice>
          <div className="grid gap-1">
            <p>{t('gold_needed')}</p>
            {quality.gold_percent > 0 && <p>{t('gold_adds', { percent: goldAddsPercent(quality.gold_percent) })}</p>}
            {quality.training_tasks > 0 && <p>{t('training_costs', { amount: money(quality.training_tasks * withFee(draft.reward_minor, feePercent)) })}</p>}
          </div>
        </Notice>
      )}
    </Card>
  )
}
