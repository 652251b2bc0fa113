import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { InterfaceTemplate } from '@/api/types'
import { useLocale } from '@/lib/i18n'
import { TextArea, TextField } from '@/ui/Field'
import { Card } from '@/ui/Page'
import { configProblemText } from '../config-texts'
import { templatesQuery } from '../queries'
import type { FormProps } from './draft'
import { ConfigFile } from './ConfigFile'
import { PhonePreview } from './PhonePreview'
import { TemplateGallery } from './TemplateGallery'
import { useT } from './texts'
import { useInterfaceCheck } from './use-interface-check'
import { XmlEditor } from './XmlEditor'

const own = 'own'

/** Name and interface: from the gallery or from a config of one's own, with the phone beside it. */
export function InterfaceForm({ draft, change, errors }: FormProps) {
  const t = useT()
  const locale = useLocale()
  const { data: templates } = useSuspenseQuery(templatesQuery(locale))
  const chosen = templates.items.find((template) => template.xml === draft.interface_xml) ?? null
  const [askedOwn, setAskedOwn] = useState(false)
  // A template that was changed by hand is still tried with its own example.
  const [begunWith, setBegunWith] = useState<InterfaceTemplate | null>(chosen)
  const example = (chosen ?? begunWith)?.example_data ?? null
  const writing = askedOwn || (draft.interface_xml !== '' && chosen === null)
  const { result, lastGood, checking } = useInterfaceCheck(draft.interface_xml)
  const choose = (value: string) => {
    setAskedOwn(value === own)
    const template = templates.items.find((one) => one.template_id === value)
    setBegunWith(template ?? null)
    if (template) change({ interface_xml: template.xml })
  }
  return (
    <div className="grid gap-5 wide:grid-cols-[minmax(0,1fr)_25rem]">
      <div className="grid content-start gap-5">
        <Card className="grid gap-4">
          <TextField label={t('name')} hint={t('name_hint')} value={draft.name} maxLength={200} error={errors['name']} onChange={(event) => change({ name: event.target.value })} />
          <TextArea
            label={t('description')}
            hint={t('description_hint')}
            optional
            rows={2}
            maxLength={4000}
            value={draft.description}
            error={errors['description']}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Card>
        <TemplateGallery templates={templates.items} value={writing ? own : (chosen?.template_id ?? '')} onValue={choose} />
        <details open={writing || undefined} className="rounded-card border border-line bg-card p-4">
          <summary className="min-h-8 font-semibold">{t('show_xml')}</summary>
          <div className="mt-3 grid gap-3">
            <ConfigFile
              onConfig={(xml) => {
                choose(own)
                change({ interface_xml: xml })
              }}
            />
            <XmlEditor value={draft.interface_xml} onValue={(value) => change({ interface_xml: value })} problems={result?.problems ?? []} />
            <p className="text-sm text-muted" aria-live="polite">
              {checking ? t('xml_checking') : result?.check ? t('xml_ok', { fields: result.check.data_fields.map((one) => one.field).join(', ') || t('xml_no_fields') }) : ''}
            </p>
            {result?.check && result.check.warnings.length > 0 && (
              <div className="rounded-card bg-warn-soft p-3 text-sm">
                <p className="font-semibold text-warn">{t('xml_warnings')}</p>
                <ul>
                  {result.check.warnings.map((warning, index) => (
                    <li key={index}>
                      {t('line', { line: warning.line })}: {configProblemText(warning)}
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </div>
        </details>
        {errors['interface_xml'] && (
          <p role="alert" className="font-semibold text-bad">
            {errors['interface_xml']}
          </p>
        )}
      </div>
      <div className="wide:sticky wide:top-4 wide:self-start">
        <PhonePreview key={(chosen ?? begunWith)?.template_id ?? own} check={lastGood} example={example} />
      </div>
    </div>
  )
}
