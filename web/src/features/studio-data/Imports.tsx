import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { getImport } from '@/api/requester'
import type { Import, Project } from '@/api/types'
import { bytes } from '@/lib/bytes'
import { dateTime } from '@/lib/dates'
import { More } from '@/studio/More'
import { importsQuery, projectQuery, usePages } from '@/studio/queries'
import { Badge, Notice, type Tone } from '@/ui/Badge'
import { Card, EmptyState } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { Problems } from './Problems'
import { has, useT } from './texts'

const route = getRouteApi('/inside/projects/$projectId/tabs/data')
const tones: Record<Import['state'], Tone> = { checking: 'accent', writing: 'accent', done: 'good', refused: 'warn', failed: 'bad' }
const running = (one: Import): boolean => one.state === 'checking' || one.state === 'writing'

/** What was imported so far; what still runs is asked after once a second. */
export function Imports({ project }: { project: Project }) {
  const t = useT()
  const navigate = useNavigate()
  const { problems } = route.useSearch()
  const imports = usePages(importsQuery(project.project_id))
  useWatch(project.project_id, imports.items.filter(running))
  const watched = problems === undefined ? null : (imports.items.find((one) => one.import_id === problems) ?? null)
  const close = () => void navigate({ to: '/projects/$projectId/data', params: { projectId: project.project_id }, search: {}, resetScroll: false })
  return (
    <Card title={t('imports')}>
      {project.state === 'draft' && project.progress.tasks_total > 0 && (
        <Notice tone="good">
          <Link to="/projects/$projectId/overview" params={{ projectId: project.project_id }} className="font-semibold text-accent underline">
            {t('to_overview')}
          </Link>
        </Notice>
      )}
      <Table
        caption={t('imports')}
        rows={imports.items}
        rowKey={(one) => one.import_id}
        empty={<EmptyState title={t('no_imports')} />}
        columns={[
          {
            key: 'file',
            header: t('file'),
            rowHeader: true,
            cell: (one) => (
              <span className="block min-w-44">
                {one.file_name}
                <span className="block text-sm font-normal text-muted">
                  {one.format} · {bytes(one.bytes)} · {dateTime(one.created_at)}
                </span>
              </span>
            ),
          },
          { key: 'state', header: t('state'), cell: (one) => <ImportState one={one} /> },
          { key: 'rows', header: t('rows'), numeric: true, cell: (one) => one.rows_read.toLocaleString() },
          { key: 'added', header: t('added'), numeric: true, cell: (one) => one.rows_added.toLocaleString() },
          { key: 'duplicate', header: t('duplicate'), numeric: true, cell: (one) => one.rows_duplicate.toLocaleString() },
          {
            key: 'bad',
            header: t('bad'),
            numeric: true,
            cell: (one) =>
              one.rows_bad > 0 ? (
                <Link to="/projects/$projectId/data" params={{ projectId: project.project_id }} search={{ problems: one.import_id }} resetScroll={false} className="inline-block min-h-6 font-semibold text-bad underline">
                  {one.rows_bad.toLocaleString()} <span className="sr-only">{t('problems')}</span>
                </Link>
              ) : (
                '0'
              ),
          },
        ]}
      />
      <More pages={imports} />
      {problems !== undefined && <Problems projectId={project.project_id} importId={problems} fileName={watched?.file_name ?? ''} onClose={close} />}
    </Card>
  )
}

function ImportState({ one }: { one: Import }) {
  const t = useT()
  return (
    <span aria-live="polite" className="block min-w-32">
      <Badge tone={tones[one.state]}>{t(`state_${one.state}`)}</Badge>
      <span className="block text-sm text-muted">
        {running(one) && t('rows_read', { count: one.rows_read })}
        {(one.state === 'refused' || one.state === 'failed') && whyText(t, one.reason)}
        {one.state === 'done' && outcome(t, one)}
      </span>
    </span>
  )
}

function outcome(t: ReturnType<typeof useT>, one: Import): string {
  if (one.rows_bad > 0) return t('imported_partly', { count: one.rows_added, bad: one.rows_bad })
  return one.rows_added === 0 && one.rows_duplicate > 0 ? t('imported_none') : t('imported', { count: one.rows_added })
}

function whyText(t: ReturnType<typeof useT>, reason: string | null): string {
  const key = `why_${reason}`
  return has(key) ? t(key) : (reason ?? t('refused_text'))
}

/** Asks after running imports; once one is over, the figures of the project are new too. */
function useWatch(projectId: string, items: readonly Import[]): void {
  const client = useQueryClient()
  const ids = items.map((one) => one.import_id).join(' ')
  useEffect(() => {
    if (ids === '') return
    const timer = setInterval(async () => {
      const found = await Promise.all(ids.split(' ').map((id) => getImport(projectId, id).catch(() => null)))
      const { queryKey } = importsQuery(projectId)
      client.setQueryData(queryKey, (known) =>
        known && {
          ...known,
          pages: known.pages.map((page) => ({ ...page, items: page.items.map((one) => found.find((fresh) => fresh?.import_id === one.import_id) ?? one) })),
        },
      )
      if (found.some((one) => one && !running(one))) {
        void client.invalidateQueries({ queryKey: projectQuery(projectId).queryKey, exact: true })
        void client.invalidateQueries({ queryKey: ['project', projectId, 'tasks'] })
      }
    }, 1000)
    return () => clearInterval(timer)
  }, [client, projectId, ids])
}
