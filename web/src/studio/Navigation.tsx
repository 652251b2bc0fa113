import { Link, type LinkProps, useNavigate } from '@tanstack/react-router'
import {
  Banknote,
  BookOpen,
  Building2,
  Folder,
  Folders,
  KeyRound,
  type LucideIcon,
  Plus,
  ScrollText,
  Scale,
  Trophy,
  UserRound,
  Users,
} from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Me, Membership } from '@/api/types'
import { mayManage } from './labels'
import { type Text, useT } from './texts'

export function Navigation({ me, membership }: { me: Me; membership: Membership | null }) {
  const t = useT()
  return (
    <nav aria-label={t('nav')} className="grid gap-5">
      {membership && <OrganizationLinks me={me} membership={membership} />}
      <Section title={t('account')}>
        <Item to="/tokens" icon={KeyRound} text="tokens" />
        <Item to="/new-organization" icon={Building2} text="new_organization" />
      </Section>
      {me.is_operator && <OperatorLinks />}
    </nav>
  )
}

function OrganizationLinks({ me, membership }: { me: Me; membership: Membership }) {
  const t = useT()
  const params = { organizationId: membership.organization_id }
  return (
    <div className="grid gap-2">
      <OrganizationSwitch me={me} membership={membership} />
      <ul className="grid gap-0.5">
        <Item to="/organizations/$organizationId/projects" params={params} icon={Folder} text="projects" />
        {mayManage(membership.role) && <Item to="/organizations/$organizationId/new-project" params={params} icon={Plus} text="new_project" />}
        <Item to="/organizations/$organizationId/members" params={params} icon={Users} text="members" />
        <Item to="/organizations/$organizationId/funds" params={params} icon={Banknote} text="funds" />
      </ul>
      <p className="px-3 text-sm text-muted">
        {t('role')}: {t(`role_${membership.role}`)}
      </p>
    </div>
  )
}

function OrganizationSwitch({ me, membership }: { me: Me; membership: Membership }) {
  const t = useT()
  const navigate = useNavigate()
  const id = useId()
  if (me.memberships.length < 2) return <p className="px-3 font-bold">{membership.organization_name}</p>
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        {t('switch_organization')}
      </label>
      <select
        id={id}
        value={membership.organization_id}
        className="min-h-11 w-full rounded-card border border-line-strong bg-card px-3 font-bold"
        onChange={(event) => void navigate({ to: '/organizations/$organizationId/projects', params: { organizationId: event.target.value } })}
      >
        {me.memberships.map((one) => (
          <option key={one.organization_id} value={one.organization_id}>
            {one.organization_name}
          </option>
        ))}
      </select>
    </div>
  )
}

function OperatorLinks() {
  const t = useT()
  return (
    <Section title={t('operator')}>
      <Item to="/operator/top-earners" icon={Trophy} text="top_earners" />
      <Item to="/operator/users" icon={UserRound} text="users" />
      <Item to="/operator/organizations" icon={Building2} text="organizations" />
      <Item to="/operator/projects" icon={Folders} text="all_projects" />
      <Item to="/operator/events" icon={ScrollText} text="events" />
      <Item to="/operator/ledger" icon={BookOpen} text="ledger" />
      <Item to="/operator/appeals" icon={Scale} text="appeals" />
    </Section>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="px-3 pb-1 text-sm text-muted">
        {title}
      </h2>
      <ul className="grid gap-0.5">{children}</ul>
    </section>
  )
}

function Item({ icon: Icon, text, ...link }: { icon: LucideIcon; text: Text } & Pick<LinkProps, 'to' | 'params'>) {
  const t = useT()
  return (
    <li>
      <Link
        {...link}
        className="flex min-h-11 items-center gap-3 rounded-card px-3 font-medium text-ink no-underline hover:bg-sunken aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
      >
        <Icon aria-hidden="true" className="size-5" />
        {t(text)}
      </Link>
    </li>
  )
}
