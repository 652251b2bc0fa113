import { House, UserRound, Wallet } from 'lucide-react'
import { useLocation } from 'wouter'
import { cx } from '@/lib/cx'
import { useT } from './i18n'
import { Link } from './Link'
import { paths } from './paths'

const tabs = [
  { href: paths.home, label: 'tab_home', Icon: House, covers: ['/', paths.home, '/work/projects'] },
  { href: paths.wallet, label: 'tab_wallet', Icon: Wallet, covers: [paths.wallet] },
  { href: paths.me, label: 'tab_me', Icon: UserRound, covers: [paths.me] },
] as const

/** At the foot of a phone, under the thumb; at the head of a wide screen. */
export function TabBar() {
  const t = useT()
  const [location] = useLocation()
  const isHere = (covers: readonly string[]) => covers.some((path) => location === path || (path === '/work/projects' && location.startsWith(path)))
  return (
    <nav
      aria-label={t('navigation')}
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-card pb-[env(safe-area-inset-bottom)] wide:static wide:border-t-0 wide:border-b"
    >
      <ul className="mx-auto flex max-w-2xl">
        {tabs.map(({ href, label, Icon, covers }) => {
          const here = isHere(covers)
          return (
            <li key={href} className="flex-1">
              <Link
                href={href}
                aria-current={here ? 'page' : undefined}
                className={cx('flex min-h-14 flex-col items-center justify-center gap-0.5 text-sm no-underline wide:min-h-12 wide:flex-row wide:gap-2', here ? 'font-bold text-accent' : 'text-muted')}
              >
                <Icon aria-hidden="true" className="size-6" />
                {t(label)}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
