export type ToastKind = 'plain' | 'good' | 'bad'
export type Toast = { id: number; kind: ToastKind; text: string; action?: { label: string; run: () => void } | undefined }

const shownForMs = 6000
let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

export const readToasts = (): readonly Toast[] => toasts
export function watchToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
function change(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says something in passing; it leaves by itself. The same text is not stacked. Returns a function that takes it away. */
export function toast(text: string, options: { kind?: ToastKind; action?: Toast['action'] } = {}): () => void {
  const id = nextId
  nextId += 1
  change([...toasts.filter((other) => other.text !== text).slice(-2), { id, kind: options.kind ?? 'plain', text, action: options.action }])
  const dismiss = () => change(toasts.filter((other) => other.id !== id))
  setTimeout(dismiss, shownForMs)
  return dismiss
}
export const dismissToast = (id: number): void => change(toasts.filter((other) => other.id !== id))
