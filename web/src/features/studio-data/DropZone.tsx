import { FolderUp, Upload } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Project } from '@/api/types'
import { cx } from '@/lib/cx'
import { filesOfDrop, filesOfInput, type FoundFile } from '@/studio/lib/dropped'
import { buttonClass } from '@/ui/Button'
import { useT } from './texts'

/** Where files are dropped, pasted or chosen; the buttons do all that dropping does. */
export function DropZone({ project, onFiles }: { project: Project; onFiles: (files: FoundFile[]) => void }) {
  const t = useT()
  const [over, setOver] = useState(false)
  const folder = useRef<HTMLInputElement>(null)
  const filesId = useId()
  const folderId = useId()
  // React knows no such attribute.
  useEffect(() => folder.current?.setAttribute('webkitdirectory', ''), [])
  const take = (found: FoundFile[]) => found.length > 0 && onFiles(found)
  const fields = [...new Set(project.data_fields.map((one) => one.field))]
  return (
    <div
      className={cx('grid justify-items-center gap-3 rounded-card border-2 border-dashed px-4 py-8 text-center', over ? 'border-accent bg-accent-soft' : 'border-line-strong')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void filesOfDrop(event.dataTransfer).then(take)
      }}
    >
      <Upload aria-hidden="true" className="size-8 text-muted" />
      <p className="text-lg font-bold">{t('drop_title')}</p>
      <p className="text-muted">{t('drop_text')}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <input id={filesId} type="file" multiple className="peer/files sr-only" onChange={(event) => event.target.files && take(filesOfInput(event.target.files))} />
        <label htmlFor={filesId} className={buttonClass('primary', 'normal', 'peer-focus-visible/files:outline-3 peer-focus-visible/files:outline-offset-2 peer-focus-visible/files:outline-accent')}>
          {t('choose_files')}
        </label>
        <input id={folderId} ref={folder} type="file" multiple className="peer/folder sr-only" onChange={(event) => event.target.files && take(filesOfInput(event.target.files))} />
        <label htmlFor={folderId} className={buttonClass('secondary', 'normal', 'peer-focus-visible/folder:outline-3 peer-focus-visible/folder:outline-offset-2 peer-focus-visible/folder:outline-accent')}>
          <FolderUp aria-hidden="true" className="size-5" />
          {t('choose_folder')}
        </label>
      </div>
      {fields.length > 0 && (
        <p className="text-sm text-muted">
          {t('needs', { fields: fields.join(', ') })}
          <br />
          {t('csv_hint')}: <code className="rounded bg-sunken px-1">id,{fields.join(',')}</code>
        </p>
      )}
    </div>
  )
}
