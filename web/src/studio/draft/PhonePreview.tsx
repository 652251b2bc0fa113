import { useMemo, useState } from 'react'
import type { InterfaceCheck, TaskData } from '@/api/types'
import { TextArea } from '@/ui/Field'
import { InterfaceView } from '../InterfaceView'
import { exampleData } from './example-data'
import { useT } from './texts'

/** The interface as a worker's phone shows it, with data that the requester may change to try it out. */
export function PhonePreview({ check, example }: { check: InterfaceCheck | null; example: TaskData | null }) {
  const t = useT()
  const [typed, setTyped] = useState<string | null>(null)
  const made = useMemo(() => (check ? { ...exampleData(check.data_fields, t), ...example } : {}), [example, check, t])
  const own = useMemo(() => (typed === null ? null : parse(typed)), [typed])
  const data = own ?? made
  return (
    <section aria-label={t('preview')} className="grid content-start gap-3">
      <h2 className="text-lg">{t('preview')}</h2>
      <div className="mx-auto w-full max-w-[24.375rem] overflow-hidden rounded-[2rem] border-8 border-sunken bg-surface shadow-sm">
        <div className="h-[36rem] overflow-y-auto p-4">
          {check ? (
            <InterfaceView tree={check.tree} data={data} label={t('preview')} />
          ) : (
            <p className="pt-40 text-center text-muted">{t('preview_empty')}</p>
          )}
        </div>
      </div>
      {check && (
        <>
          <p className="text-center text-sm text-muted">{t('preview_try')}</p>
          <details>
            <summary className="min-h-8 font-semibold">{t('example_data')}</summary>
            <TextArea
              label={t('example_data')}
              hint={t('example_data_hint')}
              className="mt-2"
              spellCheck={false}
              value={typed ?? JSON.stringify(shortened(made), null, 2)}
              error={typed !== null && own === null ? t('example_bad') : null}
              onChange={(event) => setTyped(event.target.value)}
            />
          </details>
        </>
      )}
    </section>
  )
}

function parse(text: string): TaskData | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as TaskData) : null
  } catch {
    return null
  }
}

/** Pictures inside the data are long strings that nobody wants to read. */
function shortened(data: TaskData): TaskData {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, typeof value === 'string' && value.startsWith('data:') ? 'https://example.org/picture.jpg' : value]))
}
