import { Fragment, type ReactNode, useMemo } from 'react'
import { cx } from '@/lib/cx'
import { type Block, type Inline, type ListItem, parseInline, parseMarkdown } from './markdown'

/** Markdown as elements. Headings begin at `level`, to fit under the page's own. Numbered items carry `data-clause`. */
export function Markdown({ text, level = 3, marked }: { text: string; level?: number; marked?: string | null }) {
  const blocks = useMemo(() => parseMarkdown(text), [text])
  return (
    <div className="grid gap-3">
      {blocks.map((block, index) => (
        <Fragment key={index}>{draw(block, level, marked ?? null)}</Fragment>
      ))}
    </div>
  )
}

/** One line of Markdown within a sentence of our own. */
export const InlineMarkdown = ({ text }: { text: string }) => <>{inline(parseInline(text))}</>

function draw(block: Block, level: number, marked: string | null): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${Math.min(6, level + block.level - 1)}` as 'h3'
      return <Heading className={cx('mt-2 font-bold', block.level === 1 && 'text-lg')}>{inline(block.content)}</Heading>
    }
    case 'paragraph':
      return <p>{inline(block.content)}</p>
    case 'quote':
      return <blockquote className="border-l-4 border-line-strong pl-3 text-muted">{inline(block.content)}</blockquote>
    case 'code':
      return <pre className="overflow-x-auto rounded-card bg-sunken p-3 text-sm">{block.text}</pre>
    case 'rule':
      return <hr className="border-line" />
    case 'list':
      return <List items={block.items} marked={marked} />
  }
}

/** One flat list whose depth is shown by the indent: numbers are shown as they were written, since returns cite them. */
function List({ items, marked }: { items: ListItem[]; marked: string | null }) {
  let top = ''
  return (
    <ul className="grid gap-1.5">
      {items.map((item, index) => {
        const number = item.mark && item.depth > 0 && !item.mark.includes('.') && top ? `${top}.${item.mark}` : item.mark
        if (number && !number.includes('.')) top = number
        return (
          <li
            key={index}
            data-clause={number ?? undefined}
            className={cx('flex gap-2 rounded-lg px-1', item.depth > 0 && 'ml-5', item.depth > 1 && 'ml-10', number !== null && number === marked && 'bg-warn-soft font-semibold')}
          >
            <span className={cx('shrink-0 text-right', number ? 'min-w-6 font-bold tabular-nums' : 'w-4 text-muted')} aria-hidden={number ? undefined : true}>
              {number ?? '•'}
              {number && '.'}
            </span>
            <span className="min-w-0">{inline(item.content)}</span>
          </li>
        )
      })}
    </ul>
  )
}

function inline(content: Inline[]): ReactNode {
  return content.map((part, index) => {
    switch (part.kind) {
      case 'strong':
        return <strong key={index}>{part.text}</strong>
      case 'em':
        return <em key={index}>{part.text}</em>
      case 'code':
        return (
          <code key={index} className="rounded bg-sunken px-1">
            {part.text}
          </code>
        )
      case 'link':
        return (
          <a key={index} href={part.href} target="_blank" rel="noreferrer noopener" className="text-accent underline">
            {part.text}
          </a>
        )
      default:
        return <Fragment key={index}>{part.text}</Fragment>
    }
  })
}
