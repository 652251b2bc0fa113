import type { Appeal, Region } from '@/api/types'

/** The refused answer in words. The operator judges by text, guide and reason; the picture itself stays with the requester. */
export function AppealedAnswer({ answer }: { answer: Appeal['answer'] }) {
  if (!answer) return null
  if (answer.kind === 'unusable') return <p className="rounded-card bg-sunken p-3">{answer.unusable_reason}</p>
  return (
    <ul className="grid gap-2 rounded-card bg-sunken p-3">
      {answer.regions.map((region) => (
        <li key={region.id} className="flex flex-wrap gap-x-3">
          <code className="text-sm text-muted">{region.from_name}</code>
          <span className="min-w-0 whitespace-pre-wrap">{wordsOf(region)}</span>
        </li>
      ))}
    </ul>
  )
}

function wordsOf({ type, value }: Region): string {
  const list = value[type] ?? value['text'] ?? value['choices']
  const words = Array.isArray(list) ? list.map((one) => (one !== null && typeof one === 'object' ? turnOf(one as Record<string, unknown>) : String(one))).join('\n') : typeof list === 'string' ? list : ''
  const place = ['x', 'y', 'width', 'height'].map((key) => value[key]).filter((number) => typeof number === 'number')
  return place.length === 4 ? `${words} (${place.map((number) => `${Math.round(number)} %`).join(', ')})` : words || JSON.stringify(value)
}

const turnOf = (turn: Record<string, unknown>): string => `${String(turn['role'] ?? '')}: ${String(turn['content'] ?? turn['text'] ?? '')}`
