import { type ReactNode, useState } from 'react'
import { Field } from './Field'

/** A whole number with its unit beside it. An emptied field is 0 only once it is left, so that one can type afresh. */
export function NumberField({
  label,
  hint,
  error,
  value,
  onValue,
  unit,
  min = 0,
  max,
  disabled = false,
  className,
}: {
  label: ReactNode
  hint?: ReactNode
  error?: string | null | undefined
  value: number
  onValue: (value: number) => void
  unit?: ReactNode
  min?: number
  max?: number
  disabled?: boolean
  className?: string
}) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(ids) => (
        <span className="flex items-center gap-2">
          <input
            {...ids}
            type="number"
            inputMode="numeric"
            min={min}
            max={max}
            step={1}
            disabled={disabled}
            value={typed ?? String(value)}
            className="min-h-11 w-full min-w-0 rounded-card border border-line-strong bg-card px-3 py-2 text-right text-ink tabular-nums disabled:opacity-60 aria-invalid:border-2 aria-invalid:border-bad"
            onChange={(event) => {
              setTyped(event.target.value)
              const number = Number(event.target.value)
              if (event.target.value !== '' && Number.isSafeInteger(number)) onValue(number)
            }}
            onBlur={() => {
              const number = Math.round(Number(typed ?? value)) || 0
              const within = Math.min(max ?? Number.MAX_SAFE_INTEGER, Math.max(min, number))
              if (within !== value) onValue(within)
              setTyped(null)
            }}
          />
          {unit && <span className="whitespace-nowrap text-muted">{unit}</span>}
        </span>
      )}
    </Field>
  )
}
