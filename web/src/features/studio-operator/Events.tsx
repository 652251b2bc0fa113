import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { OperatorEvent } from '@/api/types'
import { dateTime } from '@/lib/dates'
import { More } from '@/studio/More'
import { type EventFilter, eventsQuery } from '@/studio/operator-queries'
import { usePages } from '@/studio/queries'
import { Button } from '@/ui/Button'
import { Select, TextField } from '@/ui/Field'
import { EmptyState, Page } from '@/ui/Page'
import { eventKinds, eventText, kindName } from './event-texts'
import { useT } from './texts'

const route = getRouteApi('/inside/operator/events')
const idFields = ['project_id', 'actor_id', 'subject_id'] as const

export function Events() {
  const t = useT()
  const filter = route.useSearch()
  const events = usePages(eventsQuery(filter))
  return (
    <Page title={t('events')} lead={t('events_lead')} width="wide">
      <Filter filter={filter} />
      {events.items.length === 0 ? (
        <EmptyState title={t('no_events')} />
      ) : (
        <ol className="grid">
          {events.items.map((event) => (
            <EventRow key={event.event_id} event={event} filter={filter} />
          ))}
        </ol>
      )}
      <More pages={events} />
    </Page>
  )
}

function Filter({ filter }: { filter: EventFilter }) {
  const t = useT()
  const navigate = useNavigate()
  const go = (next: EventFilter) => void navigate({ to: '/operator/events', search: next })
  const kinds = filter.kind && !eventKinds.includes(filter.kind) ? [...eventKinds, filter.kind] : eventKinds
  return (
    <form
      key={JSON.stringify(filter)}
      role="search"
      className="grid items-end gap-3 sm:grid-cols-2 wide:grid-cols-[repeat(4,1fr)_auto]"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const next: EventFilter = {}
        for (const name of ['kind', ...idFields] as const) {
          const value = String(form.get(name) ?? '').trim()
          if (value) next[name] = value
        }
        go(next)
      }}
    >
      <Select label={t('kind')} name="kind" defaultValue={filter.kind ?? ''} options={[{ value: '', label: t('any_kind') }, ...kinds.map((kind) => ({ value: kind, label: kindName(kind) }))]} />
      {idFields.map((name) => (
        <TextField key={name} label={t(name)} name={name} required={false} defaultValue={filter[name] ?? ''} spellCheck={false} />
      ))}
      <div className="flex gap-2">
        <Button type="submit">{t('filter')}</Button>
        {Object.keys(filter).length > 0 && (
          <Button kind="quiet" onClick={() => go({})}>
            {t('clear')}
          </Button>
        )}
      </div>
    </form>
  )
}

function EventRow({ event, filter }: { event: OperatorEvent; filter: EventFilter }) {
  const t = useT()
  const links = [
    { name: 'actor_id', value: event.actor?.user_id, text: t('only_person') },
    { name: 'project_id', value: event.project_id, text: t('only_project') },
    { name: 'subject_id', value: event.subject_id, text: t('only_subject') },
  ] as const
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line py-3 sm:grid-cols-[13rem_1fr]">
      <time dateTime={event.at} className="text-sm text-muted tabular-nums">
        {dateTime(event.at)}
      </time>
      <div className="min-w-0">
        <p>{eventText(event)}</p>
        <p className="flex flex-wrap gap-x-4">
          {links.map(
            ({ name, value, text }) =>
              value &&
              filter[name] !== value && (
                <Link key={name} to="/operator/events" search={{ ...filter, [name]: value }} className="inline-block min-h-6 text-sm text-accent underline">
                  {text}
                </Link>
              ),
          )}
        </p>
        <details className="text-sm">
          <summary className="min-h-6 text-muted">{t('details')}</summary>
          <pre tabIndex={0} role="region" aria-label={t('details')} className="mt-1 overflow-x-auto rounded-lg bg-sunken p-2">
            {JSON.stringify({ kind: event.kind, subject_kind: event.subject_kind, subject_id: event.subject_id, ...event.data }, null, 2)}
          </pre>
        </details>
      </div>
    </li>
  )
}
