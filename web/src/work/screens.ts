import { lazy } from 'react'
import { fetchEarly } from '@/api/client'
import { paths } from './paths'
import { isKnownHere } from './session'

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
  pauses: () => import('@/features/work-pauses/Pauses'),
  answer: () => import('@/features/work-player/Task'),
  sensitive: () => import('./sensitive'),
  questions: () => import('./questions'),
  waiting: () => import('@/features/work-waiting/WaitingRoom'),
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
/** Where one waits for the other of a conversation. */
export const WaitingRoom = lazy(sources.waiting)
/** The pauses of the person, running ones alone, of one project or of all. */
export const PausedHere = lazy(sources.pauses)
/** Sensitive work: what is in it, agreeing to it, resting from it. */
export const Rest = lazy(() => sources.sensitive().then((module) => ({ default: module.Rest })))
export const ConsentCard = lazy(() => sources.sensitive().then((module) => ({ default: module.ConsentCard })))
export const SensitiveSettings = lazy(() => sources.sensitive().then((module) => ({ default: module.SensitiveSettings })))
export const SensitiveBadges = lazy(() => sources.sensitive().then((module) => ({ default: module.SensitiveBadges })))
/** Examples, questions and answers beside a guide; answers that are new. */
export const GuideExtras = lazy(() => sources.questions().then((module) => ({ default: module.GuideExtras })))
export const AnsweredCard = lazy(() => sources.questions().then((module) => ({ default: module.AnsweredCard })))
/** A task to answer, for the line of inspection, where it stands now and then. */
export const AnswerTask = lazy(sources.answer)

type Screen = keyof typeof sources

function screenOf(pathname: string): Screen {
  if (pathname === paths.wallet) return 'wallet'
  if (pathname === paths.me) return 'me'
  if (pathname === paths.signIn || pathname === paths.signUp) return 'account'
  if (!pathname.startsWith('/work/projects/')) return 'home'
  const [, , , , last] = pathname.split('/')
  return last === 'work' ? 'player' : last === 'inspect' ? 'review' : 'project'
}

/** What each screen asks the server first. */
function dataOf(screen: Screen, pathname: string): string[] {
  const project = `/work/projects/${pathname.split('/')[3] ?? ''}`
  if (screen === 'player' || screen === 'review') return [project, '/work/assignments', '/earnings']
  if (screen === 'project') return [project]
  if (screen === 'home') return ['/work/projects', '/work/assignments', '/earnings']
  return []
}

/**
 * Begins to fetch the screen of an address, and for somebody who was here before also its data, while it is still asked who
 * is there: the three do not wait for each other.
 */
export function fetchScreen(pathname: string): void {
  const screen = screenOf(pathname)
  // A failure shows when the screen itself is asked for.
  sources[isKnownHere() ? screen : 'account']().catch(() => undefined)
  if (isKnownHere()) for (const path of dataOf(screen, pathname)) fetchEarly(path)
}
