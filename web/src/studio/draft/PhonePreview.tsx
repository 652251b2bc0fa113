import { useMemo, useRef, useState } from 'react'
import type { InterfaceCheck, Region, TaskData } from '@/api/types'
import type { InterfaceHandle } from '@/tools/interface-view'
import { Button } from '@/ui/Button'
import { RadioGroup, TextArea } from '@/ui/Field'
import { InterfaceView } from '../InterfaceView'
import { exampleData } from './example-data'
import { useT } from './texts'

/** The interface as a worker sees it, on a phone or a desktop, to be tried with data that the requester may change. */
export function PhonePreview({ check, example }: { check: InterfaceCheck | null; example: TaskData | null }) {
  const t = useT()
  const [typed, setTyped] = useState<string | null>(null)
  const made = useMemo(() => (check ? { ...exampleData(check.data_fields, t), ...example } : {}), [example, check, t])
  const own = useMemo(() => (typed === null ? null : parse(typed)), [typed])
  const data = own ?? made
  const [screen, setScreen] = useState<'phone' | 'desktop'>('phone')
  const tool = useRef<InterfaceHandle | null>(null)
  const [tried, setTried] = useState<{ missing: number; answer: readonly Region[] } | null>(null)
  const submit = () => {
    if (tool.current) setTried({ missing: tool.current.reportProblems().length, answer: tool.current.getValue() as Region[] })
  }
  return (
    <section aria-label={t('preview')} className="grid content-start gap-3">
      <h2 className="text-lg">{t('preview')}</h2>
      {check && (
        <RadioGroup
          label={t('view_as')}
          hideLabel
          className="grid-cols-2"
          value={screen}
          choices={[
            { value: 'phone', label: t('view_phone') },
            { value: 'desktop', label: t('view_desktop') },
          ]}
          onValue={setScreen}
        />
      )}
      <div className={screen === 'phone' ? 'mx-auto w-full max-w-[24.375rem] overflow-hidden rounded-[2rem] border-8 border-sunken bg-surface shadow-sm' : 'w-full overflow-x-auto rounded-card border-4 border-sunken bg-surface'}>
        <div className={screen === 'phone' ? 'h-[36rem] overflow-y-auto p-4' : 'h-[36rem] min-w-[60rem] overflow-y-auto p-6'}>
          {check ? (
            <InterfaceView tree={check.tree} data={data} label={t('preview')} handle={tool} />
          ) : (
            <p className="pt-40 text-center text-muted">{t('preview_empty')}</p>
          )}
        </div>
      </div>
      {check && (
        <>
          <div className="grid justify-items-center gap-2">
            <Button onClick={submit}>{t('try_submit')}</Button>
            <p className="text-center text-sm text-muted">{t('preview_try')}</p>
          </div>
          <div aria-live="polite">
            {tried && (tried.missing > 0 ? <p className="font-semibold text-bad">{t('try_bad', { count: tried.missing })}</p> : <Stored answer={tried.answer} title={t('try_good')} />)}
          </div>
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

/** What a submitted answer looks like, in Label Studio's form. */
function Stored({ answer, title }: { answer: readonly Region[]; title: string }) {
  return (
    <>
      <p className="font-semibold">{title}</p>
      <pre tabIndex={0} aria-label={title} className="mt-1 max-h-64 overflow-auto rounded-card bg-sunken p-3 text-xs">
        {JSON.stringify(answer, null, 2)}
      </pre>
    </>
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
