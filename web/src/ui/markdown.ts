/** A small, safe part of Markdown as a tree: what guides and descriptions need, and no HTML ever. */
export type Inline = { kind: 'text' | 'strong' | 'em' | 'code'; text: string } | { kind: 'link'; text: string; href: string }
export type Block =
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'quote'; content: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; items: ListItem[] }
  | { kind: 'rule' }
/** `mark` is the number as written, null for a bullet; `depth` counts from 0. */
export type ListItem = { mark: string | null; depth: number; content: Inline[] }

const itemPattern = /^(\s*)(?:[-*+]|(\d{1,3}(?:\.\d{1,3})*)(?:[.)]|(?<=\.\d{1,3})))\s+(.*)$/
const inlinePattern = /\*\*(.+?)\*\*|__(.+?)__|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*([^*\s][^*]*)\*/g

export function parseInline(text: string): Inline[] {
  const out: Inline[] = []
  let at = 0
  for (const match of text.matchAll(inlinePattern)) {
    if (match.index > at) out.push({ kind: 'text', text: text.slice(at, match.index) })
    const [whole, strong, strong2, code, label, href, em] = match
    if (strong ?? strong2) out.push({ kind: 'strong', text: strong ?? strong2 ?? '' })
    else if (code) out.push({ kind: 'code', text: code })
    else if (label && href && /^(https?:|mailto:|\/)/.test(href)) out.push({ kind: 'link', text: label, href })
    else out.push(em ? { kind: 'em', text: em } : { kind: 'text', text: label ?? whole })
    at = match.index + whole.length
  }
  if (at < text.length) out.push({ kind: 'text', text: text.slice(at) })
  return out
}

export function parseMarkdown(markdown: string): Block[] {
  const blocks: Block[] = []
  const lines = markdown.replaceAll('\r\n', '\n').split('\n')
  for (let at = 0; at < lines.length; ) at = takeBlock(lines, at, blocks)
  return blocks
}

/** Reads one block from a line on; returns the line after it. */
function takeBlock(lines: string[], at: number, blocks: Block[]): number {
  const line = lines[at] ?? ''
  if (line.trim() === '') return at + 1
  if (line.startsWith('```')) {
    const end = lines.findIndex((other, index) => index > at && other.startsWith('```'))
    const stop = end < 0 ? lines.length : end
    blocks.push({ kind: 'code', text: lines.slice(at + 1, stop).join('\n') })
    return stop + 1
  }
  const heading = /^(#{1,6})\s+(.*)$/.exec(line)
  if (heading) {
    blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, content: parseInline(heading[2] ?? '') })
    return at + 1
  }
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
    blocks.push({ kind: 'rule' })
    return at + 1
  }
  if (itemPattern.test(line)) return takeList(lines, at, blocks)
  return takeParagraph(lines, at, blocks)
}

function takeList(lines: string[], start: number, blocks: Block[]): number {
  const items: (ListItem & { text: string })[] = []
  let at = start
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const item = itemPattern.exec(line)
    const last = items.at(-1)
    if (item) items.push({ mark: item[2] ?? null, depth: Math.floor((item[1]?.length ?? 0) / 2), text: item[3] ?? '', content: [] })
    else if (line.trim() !== '' && /^\s/.test(line) && last) last.text += ` ${line.trim()}`
    else if (line.trim() === '' && itemPattern.test(lines[at + 1] ?? '')) continue
    else break
  }
  blocks.push({ kind: 'list', items: items.map(({ text, ...item }) => ({ ...item, content: parseInline(text) })) })
  return at
}

function takeParagraph(lines: string[], start: number, blocks: Block[]): number {
  const isQuote = (lines[start] ?? '').startsWith('>')
  const text: string[] = []
  let at = start
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line.trim() === '' || line.startsWith('#') || line.startsWith('```') || itemPattern.test(line) || line.startsWith('>') !== isQuote) break
    text.push(line.replace(/^>\s?/, '').trim())
  }
  blocks.push({ kind: isQuote ? 'quote' : 'paragraph', content: parseInline(text.join(' ')) })
  return Math.max(at, start + 1)
}
