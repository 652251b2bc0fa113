import type { ReactNode } from 'react'
import { setLocale, useLocale } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card, useTitle } from '@/ui/Page'

/** The page of those who are not signed in yet: one form, and the language. */
export function Frame({ title, lead, children, below }: { title: string; lead: string; children: ReactNode; below: ReactNode }) {
  const locale = useLocale()
  useTitle(title)
  return (
    <main id="main" className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-5 px-4 py-8">
      <header className="grid gap-2">
        <h1 className="text-2xl">{title}</h1>
        <p className="text-muted">{lead}</p>
      </header>
      <Card>{children}</Card>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>{below}</p>
        <Button kind="quiet" size="small" lang={locale === 'ko' ? 'en' : 'ko'} onClick={() => setLocale(locale === 'ko' ? 'en' : 'ko')}>
          {locale === 'ko' ? 'English' : '한국어'}
        </Button>
      </div>
    </main>
  )
}
