import { CircleCheck, CircleX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { listWorkExamples } from '@/api/questions'
import type { Example, SensitiveWork } from '@/api/sensitive-types'
import { cx } from '@/lib/cx'
import { MediaView } from '@/ui/MediaView'
import { Shield } from '../sensitive/Shield'
import { useT } from './texts'

/** Good and bad ones, and why. */
export function Examples({ projectId, sensitive }: { projectId: string; sensitive: SensitiveWork | undefined }) {
  const t = useT()
  const [items, setItems] = useState<readonly Example[]>([])
  useEffect(() => {
    let current = true
    listWorkExamples(projectId).then(
      (found) => current && setItems(found.items),
      // The guide stands without them.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [projectId])
  if (items.length === 0) return null
  return (
    <section className="grid gap-3">
      <h3 className="font-semibold">{t('examples')}</h3>
      <Shield sensitive={sensitive} turn="examples" besides>
        <ul className="grid gap-3">
          {items.map((example, index) => (
            <li key={example.example_id} className={cx('grid gap-2 rounded-card border-l-4 bg-sunken p-3', example.verdict === 'good' ? 'border-good' : 'border-bad')}>
              <p className={cx('flex items-center gap-1 font-semibold', example.verdict === 'good' ? 'text-good' : 'text-bad')}>
                {example.verdict === 'good' ? <CircleCheck aria-hidden="true" className="size-5" /> : <CircleX aria-hidden="true" className="size-5" />}
                {t(example.verdict)}
                {example.clause && <span className="text-sm font-normal text-muted">{t('clause', { number: example.clause })}</span>}
              </p>
              {example.media_url && <MediaView url={example.media_url} contentType={example.content_type} label={t('example_media', { number: index + 1 })} />}
              {example.text && <p className="sensitive-text whitespace-pre-line">{example.text}</p>}
              <p className="text-sm text-muted">{example.why}</p>
            </li>
          ))}
        </ul>
      </Shield>
    </section>
  )
}
