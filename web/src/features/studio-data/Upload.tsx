import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Project } from '@/api/types'
import { type FoundFile, partition } from '@/studio/lib/dropped'
import { importsQuery } from '@/studio/queries'
import { Card } from '@/ui/Page'
import { Chosen } from './Chosen'
import { DropZone } from './DropZone'
import { type ImportChoices, PictureUpload, uploadFile, type UploadState } from './upload-job'
import { UploadProgress } from './UploadProgress'

/** A way in for data: drop, check what was chosen, send, watch it arrive. */
export function Upload({ project }: { project: Project }) {
  const client = useQueryClient()
  const [files, setFiles] = useState<FoundFile[]>([])
  const [state, setState] = useState<UploadState | null>(null)
  const pictures = useRef<PictureUpload | null>(null)
  const stop = useRef<AbortController | null>(null)
  useEffect(
    () => () => {
      pictures.current?.stop()
      stop.current?.abort()
    },
    [],
  )
  useLeaveWarning(state?.phase === 'sending')
  const report = (next: UploadState) => {
    setState(next)
    if (next.phase !== 'done') return
    setFiles([])
    void client.invalidateQueries({ queryKey: importsQuery(project.project_id).queryKey })
  }
  const start = (choices: ImportChoices) => {
    const { pictures: found, others } = partition(files)
    if (found.length > 0) {
      pictures.current = new PictureUpload(project.project_id, found, choices, report)
      void pictures.current.run()
    } else if (others[0]) {
      stop.current = new AbortController()
      void uploadFile(project.project_id, others[0].file, choices, stop.current.signal, report)
    }
  }
  const leave = () => {
    pictures.current?.stop()
    stop.current?.abort()
    setState(null)
  }
  const running = state !== null && state.phase !== 'done'
  return (
    <Card>
      {running ? (
        <UploadProgress state={state} onStop={leave} onRetry={() => void pictures.current?.run()} onGoOn={() => void pictures.current?.finish()} />
      ) : files.length > 0 ? (
        <Chosen project={project} files={files} onStart={start} onCancel={() => setFiles([])} />
      ) : (
        <DropZone project={project} onFiles={setFiles} />
      )}
    </Card>
  )
}

/** Leaving in the middle of an upload asks first. */
function useLeaveWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [active])
}
