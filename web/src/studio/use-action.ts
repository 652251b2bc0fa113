import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { isApiError } from '@/api/client'
import { errorText } from './error-text'
import { toast } from '@/ui/toast'
import { fieldText } from './problem-texts'

export interface Action<A> {
  readonly run: (input: A) => void
  readonly busy: boolean
  /** A sentence for the screen, or null. */
  readonly error: string | null
  /** What is wrong with single fields, by the name of the field. */
  readonly fields: Readonly<Record<string, string>>
  readonly clear: () => void
}

/** One thing a person does: it runs once at a time, refreshes what it changed, and says how it ended. */
export function useAction<A = void, R = unknown>(
  work: (input: A) => Promise<R>,
  options: { refresh?: readonly QueryKey[]; done?: string; onDone?: (result: R, input: A) => void; quiet?: boolean } = {},
): Action<A> {
  const client = useQueryClient()
  const mutation = useMutation({
    mutationFn: work,
    onSuccess: async (result, input) => {
      await Promise.all((options.refresh ?? []).map((queryKey) => client.invalidateQueries({ queryKey })))
      if (options.done) toast(options.done, { kind: 'good' })
      options.onDone?.(result, input)
    },
    onError: (error) => {
      if (!options.quiet) toast(errorText(error), { kind: 'bad' })
    },
  })
  return {
    run: (input) => {
      if (!mutation.isPending) mutation.mutate(input)
    },
    busy: mutation.isPending,
    error: mutation.error ? errorText(mutation.error) : null,
    fields: fieldErrors(mutation.error),
    clear: mutation.reset,
  }
}

/** Conflicts that are about one field are shown there too. */
const fieldOfCode: Readonly<Record<string, string>> = { budget_promised: 'budget_minor', funds_missing: 'budget_minor' }

/** `errors` of a 422 by field: `/email` → `email`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!isApiError(error)) return {}
  const field = fieldOfCode[error.code]
  if (field) return { [field]: errorText(error) }
  return Object.fromEntries(error.errors.map((item) => [item.pointer.replace(/^#?\//, ''), fieldText(item)]))
}
