/**
 * The numbered clauses of a guide, found in the browser while it is being written, by the server's rule: lines that begin
 * with a number and a point or a bracket, an indented plain number taking the number above before its own, and indented
 * lines below belonging to the clause they continue.
 */
export interface Clause {
  readonly number: string
  readonly text: string
}

export function clausesOf(markdown: string): Clause[] {
  const clauses: { number: string; text: string }[] = []
  let top = ''
  let open = false
  for (const line of markdown.split(/\r?\n/)) {
    const text = line.trim()
    const indent = line.length - line.trimStart().length
    const item = numbered(text)
    if (item) {
      const plain = !item.number.includes('.')
      const number = indent >= 2 && plain && top !== '' ? `${top}.${item.number}` : item.number
      if (!number.includes('.')) top = number
      clauses.push({ number, text: item.text })
      open = true
    } else if (text === '' || text.startsWith('#')) {
      open = false
    } else if (open && indent > 0) {
      clauses.at(-1)!.text += ` ${text}`
    } else {
      open = false
    }
  }
  return clauses
}

function numbered(line: string): Clause | null {
  const match = /^([\d.]+)(\)?)(.*)$/.exec(line)
  if (!match) return null
  const [, mark = '', bracket = '', rest = ''] = match
  // `1 cat` alone is prose; `1. cat`, `1) cat` and `1.2 cat` are clauses.
  if (bracket === '' && !mark.includes('.')) return null
  const number = mark.replace(/\.+$/, '')
  return /^\d{1,3}(\.\d{1,3})*$/.test(number) && rest.startsWith(' ') && rest.trim() !== '' ? { number, text: rest.trim() } : null
}

/** Numbers that occur twice: a return could not say which one is meant. */
export function repeatedNumbers(clauses: readonly Clause[]): string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { number } of clauses) (seen.has(number) ? repeated : seen).add(number)
  return [...repeated]
}
