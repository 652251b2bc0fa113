/**
 * The label config in a file: XML as it is, or what Label Studio's API and exports call `label_config` (a project, a list of
 * projects, a page of them). Null when there is none. Pure.
 */
export function configOf(text: string): string | null {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (trimmed.startsWith('<')) return trimmed
  try {
    return find(JSON.parse(trimmed), 0)
  } catch {
    return null
  }
}

/** Deep enough for a page of projects, and no deeper. */
const DEPTH_MAX = 4

function find(value: unknown, depth: number): string | null {
  if (value === null || typeof value !== 'object' || depth > DEPTH_MAX) return null
  for (const key of ['label_config', 'parsed_label_config', 'config']) {
    const held = (value as Record<string, unknown>)[key]
    if (typeof held === 'string' && held.trim().startsWith('<')) return held.trim()
  }
  for (const inner of Object.values(value)) {
    const found = find(inner, depth + 1)
    if (found !== null) return found
  }
  return null
}
