import { MessageCircleQuestion } from 'lucide-react'
import { useState } from 'react'
import { isApiError } from '@/api/client'
import { errorText } from '@/api/errors'
import { listWorkQuestions } from '@/api/questions'
import type { WorkQuestion } from '@/api/sensitive-types'
import type { Clause } from '@/api/types'
import { useLoad } from '@/lib/load'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { toast } from '@/ui/toast'
import { useMe } from '../session'
import { settingsOf } from '../settings'
import { keyText } from '../use-hotkeys'
import { AskDialog } from './AskDialog'
import { QuestionItem } from './QuestionItem'
import { useT } from './texts'

export type QuestionsProps = { projectId: string; clauses: readonly Clause[]; assignmentId?: string | undefined }

/** Questions that may be read here, searched by the server, and asking one about the task in hand. */
export function Questions({ projectId, clauses, assignmentId }: QuestionsProps) {
  const t = useT()
  const { keys } = settingsOf(useMe())
  const [search, setSearch] = useState('')
  const [asking, setAsking] = useState(false)
  const wanted = search.trim()
  const key = `questions.${projectId}.${wanted}`
  const { data: first, error, reload } = useLoad(key, () => listWorkQuestions(projectId, wanted))
  const [further, setFurther] = useState<{ key: string; items: WorkQuestion[]; cursor: string | null } | null>(null)
  const rest = further?.key === key ? further : null
  const cursor = rest ? rest.cursor : (first?.next_cursor ?? null)
  const more = async () => {
    if (!cursor) return
    try {
      const page = await listWorkQuestions(projectId, wanted, cursor)
      setFurther({ key, items: [...(rest?.items ?? []), ...page.items], cursor: page.next_cursor })
    } catch (failure) {
      toast(errorText(failure), { kind: 'bad' })
    }
  }
  // What is new comes first.
  const items = [...(first?.items ?? []), ...(rest?.items ?? [])].toSorted((a, b) => Number(b.unseen) - Number(a.unseen))
  const silent = isApiError(error) && error.isTemporary
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{t('questions')}</h3>
        {assignmentId && (
          <Button size="small" hotkey={keyText(keys, 'player.ask', 'KeyQ')} onClick={() => setAsking(true)}>
            <MessageCircleQuestion aria-hidden="true" className="size-5" />
            {t('ask')}
          </Button>
        )}
      </div>
      {(items.length > 0 || search !== '') && <TextField type="search" label={t('search')} optional value={search} maxLength={100} onChange={(event) => setSearch(event.target.value)} />}
      {first && items.length === 0 && <p className="text-muted">{t(wanted === '' ? 'none' : 'not_found')}</p>}
      {!first && Boolean(error) && !silent && <p className="text-muted">{errorText(error)}</p>}
      <ul className="grid gap-3">
        {items.map((question) => (
          <QuestionItem key={question.question_id} question={question} onSeen={() => void reload()} />
        ))}
      </ul>
      {cursor && (
        <Button size="small" onClick={() => void more()}>
          {t('more')}
        </Button>
      )}
      {assignmentId && <AskDialog open={asking} onClose={() => setAsking(false)} onAsked={() => void reload()} assignmentId={assignmentId} clauses={clauses} />}
    </section>
  )
}
