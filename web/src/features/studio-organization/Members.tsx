import { getRouteApi } from '@tanstack/react-router'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { addMember, changeMember, removeMember } from '@/api/requester'
import type { Member, Role } from '@/api/types'
import { day } from '@/lib/dates'
import { ActionError } from '@/studio/ActionError'
import { roles } from '@/studio/labels'
import { More } from '@/studio/More'
import { membersQuery, meQuery, organizationQuery, usePages } from '@/studio/queries'
import { useT as useShared } from '@/studio/texts'
import { useAction } from '@/studio/use-action'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Select, TextField } from '@/ui/Field'
import { Card, Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT } from './texts'

const route = getRouteApi('/inside/organizations/$organizationId/members')

export function Members() {
  const t = useT()
  const shared = useShared()
  const { organizationId } = route.useParams()
  const { data: organization } = useSuspenseQuery(organizationQuery(organizationId))
  const owner = organization.my_role === 'owner'
  return (
    <Page title={t('members')} lead={t('members_lead')} width="wide">
      {owner && <AddMember organizationId={organizationId} />}
      <MemberTable organizationId={organizationId} owner={owner} />
      <Card title={t('what_roles_may')}>
        <dl className="grid gap-2">
          {roles.map((role) => (
            <div key={role} className="flex flex-wrap gap-x-3">
              <dt className="w-24 font-semibold">{shared(`role_${role}`)}</dt>
              <dd>{t(`may_${role}`)}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </Page>
  )
}

function useRoleOptions() {
  const shared = useShared()
  return roles.map((role) => ({ value: role, label: shared(`role_${role}`) }))
}

function AddMember({ organizationId }: { organizationId: string }) {
  const t = useT()
  const [role, setRole] = useState<Role>('manager')
  const form = useRef<HTMLFormElement>(null)
  const options = useRoleOptions()
  const add = useAction((email: string) => addMember(organizationId, { email, role }), {
    refresh: [membersQuery(organizationId).queryKey],
    done: t('member_added'),
    onDone: () => form.current?.reset(),
    quiet: true,
  })
  return (
    <Card title={t('add_member')}>
      <form
        ref={form}
        className="grid gap-4 sm:grid-cols-[1fr_12rem_auto] sm:items-start"
        onSubmit={(event) => {
          event.preventDefault()
          add.run(String(new FormData(event.currentTarget).get('email')).trim())
        }}
      >
        <TextField label={t('email')} name="email" type="email" hint={t('add_hint')} error={add.fields['email'] ?? add.error} onChange={add.clear} />
        <Select label={t('role')} value={role} onValue={(value) => setRole(value as Role)} options={options} hint={t(`may_${role}`)} />
        <Button type="submit" kind="primary" className="sm:mt-7" busy={add.busy}>
          {t('add')}
        </Button>
      </form>
    </Card>
  )
}

function MemberTable({ organizationId, owner }: { organizationId: string; owner: boolean }) {
  const t = useT()
  const shared = useShared()
  const { data: me } = useSuspenseQuery(meQuery)
  const members = usePages(membersQuery(organizationId))
  const [leaving, setLeaving] = useState<Member | null>(null)
  const refresh = [membersQuery(organizationId).queryKey, meQuery.queryKey]
  const change = useAction(({ member, role }: { member: Member; role: Role }) => changeMember(organizationId, member.user_id, role), { refresh, done: t('member_changed') })
  const remove = useAction((member: Member) => removeMember(organizationId, member.user_id), { refresh, done: t('member_removed'), onDone: () => setLeaving(null) })
  return (
    <>
      <Table
        caption={t('members')}
        rows={members.items}
        rowKey={(member) => member.user_id}
        columns={[
          {
            key: 'name',
            header: t('name'),
            rowHeader: true,
            cell: (member) => (
              <span className="block min-w-40">
                {member.display_name} {member.user_id === me?.user_id && <span className="text-muted">({t('you')})</span>}
                <span className="block text-sm font-normal text-muted">{member.email}</span>
              </span>
            ),
          },
          {
            key: 'role',
            header: t('role'),
            cell: (member) =>
              owner ? (
                <select
                  aria-label={t('role_of', { name: member.display_name })}
                  value={member.role}
                  disabled={change.busy}
                  className="min-h-11 rounded-card border border-line-strong bg-card px-3"
                  onChange={(event) => change.run({ member, role: event.target.value as Role })}
                >
                  {roles.map((role) => (
                    <option key={role} value={role}>
                      {shared(`role_${role}`)}
                    </option>
                  ))}
                </select>
              ) : (
                shared(`role_${member.role}`)
              ),
          },
          { key: 'added', header: t('added'), cell: (member) => day(member.added_at) },
          ...(owner
            ? [
                {
                  key: 'remove',
                  header: <span className="sr-only">{t('remove')}</span>,
                  cell: (member: Member) => (
                    <Button size="small" kind="quiet" aria-label={`${t('remove')}: ${member.display_name}`} onClick={() => setLeaving(member)}>
                      {t('remove')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <More pages={members} />
      <Dialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('remove_title', { name: leaving?.display_name ?? '' })}
        footer={
          <>
            <Button onClick={() => setLeaving(null)}>{t('cancel')}</Button>
            <Button kind="danger" busy={remove.busy} onClick={() => leaving && remove.run(leaving)}>
              {t('remove')}
            </Button>
          </>
        }
      >
        <p>{t('remove_text')}</p>
        <ActionError action={remove} />
      </Dialog>
    </>
  )
}
