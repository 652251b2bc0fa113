import { type ReactNode, useEffect } from 'react'
import { cx } from '@/lib/cx'
import { Button } from './Button'
import { useT } from './strings'

/** The title of the browser's tab follows the screen. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title
  }, [title])
}

/** One screen: its heading, what can be done with it, and its content. */
export function Page({
  title,
  lead,
  back,
  actions,
  children,
  width = 'narrow',
}: {
  title: string
  lead?: ReactNode
  back?: ReactNode
  actions?: ReactNode
  children: ReactNode
  width?: 'narrow' | 'wide'
}) {
  useTitle(title)
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [])
  return (
    <main id="main" className={cx('mx-auto grid w-full content-start gap-5 *:min-w-0 px-4 pt-5 pb-28 sm:px-6', width === 'narrow' ? 'max-w-2xl' : 'max-w-6xl')}>
      <header className="grid gap-2">
        {back}
        <div className="flex flex-wrap items-start justify-between gap-3">
          <h1 className="text-2xl">{title}</h1>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
        {lead && <p className="text-muted">{lead}</p>}
      </header>
      {children}
    </main>
  )
}

export function Card({ children, className, title, actions }: { children: ReactNode; className?: string; title?: ReactNode; actions?: ReactNode }) {
  return (
    <section className={cx('rounded-card border border-line bg-card p-4 sm:p-5', className)}>
      {(title || actions) && (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
          {title && <h2 className="text-lg">{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}

export function EmptyState({ icon, title, children, action }: { icon?: ReactNode; title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed border-line-strong px-6 py-10 text-center">
      {icon && <div className="text-muted">{icon}</div>}
      <p className="text-lg font-bold">{title}</p>
      {children && <div className="max-w-prose text-muted">{children}</div>}
      {action}
    </div>
  )
}

/** Waiting, said quietly and only when it lasts: nothing flickers for a fast reply. */
export function Loading({ label }: { label?: string }) {
  const t = useT()
  return (
    <p role="status" className="appear-late py-10 text-center text-muted">
      {label ?? t('loading')}…
    </p>
  )
}

/** Something could not be loaded: the reason in plain words and a way on. */
export function Failed({ text, onRetry }: { text: string; onRetry?: () => void }) {
  const t = useT()
  return (
    <div role="alert" className="grid justify-items-center gap-3 py-10 text-center">
      <p className="max-w-prose">{text}</p>
      {onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
    </div>
  )
}
