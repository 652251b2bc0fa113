import type { ComponentProps, ReactNode } from 'react'
import { cx } from '@/lib/cx'

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'
const kinds: Record<ButtonKind, string> = {
  primary: 'bg-accent text-accent-ink border-transparent hover:opacity-90',
  secondary: 'bg-card text-ink border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-sunken',
  danger: 'bg-card text-bad border-bad hover:bg-bad-soft',
}
const sizes = { small: 'min-h-9 px-3 text-sm', normal: 'min-h-11 px-4', large: 'min-h-13 px-5 text-lg' }

/** The look of a button, for links that act like one. */
export function buttonClass(kind: ButtonKind = 'secondary', size: keyof typeof sizes = 'normal', className?: string): string {
  return cx(
    'inline-flex items-center justify-center gap-2 rounded-card border font-semibold whitespace-nowrap select-none no-underline transition-colors',
    'disabled:opacity-50 aria-disabled:opacity-50 disabled:cursor-not-allowed',
    kinds[kind],
    sizes[size],
    className,
  )
}

type ButtonProps = ComponentProps<'button'> & {
  kind?: ButtonKind | undefined
  size?: keyof typeof sizes | undefined
  /** While true the button keeps its place and focus but does nothing. */
  busy?: boolean | undefined
  /** The key that does the same; shown only where there is a keyboard. */
  hotkey?: string | undefined
  icon?: ReactNode
}

export function Button({ kind, size, busy = false, hotkey, icon, className, children, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass(kind, size, className)}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={hotkey}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon}
      {children}
      {hotkey && (
        <kbd aria-hidden="true" className="hidden keyboard:inline">
          {hotkey}
        </kbd>
      )}
    </button>
  )
}

/** A button that is only a picture; its name is for screen readers and the tooltip. */
export function IconButton({ label, children, className, ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={cx('inline-grid size-11 shrink-0 place-items-center rounded-card text-ink hover:bg-sunken disabled:opacity-50', className)}
    >
      {children}
    </button>
  )
}
