import type { ComponentProps, ReactNode } from 'react'
import { ChevronLeft } from 'lucide-react'
import { Link as WouterLink } from 'wouter'
import { useT } from './i18n'

/** A link within the app. */
export function Link(props: { href: string; children: ReactNode } & Omit<ComponentProps<'a'>, 'href'>) {
  return <WouterLink {...props} />
}

export function BackLink({ href }: { href: string }) {
  const t = useT()
  return (
    <Link href={href} className="-ml-2 inline-flex min-h-11 items-center gap-1 justify-self-start px-2 font-semibold text-muted no-underline">
      <ChevronLeft aria-hidden="true" className="size-5" />
      {t('back')}
    </Link>
  )
}
