import { useEffect, useId, useRef, useState } from 'react'
import type { InterfaceTemplate } from '@/api/types'
import { useLocale } from '@/lib/i18n'
import { Select, TextField } from '@/ui/Field'
import { InterfaceView } from '../InterfaceView'
import { useT } from './texts'

const own = 'own'

interface Props {
  templates: readonly InterfaceTemplate[]
  /** The chosen template, `own`, or nothing yet. */
  value: string
  onValue: (value: string) => void
}

/** What to start from: each interface with a picture of itself, drawn by the tools that workers use. */
export function TemplateGallery({ templates, value, onValue }: Props) {
  const t = useT()
  const locale = useLocale()
  const name = useId()
  const [words, setWords] = useState('')
  const [category, setCategory] = useState('')
  const categories = [...new Set(templates.map((template) => template.category))]
  const shown = templates.filter((template) => {
    const text = `${template.title[locale]} ${template.description[locale]}`.toLowerCase()
    return (category === '' || template.category === category) && text.includes(words.trim().toLowerCase())
  })
  const choices = [
    ...shown.map((template) => ({ value: template.template_id, title: template.title[locale], hint: template.description[locale], template })),
    { value: own, title: t('own_xml'), hint: t('own_xml_hint'), template: null },
  ]
  return (
    <section className="grid gap-3" aria-label={t('choose_interface')}>
      <div className="flex flex-wrap items-end gap-3">
        <TextField label={t('find_interface')} type="search" required={false} value={words} onChange={(event) => setWords(event.target.value)} />
        <Select
          label={t('category')}
          value={category}
          options={[{ value: '', label: t('category_all') }, ...categories.map((one) => ({ value: one, label: categoryName(one, t) }))]}
          onValue={setCategory}
        />
        <p className="pb-2 text-sm text-muted" aria-live="polite">
          {t('interfaces_found', { count: shown.length })}
        </p>
      </div>
      <fieldset className="grid max-h-[44rem] gap-3 overflow-y-auto p-1 sm:grid-cols-2">
        <legend className="mb-1 font-semibold">{t('choose_interface')}</legend>
        {choices.map((choice) => (
          <label key={choice.value} className="grid cursor-pointer content-start gap-2 rounded-card border border-line-strong bg-card p-3 has-checked:border-accent has-checked:bg-accent-soft">
            {choice.template && <Picture template={choice.template} />}
            <span className="flex items-start gap-3">
              <input
                type="radio"
                name={name}
                // The picture is no part of the name.
                aria-label={choice.title}
                aria-describedby={`${name}-${choice.value}`}
                className="mt-1 size-5 shrink-0 accent-accent"
                checked={choice.value === value}
                onChange={() => onValue(choice.value)}
              />
              <span>
                <span className="block font-medium">{choice.title}</span>
                <span id={`${name}-${choice.value}`} className="block text-sm text-muted">
                  {choice.hint}
                </span>
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </section>
  )
}

function categoryName(category: string, t: ReturnType<typeof useT>): string {
  switch (category) {
    case 'picture': return t('category_picture')
    case 'text': return t('category_text')
    case 'conversation': return t('category_conversation')
    case 'ranking': return t('category_ranking')
    case 'making': return t('category_making')
    case 'audio': return t('category_audio')
    case 'video': return t('category_video')
    case 'document': return t('category_document')
    default: return category
  }
}

/** The interface itself, small and out of reach. Drawn only once it has come into sight: there are dozens of them. */
function Picture({ template }: { template: InterfaceTemplate }) {
  const place = useRef<HTMLSpanElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true)
    }, { rootMargin: '200px' })
    if (place.current) observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  return (
    <span ref={place} inert aria-hidden="true" className="block h-36 overflow-hidden rounded-card border border-line bg-surface">
      {seen && template.tree && (
        <span className="block w-[200%] origin-top-left scale-50 p-4">
          <InterfaceView tree={template.tree} data={template.example_data} readonly label={template.template_id} />
        </span>
      )}
    </span>
  )
}
