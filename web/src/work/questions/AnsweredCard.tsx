import { MessageCircleQuestion } from 'lucide-react'
import { listMyQuestions } from '@/api/questions'
import { useLoad } from '@/lib/load'
import { Link } from '../Link'
import { paths } from '../paths'
import { QuestionItem } from './QuestionItem'
import { useT } from './texts'

/** On the home screen: answers that the person has not seen yet. */
export function AnsweredCard() {
  const t = useT()
  const mine = useLoad('my-questions', listMyQuestions)
  const fresh = mine.data?.items.filter((one) => one.unseen) ?? []
  if (fresh.length === 0) return null
  return (
    <section className="grid gap-3 rounded-card border-2 border-good bg-card p-4" aria-labelledby="answered">
      <h2 id="answered" className="flex items-center gap-2 text-lg">
        <MessageCircleQuestion aria-hidden="true" className="size-5 text-good" />
        {t('answers_title')}
      </h2>
      <ul className="grid gap-3">
        {fresh.map((one) => (
          <QuestionItem key={one.question_id} question={one} onSeen={() => void mine.reload()}>
            <Link href={paths.project(one.project_id)} className="text-sm">
              {one.project_name}
            </Link>
          </QuestionItem>
        ))}
      </ul>
    </section>
  )
}
