/** Colours of labels that bring none. Told apart on light and dark ground alike. */
import type { LabelSpec } from '../types'

const PALETTE = ['#2f6fde', '#d9622b', '#2e9e5b', '#a23bc4', '#c9324a', '#12889a', '#b58900', '#d6409f', '#5b6ee1', '#8a5a2b', '#6f8f1f', '#7a5cff']

export function colorOf(labels: readonly LabelSpec[], value: string | undefined): string {
  const at = labels.findIndex((label) => label.value === value)
  if (at < 0) return '#6b7685'
  return labels[at]!.color ?? PALETTE[at % PALETTE.length]!
}
