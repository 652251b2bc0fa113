import { lazy } from 'react'
import { paths } from './paths'

const sources = {
  account: () => import('@/features/work-account/SignForm'),
  home: () => import('@/features/work-home/Home'),
  project: () => import('@/features/work-project/Project'),
  trial: () => import('@/features/work-exam/Trial'),
  exam: () => import('@/features/work-exam/Exam'),
  player: () => import('@/features/work-player/Player'),
  review: () => import('@/features/work-review/Review'),
  wallet: () => import('@/features/work-wallet/Wallet'),
  me: () => import('@/features/work-me/MePage'),
}

export const SignIn = lazy(() => sources.account().then((module) => ({ default: module.SignIn })))
export const SignUp = lazy(() => sources.account().then((module) => ({ default: module.SignUp })))
export const Home = lazy(sources.home)
export const Project = lazy(sources.project)
export const Trial = lazy(sources.trial)
export const Exam = lazy(sources.exam)
export const Player = lazy(sources.player)
export const Review = lazy(sources.review)
export const Wallet = lazy(sources.wallet)
export const MePage = lazy(sources.me)

/** Begins to fetch the screen of an address before it is known who is there, so that the two do not wait for each other. */
export function fetchScreen(pathname: string): void {
  const [, , , , last] = pathname.split('/')
  const wanted =
    pathname === paths.wallet
      ? sources.wallet
      : pathname === paths.me
        ? sources.me
        : pathname === paths.signIn || pathname === paths.signUp
          ? sources.account
          : last === 'work'
            ? sources.player
            : last === 'inspect'
              ? sources.review
              : pathname.startsWith('/work/projects/')
                ? sources.project
                : sources.home
  // A failure shows when the screen itself is asked for.
  wanted().catch(() => undefined)
}
