import { useRef, useState } from 'react'
import { invite, removeInvitation } from '@/api/requester'
import type { Project, WorkRole } from '@/api/types'
import { day, duration, relative } from '@/lib/dates'
import { workRoles } from '@/studio/labels'
import { More } from '@/studio/More'
import { invitationsQuery, usePages, workersQuery } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Button } from '@/ui/Button'
import { Select, TextField } from '@/ui/Field'
import { Card, EmptyState } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT } from './texts'
import { useProject } from './use-project'

export function People() {
  const { project, manager } = useProject()
  return (
    <div className="grid gap-5">
      {manager && project.state !== 'closed' && <Invite project={project} />}
      <Invitations project={project} manager={manager} />
      <Workers project={project} />
    </div>
  )
}

function Invite({ project }: { project: Project }) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const [role, setRole] = useState<WorkRole>(project.inspect_audience === 'invited' ? 'inspect' : 'work')
  const send = useAction((email: string) => invite(project.project_id, { email, role }), {
    refresh: [invitationsQuery(project.project_id).queryKey],
    done: t('invited'),
    quiet: true,
    onDone: () => form.current?.reset(),
  })
  return (
    <Card title={t('invite')}>
      <form
        ref={form}
        className="grid gap-4 sm:grid-cols-[1fr_12rem_auto] sm:items-start"
        onSubmit={(event) => {
          event.preventDefault()
          send.run(String(new FormData(event.currentTarget).get('email')).trim())
        }}
      >
        <TextField label={t('email')} name="email" type="email" hint={t('invite_text')} error={send.fields['email'] ?? send.error} onChange={send.clear} />
        <Select label={t('role')} value={role} onValue={(value) => setRole(value as WorkRole)} options={workRoles.map((one) => ({ value: one, label: t(`role_${one}`) }))} />
        <Button type="submit" kind="primary" className="sm:mt-7" busy={send.busy}>
          {t('send_invitation')}
        </Button>
      </form>
    </Card>
  )
}

function Invitations({ project, manager }: { project: Project; manager: boolean }) {
  const t = useT()
  const invitations = usePages(invitationsQuery(project.project_id))
  const withdraw = useAction((id: string) => removeInvitation(project.project_id, id), { refresh: [invitationsQuery(project.project_id).queryKey], done: t('withdrawn') })
  return (
    <Card title={t('invitations')}>
      <Table
        caption={t('invitations')}
        rows={invitations.items}
        rowKey={(one) => one.invitation_id}
        empty={<p className="text-muted">{t('no_invitations')}</p>}
        columns={[
          { key: 'email', header: t('email'), rowHeader: true, cell: (one) => one.email },
          { key: 'role', header: t('role'), cell: (one) => t(`role_${one.role}`) },
          { key: 'state', header: t('state'), cell: (one) => `${t(one.accepted ? 'invitation_accepted' : 'invitation_open')} · ${day(one.created_at)}` },
          ...(manager
            ? [
                {
                  key: 'withdraw',
                  header: <span className="sr-only">{t('withdraw')}</span>,
                  cell: (one: { email: string; invitation_id: string }) => (
                    <Button size="small" kind="quiet" busy={withdraw.busy} aria-label={`${t('withdraw')}: ${one.email}`} onClick={() => withdraw.run(one.invitation_id)}>
                      {t('withdraw')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <More pages={invitations} />
    </Card>
  )
}

function Workers({ project }: { project: Project }) {
  const t = useT()
  const workers = usePages(workersQuery(project.project_id))
  return (
    <Card title={t('workers')}>
      <p className="mb-3 text-sm text-muted">{t('workers_text')}</p>
      <Table
        caption={t('workers')}
        rows={workers.items}
        rowKey={(one) => `${one.worker}-${one.role}`}
        empty={<EmptyState title={t('no_workers')} />}
        columns={[
          { key: 'worker', header: t('worker'), rowHeader: true, cell: (one) => <code className="whitespace-nowrap">{one.worker}</code> },
          { key: 'role', header: t('role'), cell: (one) => t(`role_${one.role}`) },
          { key: 'answers', header: t('w_answers'), numeric: true, cell: (one) => one.answers.toLocaleString() },
          { key: 'inspections', header: t('w_inspections'), numeric: true, cell: (one) => one.inspections.toLocaleString() },
          { key: 'accepted', header: t('w_accepted'), numeric: true, cell: (one) => one.accepted.toLocaleString() },
          { key: 'returned', header: t('w_returned'), numeric: true, cell: (one) => one.returned.toLocaleString() },
          { key: 'refused', header: t('w_refused'), numeric: true, cell: (one) => one.refused.toLocaleString() },
          { key: 'share', header: t('w_share'), numeric: true, cell: (one) => share(one.accepted, one.accepted + one.refused) },
          { key: 'time', header: t('w_time'), numeric: true, cell: (one) => duration(one.active_seconds) },
          { key: 'last', header: t('w_last'), cell: (one) => <span className="whitespace-nowrap">{one.last_at ? relative(one.last_at) : '–'}</span> },
        ]}
      />
      <More pages={workers} />
    </Card>
  )
}

const share = (part: number, whole: number): string => (whole > 0 ? `${Math.round((part / whole) * 100)} %` : '–')
