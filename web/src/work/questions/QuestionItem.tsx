import { errorText } from '@/api/errors'
import { seeAnswer } from '@/api/questions'
import type { WorkQuestion } from '@/api/sensitive-types'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { toast } from '@/ui/toast'
import { useT } from './texts'

/** One question and what was answered. */
export function QuestionItem({ question, onSeen, children }: { question: WorkQuestion; onSeen: () => void; children?: React.ReactNode }) {
  const t = useT()
  const see = () => {
    seeAnswer(question.question_id).then(onSeen, (error: unknown) => toast(errorText(error), { kind: 'bad' }))
  }
  return (
    <li className="grid gap-2 border-t border-line pt-3">
      <div className="flex flex-wrap gap-1">
        {question.unseen && <Badge tone="good">{t('fresh')}</Badge>}
        {question.mine && <Badge>{t('mine')}</Badge>}
        {question.clause && <Badge>{t('clause', { number: question.clause })}</Badge>}
        {question.mine && question.answer !== null && !question.for_everyone && <Badge>{t('only_me')}</Badge>}
      </div>
      {children}
      <p className="font-semibold whitespace-pre-line">{question.text}</p>
      {question.answer === null ? <p className="text-muted">{t('waiting')}</p> : <p className="whitespace-pre-line">{question.answer}</p>}
      {question.unseen && (
        <Button size="small" className="justify-self-start" onClick={see}>
          {t('seen')}
        </Button>
      )}
    </li>
  )
}
