import { useId, useRef } from 'react'
import type { ProblemItem } from '@/api/types'
import { configProblemText } from '../config-texts'
import { useT } from './texts'

/** The label config as text, with line numbers and what is wrong with it; a click on a problem goes to its line. */
export function XmlEditor({ value, onValue, problems }: { value: string; onValue: (value: string) => void; problems: readonly ProblemItem[] }) {
  const t = useT()
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLDivElement>(null)
  const lines = value.split('\n').length
  const bad = new Set(problems.map((problem) => problem.line))
  const goTo = (line: number) => {
    const area = box.current
    if (!area) return
    const start = value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
    const end = value.indexOf('\n', start)
    area.focus()
    area.setSelectionRange(start, end < 0 ? value.length : end)
  }
  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="font-semibold">
        {t('xml')}
      </label>
      <div className="flex overflow-hidden rounded-card border border-line-strong bg-card font-mono text-sm leading-6 has-focus-visible:outline-3 has-focus-visible:outline-accent">
        <div ref={gutter} aria-hidden="true" className="max-h-96 shrink-0 overflow-hidden bg-sunken py-2 text-right text-muted select-none">
          {Array.from({ length: lines }, (_, index) => (
            <div key={index} className={bad.has(index + 1) ? 'bg-bad-soft px-2 font-bold text-bad' : 'px-2'}>
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          id={id}
          ref={box}
          value={value}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          rows={Math.min(16, Math.max(8, lines))}
          aria-invalid={problems.length > 0 || undefined}
          aria-describedby={`${id}-problems`}
          className="max-h-96 w-full resize-none bg-transparent px-3 py-2 break-normal whitespace-pre outline-none"
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
          }}
          onChange={(event) => onValue(event.target.value)}
        />
      </div>
      <div id={`${id}-problems`} aria-live="polite">
        {problems.length > 0 && (
          <>
            <p className="font-semibold text-bad">{t('xml_problems', { count: problems.length })}</p>
            <ul className="mt-1 grid gap-1">
              {problems.map((problem, index) => (
                <li key={index} className="flex flex-wrap items-baseline gap-x-2">
                  {problem.line !== undefined && (
                    <button type="button" className="min-h-6 font-semibold text-accent underline" onClick={() => goTo(problem.line ?? 1)}>
                      {t('line', { line: problem.line })}
                    </button>
                  )}
                  <span>{configProblemText(problem)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  )
}
