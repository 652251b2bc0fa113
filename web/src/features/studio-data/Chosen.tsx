import { useEffect, useMemo, useState } from 'react'
import type { Project } from '@/api/types'
import { bytes } from '@/lib/bytes'
import { type FoundFile, partition } from '@/studio/lib/dropped'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Checkbox, RadioGroup, Select, TextField } from '@/ui/Field'
import { answersByName } from './known-answers'
import { useT } from './texts'
import { folderOf, type ImportChoices } from './upload-job'

/** What was chosen, before it is sent: a look at it, and how to treat it. */
export function Chosen({ project, files, onStart, onCancel }: { project: Project; files: readonly FoundFile[]; onStart: (choices: ImportChoices) => void; onCancel: () => void }) {
  const t = useT()
  const { pictures, others } = useMemo(() => partition(files), [files])
  const imageFields = [...new Set(project.data_fields.filter((one) => one.kind === 'image').map((one) => one.field))]
  const [choices, setChoices] = useState<ImportChoices>({ on_error: 'skip', gold_column: '', image_field: imageFields[0] ?? 'image', gold_folders: new Map() })
  const goldFolders = useMemo(() => {
    const answers = answersByName(project)
    const folders = new Set(pictures.map((found) => folderOf(found.path)))
    return new Map([...answers].filter(([name]) => folders.has(name)))
  }, [project, pictures])
  const needed = [...new Set(project.data_fields.filter((one) => one.kind !== 'image' && one.required).map((one) => one.field))]
  const unfit = pictures.length > 0 && (imageFields.length === 0 ? t('no_image_field') : needed.length > 0 ? t('more_fields', { fields: needed.join(', ') }) : null)
  const size = bytes(pictures.reduce((sum, found) => sum + found.file.size, 0))
  const first = others[0]
  const leftOut = pictures.length > 0 ? others : others.slice(1)
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onStart(choices)
      }}
    >
      <p className="text-lg font-bold">{pictures.length > 0 ? t('chosen_pictures', { count: pictures.length, size }) : first && t('chosen_file', { name: first.path, size: bytes(first.file.size) })}</p>
      {pictures.length > 0 && <Thumbnails files={pictures} />}
      {unfit && <Notice tone="bad">{unfit}</Notice>}
      {leftOut.length > 0 && (
        <Notice tone="warn">
          {pictures.length === 0 && others.length > 1 ? t('one_file') : t('ignored', { count: leftOut.length, names: leftOut.slice(0, 3).map((found) => found.path).join(', ') + (leftOut.length > 3 ? ' …' : '') })}
        </Notice>
      )}
      {pictures.length > 0 && imageFields.length > 1 && (
        <Select label={t('image_field')} value={choices.image_field} options={imageFields.map((field) => ({ value: field, label: field }))} onValue={(value) => setChoices({ ...choices, image_field: value })} className="max-w-72" />
      )}
      {goldFolders.size > 0 && (
        <Checkbox
          label={t('folder_gold')}
          hint={t('folder_gold_hint', { folders: [...goldFolders.keys()].join(', ') })}
          checked={choices.gold_folders.size > 0}
          onChange={(event) => setChoices({ ...choices, gold_folders: event.target.checked ? goldFolders : new Map() })}
        />
      )}
      {pictures.length === 0 && (
        <div className="grid gap-4 sm:grid-cols-2">
          <RadioGroup
            label={t('on_error')}
            value={choices.on_error}
            onValue={(value) => setChoices({ ...choices, on_error: value })}
            choices={[
              { value: 'skip', label: t('on_error_skip') },
              { value: 'refuse', label: t('on_error_refuse') },
            ]}
          />
          {project.categorical && (
            <TextField label={t('gold_column')} hint={t('gold_hint')} optional value={choices.gold_column} onChange={(event) => setChoices({ ...choices, gold_column: event.target.value })} />
          )}
        </div>
      )}
      <div className="flex gap-2">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="submit" kind="primary" disabled={Boolean(unfit)}>
          {t('start')}
        </Button>
      </div>
    </form>
  )
}

/** The first few pictures, straight from the disk. */
function Thumbnails({ files }: { files: readonly FoundFile[] }) {
  const [urls, setUrls] = useState<string[]>([])
  useEffect(() => {
    const made = files.slice(0, 12).map((found) => URL.createObjectURL(found.file))
    setUrls(made)
    return () => made.forEach((url) => URL.revokeObjectURL(url))
  }, [files])
  return (
    <div className="flex flex-wrap gap-2">
      {urls.map((url) => (
        <img key={url} src={url} alt="" className="size-16 rounded-lg bg-sunken object-cover" />
      ))}
    </div>
  )
}
