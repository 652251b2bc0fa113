import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from '@/lib/cx'
import { useT } from './strings'

const box =
  'w-full min-h-11 rounded-card border border-line-strong bg-card text-ink px-3 py-2 placeholder:text-muted disabled:opacity-60 aria-invalid:border-bad aria-invalid:border-2'

type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  error?: string | null | undefined
  optional?: boolean | undefined
  className?: string | undefined
}

/** A label, a control, a hint and what is wrong, tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  optional,
  className,
  children,
}: FieldProps & { children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }) => ReactNode }) {
  const id = useId()
  const t = useT()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className={cx('grid content-start gap-1', className)}>
      <label htmlFor={id} className="font-semibold">
        {label}
        {optional && <span className="ml-1 text-sm font-normal text-muted">({t('optional')})</span>}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm font-semibold text-bad" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

export function TextField({ label, hint, error, optional, className, ...rest }: FieldProps & Omit<ComponentProps<'input'>, 'className'>) {
  return (
    <Field {...{ label, hint, error, optional, className }}>
      {(ids) => <input type="text" required={!optional} {...rest} {...ids} className={box} />}
    </Field>
  )
}

export function TextArea({ label, hint, error, optional, className, ...rest }: FieldProps & Omit<ComponentProps<'textarea'>, 'className'>) {
  return (
    <Field {...{ label, hint, error, optional, className }}>
      {(ids) => <textarea rows={4} {...rest} {...ids} className={cx(box, 'field-sizing-content')} />}
    </Field>
  )
}

export type SelectOption = { value: string; label: string; disabled?: boolean }
/** The browser's own select: the best picker on a phone. */
export function Select({
  label,
  hint,
  error,
  optional,
  className,
  options,
  onValue,
  ...rest
}: FieldProps & Omit<ComponentProps<'select'>, 'className'> & { options: SelectOption[]; onValue?: (value: string) => void }) {
  return (
    <Field {...{ label, hint, error, optional, className }}>
      {(ids) => (
        <select {...rest} {...ids} className={box} onChange={(event) => onValue?.(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function Checkbox({ label, hint, className, ...rest }: { label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<'input'>, 'type'>) {
  const id = useId()
  return (
    <div className={cx('flex items-start gap-3', className)}>
      <input {...rest} id={id} type="checkbox" className="mt-1 size-5 shrink-0 accent-accent" aria-describedby={hint ? `${id}-hint` : undefined} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}

export type Choice<V extends string> = { value: V; label: ReactNode; hint?: ReactNode; disabled?: boolean }
/** A few choices, all visible. */
export function RadioGroup<V extends string>({
  label,
  value,
  choices,
  onValue,
  className,
  hideLabel,
}: {
  label: string
  value: V
  choices: Choice<V>[]
  onValue: (value: V) => void
  className?: string
  hideLabel?: boolean
}) {
  const name = useId()
  return (
    <fieldset className={cx('grid gap-2', className)}>
      <legend className={hideLabel ? 'sr-only' : 'mb-1 font-semibold'}>{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex min-h-11 items-start gap-3 rounded-card border border-line-strong bg-card px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-60"
        >
          <input
            type="radio"
            name={name}
            className="mt-1 size-5 shrink-0 accent-accent"
            checked={choice.value === value}
            disabled={choice.disabled}
            onChange={() => onValue(choice.value)}
          />
          <span>
            <span className="block font-medium">{choice.label}</span>
            {choice.hint && <span className="block text-sm text-muted">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
