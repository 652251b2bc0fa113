import { Coffee } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLocale } from '@/lib/i18n'
import { Button, buttonClass } from '@/ui/Button'
import { EmptyState } from '@/ui/Page'
import { Link } from '../Link'
import { paths } from '../paths'
import { HelpLine } from './ConsentCard'
import { useT } from './texts'

const clock = (at: number, locale: string) => new Intl.DateTimeFormat(locale === 'ko' ? 'ko-KR' : 'en-GB', { hour: 'numeric', minute: '2-digit' }).format(new Date(at))
const minuteMs = 60_000

/** In the place of a task while somebody rests; goes on by itself when the break is over. */
export function Rest({ reason, until, onOver }: { reason: 'break_required' | 'daily_limit_reached'; until: number | null; onOver: () => void }) {
  const t = useT()
  const locale = useLocale()
  const [over, setOver] = useState(false)
  const latest = useRef(onOver)
  useEffect(() => {
    latest.current = onOver
  })
  useEffect(() => {
    if (until === null) return
    const look = () => setOver(Date.now() >= until)
    look()
    const timer = setInterval(look, 1000)
    return () => clearInterval(timer)
  }, [until])
  // The minute shown is one in which it is surely over.
  const time = until === null ? '' : clock(Math.ceil(until / minuteMs) * minuteMs, locale)
  const isDay = reason === 'daily_limit_reached'
  return (
    <EmptyState
      icon={<Coffee aria-hidden="true" className="size-10" />}
      title={t(isDay ? 'day_title' : 'rest_title')}
      action={
        <div className="grid max-w-prose gap-5 text-left">
          <div className="flex flex-wrap justify-center gap-2">
            <Button kind="primary" disabled={!over} onClick={() => latest.current()}>
              {t('rest_go_on')}
            </Button>
            <Link href={paths.home} className={buttonClass('secondary')}>
              {t('go_home')}
            </Link>
          </div>
          <HelpLine />
        </div>
      }
    >
      <p>{t(isDay ? 'day_text' : 'rest_text')}</p>
      {until !== null && <p className="mt-1 font-semibold tabular-nums">{t('rest_until', { time })}</p>}
    </EmptyState>
  )
}
