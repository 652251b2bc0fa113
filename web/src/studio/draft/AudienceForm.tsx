import { Notice } from '@/ui/Badge'
import { Checkbox, RadioGroup, Select } from '@/ui/Field'
import { NumberField } from '@/ui/NumberField'
import { Card } from '@/ui/Page'
import type { FormProps } from './draft'
import { mayDisagree, mayInspect } from '../lib/price'
import { useT } from './texts'

/** Who works and who inspects, the entrance test, and for whose eyes it is. */
export function AudienceForm({ draft, change, errors, frozen = false }: FormProps & { frozen?: boolean }) {
  const t = useT()
  const tested = draft.work_audience === 'entrance_test' || draft.inspect_audience === 'entrance_test'
  const invited = { value: 'invited', label: t('invited'), hint: t('invited_hint') } as const
  const test = { value: 'entrance_test', label: t('entrance_test'), hint: t('entrance_test_hint') } as const
  return (
    <div className="grid max-w-3xl gap-5">
      <Card>
        <RadioGroup
          label={t('work_audience')}
          value={draft.work_audience}
          onValue={(value) => change({ work_audience: value })}
          choices={[{ value: 'everybody', label: t('everybody'), hint: t('everybody_hint') }, test, invited]}
        />
      </Card>
      {(mayInspect(draft) || mayDisagree(draft)) && (
        <Card className="grid gap-2">
          <RadioGroup label={t('inspect_audience')} value={draft.inspect_audience} onValue={(value) => change({ inspect_audience: value })} choices={[test, invited]} />
          <p className="text-sm text-muted">{t('inspect_never_own')}</p>
        </Card>
      )}
      {tested && (
        <Card title={t('exam')} className="grid gap-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <NumberField label={t('exam_size')} value={draft.exam_size} unit={t('exam_size_unit')} min={1} max={50} error={errors['exam_size']} onValue={(value) => change({ exam_size: value })} />
            <NumberField label={t('exam_pass')} value={draft.exam_pass_percent} unit="%" min={1} max={100} error={errors['exam_pass_percent']} onValue={(value) => change({ exam_pass_percent: value })} />
          </div>
          <Notice>{t('exam_needs_gold', { count: draft.exam_size })}</Notice>
        </Card>
      )}
      <Card className="grid gap-4">
        <Checkbox label={t('adult')} hint={t('adult_hint')} checked={draft.adult} disabled={frozen} onChange={(event) => change({ adult: event.target.checked })} />
        <Select
          label={t('guide_language')}
          value={draft.language}
          disabled={frozen}
          className="max-w-64"
          options={[
            { value: 'ko', label: t('korean') },
            { value: 'en', label: t('english') },
          ]}
          onValue={(value) => change({ language: value === 'en' ? 'en' : 'ko' })}
        />
      </Card>
    </div>
  )
}
