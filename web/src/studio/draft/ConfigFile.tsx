import { useId, useState } from 'react'
import { configOf } from './config-file'
import { useT } from './texts'

/** Takes over an interface from Label Studio: its XML, or the JSON of a project that holds it. */
export function ConfigFile({ onConfig }: { onConfig: (xml: string) => void }) {
  const t = useT()
  const id = useId()
  const [failed, setFailed] = useState(false)
  const read = async (file: File | undefined) => {
    if (!file) return
    const xml = configOf(await file.text())
    setFailed(xml === null)
    if (xml !== null) onConfig(xml)
  }
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-semibold">
        {t('config_file')}
      </label>
      <p id={`${id}-hint`} className="text-sm text-muted">
        {t('config_file_hint')}
      </p>
      <input
        id={id}
        type="file"
        accept=".xml,.json,.txt,application/json,text/xml"
        aria-describedby={`${id}-hint`}
        className="min-h-11"
        onChange={(event) => {
          void read(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <p role="alert" className="font-semibold text-bad">
        {failed ? t('config_file_bad') : ''}
      </p>
    </div>
  )
}
