import { Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Collector, Rule, RuleAction } from '@/api/quality-types'
import { cx } from '@/lib/cx'
import { Button, IconButton } from '@/ui/Button'
import { Select } from '@/ui/Field'
import { freshRule } from './quality-defaults'
import { useT } from './quality-texts'
import { partsOf } from './sentence'

const collectors: readonly Collector[] = ['gold_accuracy', 'agreement', 'skips_in_row', 'information']
const actions: readonly RuleAction[] = ['pause', 'train', 'warn']
const rulesMax = 20
type NumberName = 'window' | 'at_least' | 'threshold_percent' | 'hours'
const bounds: Record<NumberName, readonly [number, number]> = { window: [1, 1000], at_least: [1, 1000], threshold_percent: [0, 100], hours: [1, 2160] }

/** Rules as sentences with gaps to fill: what is looked at, when it holds, what happens then. */
export function RulesEditor({ rules, onRules, errors }: { rules: readonly Rule[]; onRules: (rules: Rule[]) => void; errors: Readonly<Record<string, string>> }) {
  const t = useT()
  const change = (index: number, rule: Rule) => onRules(rules.map((one, at) => (at === index ? rule : one)))
  return (
    <div className="grid gap-3">
      <p className="text-sm text-muted">{t('rules_text')}</p>
      {rules.length === 0 && <p>{t('rules_none')}</p>}
      <ol className="grid gap-3">
        {rules.map((rule, index) => (
          <li key={index}>
            <RuleRow number={index + 1} rule={rule} onRule={(next) => change(index, next)} onRemove={() => onRules(rules.filter((_, at) => at !== index))} errors={errors} />
          </li>
        ))}
      </ol>
      {rules.length < rulesMax && (
        <Button className="justify-self-start" icon={<Plus aria-hidden="true" className="size-5" />} onClick={() => onRules([...rules, freshRule.gold_accuracy])}>
          {t('rule_add')}
        </Button>
      )}
    </div>
  )
}

function RuleRow({ number, rule, onRule, onRemove, errors }: { number: number; rule: Rule; onRule: (rule: Rule) => void; onRemove: () => void; errors: Readonly<Record<string, string>> }) {
  const t = useT()
  const wrong = (name: string) => errors[`rules/${number - 1}/${name}`]
  const problems = (['window', 'at_least', 'threshold_percent', 'hours'] as const).flatMap((name) => {
    const text = wrong(name)
    return text ? [`${t(`f_${name}`)}: ${text}`] : []
  })
  const gap = (name: NumberName, unit?: string): ReactNode => (
    <InlineNumber key={name} label={`${t('rule', { number })}: ${t(`f_${name}`)}`} value={rule[name]} bounds={bounds[name]} unit={unit} invalid={wrong(name) !== undefined} onValue={(value) => onRule(withNumber(rule, name, value))} />
  )
  return (
    <fieldset className="grid gap-3 rounded-card border border-line p-3">
      <legend className="sr-only">{t('rule', { number })}</legend>
      <div className="flex items-end gap-2">
        <Select
          className="min-w-0 flex-1"
          label={t('rule_looks_at')}
          value={rule.collector}
          options={collectors.map((one) => ({ value: one, label: t(`collector_${one}`) }))}
          onValue={(value) => onRule({ ...freshRule[value as Collector], action: rule.action, ...(rule.role && { role: rule.role }) })}
        />
        <IconButton label={t('rule_remove', { number })} onClick={onRemove}>
          <Trash2 aria-hidden="true" className="size-5" />
        </IconButton>
      </div>
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-2">
        {partsOf(t(`rule_${rule.collector}`)).map((part, index) => ('words' in part ? <span key={index}>{part.words.trim()}</span> : gap(part.gap as NumberName, part.gap === 'threshold_percent' ? '%' : undefined)))}
      </div>
      <div className="grid gap-3 sm:grid-cols-[1fr_1fr_1fr_auto] sm:items-end">
        <Select
          label={t('rule_whose')}
          value={rule.role ?? 'everybody'}
          options={(['everybody', 'work', 'inspect'] as const).map((one) => ({ value: one, label: t(`whose_${one}`) }))}
          onValue={(value) => onRule(withRole(rule, value))}
        />
        <Select label={t('rule_then')} value={rule.action} options={actions.map((one) => ({ value: one, label: t(`action_${one}`) }))} onValue={(value) => onRule({ ...rule, action: value as RuleAction })} />
        {rule.action === 'pause' && (
          <Select
            label={t('rule_lasts')}
            value={rule.hours > 0 ? 'hours' : 'open'}
            options={[
              { value: 'hours', label: t('lasts_hours') },
              { value: 'open', label: t('lasts_open') },
            ]}
            onValue={(value) => onRule({ ...rule, hours: value === 'open' ? 0 : 24 })}
          />
        )}
        {rule.action === 'pause' && rule.hours > 0 && <div>{gap('hours', t('hours'))}</div>}
      </div>
      {problems.length > 0 && (
        <p role="alert" className="text-sm font-semibold text-bad">
          {problems.join(' ')}
        </p>
      )}
    </fieldset>
  )
}

/** Whose work the rule looks at. */
export function withRole(rule: Rule, whose: string): Rule {
  const next = { ...rule }
  delete next.role
  return whose === 'work' || whose === 'inspect' ? { ...next, role: whose } : next
}

/** A number put in place; how many there must be is never more than how many are looked at. */
export function withNumber(rule: Rule, name: NumberName, value: number): Rule {
  const next = { ...rule, [name]: value }
  // Skips have no window of their own: it holds as many as are counted.
  if (name === 'at_least' && (rule.collector === 'skips_in_row' || value > rule.window)) return { ...next, window: value }
  if (name === 'window' && rule.at_least > value) return { ...next, at_least: value }
  return next
}

function InlineNumber({ label, value, bounds: [low, high], unit, invalid, onValue }: { label: string; value: number; bounds: readonly [number, number]; unit?: string | undefined; invalid: boolean; onValue: (value: number) => void }) {
  const id = useId()
  return (
    <span className="inline-flex items-center gap-1">
      <input
        id={id}
        type="number"
        inputMode="numeric"
        aria-label={label}
        aria-invalid={invalid || undefined}
        min={low}
        max={high}
        step={1}
        value={String(value)}
        className={cx('min-h-11 w-20 rounded-card border border-line-strong bg-card px-2 py-1 text-right text-ink tabular-nums', 'aria-invalid:border-2 aria-invalid:border-bad')}
        onChange={(event) => {
          const number = Math.round(Number(event.target.value))
          if (event.target.value !== '' && Number.isFinite(number)) onValue(Math.min(high, Math.max(low, number)))
        }}
      />
      {unit && <span className="text-muted">{unit}</span>}
    </span>
  )
}
