import { Hourglass, X } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useLocale } from '@/lib/i18n'
import { money } from '@/lib/money'
import { useTitle } from '@/ui/Page'
import { useT } from './i18n'
import { Link } from './Link'
import { loadToday, useToday } from './outbox'
import { paths } from './paths'

/** The frame of both players: a way out, today's figures, the task, a side for the guide where there is room, actions at the thumb. */
export function PlayerFrame({ title, children, side, foot }: { title: string; children: ReactNode; side?: ReactNode; foot?: ReactNode }) {
  const t = useT()
  const locale = useLocale()
  const today = useToday()
  useEffect(() => void loadToday(), [])
  useTitle(`${title} · ${t('app_name')}`)
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="sticky top-0 z-10 flex items-center gap-2 border-b border-line bg-card px-2">
        <Link href={paths.home} aria-label={t('leave_player')} title={t('leave_player')} className="grid size-11 shrink-0 place-items-center rounded-card text-ink">
          <X aria-hidden="true" />
        </Link>
        <h1 className="min-w-0 flex-1 truncate text-base">{title}</h1>
        <p className="shrink-0 pr-2 text-right text-sm leading-tight tabular-nums">
          <span className="block">{t('today_count', { count: today.answers + today.inspections })}</span>
          <span className="block text-muted">
            {money(today.earned_minor, { locale })}
            {today.pending_minor > 0 && (
              <>
                {' · '}
                <Hourglass aria-hidden="true" className="inline size-3.5 sm:hidden" />
                {/* On a phone the name of the project needs the room. */}
                <span className="max-sm:sr-only">{t('pending')}</span> {money(today.pending_minor, { locale })}
              </>
            )}
          </span>
        </p>
      </header>
      <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col wide:flex-row">
        <main id="main" className="min-w-0 flex-1 p-3 pb-4 sm:p-5">
          {children}
        </main>
        {side && (
          <aside className="hidden w-88 shrink-0 border-l border-line bg-card wide:block">
            <div tabIndex={0} role="region" aria-label={t('guide')} className="sticky top-12 max-h-[calc(100dvh-8rem)] overflow-y-auto p-4">{side}</div>
          </aside>
        )}
      </div>
      {foot && <footer className="sticky bottom-0 z-10 border-t border-line bg-card pb-[env(safe-area-inset-bottom)]">{foot}</footer>}
    </div>
  )
}
