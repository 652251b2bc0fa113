import { isApiError, peekBooted, whenSignedOut } from '@/api/client'
import * as session from '@/api/session'
import type { Me } from '@/api/types'
import { forgetAllKept } from '@/lib/database'
import { setLocale } from '@/lib/i18n'
import { forgetLoaded } from '@/lib/load'
import { createStore, useStore } from '@/lib/store'
import { forgetDrafts } from './drafts'
import { settingsOf } from './settings'

/** `undefined` while not known yet, `null` when nobody is signed in. */
const me = createStore<Me | null | undefined>(undefined)
const copyKey = 'pumasi.me'

export const useMe = () => useStore(me)
export const currentMe = () => me.get()
export const watchMe = me.watch

function take(next: Me | null): void {
  if (next) {
    // Without the token: it is a secret, and a new page asks for it anyway.
    localStorage.setItem(copyKey, JSON.stringify({ ...next, csrf_token: '' }))
    setLocale(next.locale)
    document.documentElement.dataset.text = settingsOf(next).textSize
  } else localStorage.removeItem(copyKey)
  me.set(next)
}

/** True where somebody is signed in, as far as the page can tell: the server's word, or else that of the last time. */
export function isKnownHere(): boolean {
  const told = peekBooted<Me | null>('/me')
  return told === undefined ? localStorage.getItem(copyKey) !== null : told !== null
}

function readCopy(): Me | null {
  try {
    return JSON.parse(localStorage.getItem(copyKey) ?? 'null') as Me | null
  } catch {
    return null
  }
}

/** Shows the person of last time at once, then asks the server. Without a connection the copy stands. */
export async function startSession(): Promise<void> {
  const told = peekBooted<Me | null>('/me')
  const copy = told === undefined ? readCopy() : told
  if (copy) take(copy)
  whenSignedOut(() => me.set(null))
  try {
    take(await session.loadMe())
  } catch (error) {
    if (!copy) take(null)
    if (!isApiError(error)) throw error
  }
}

/** Asks who is signed in once more, which also brings a fresh token. */
export const refreshSession = async (): Promise<void> => take(await session.loadMe())

export const signIn = async (body: Parameters<typeof session.signIn>[0]): Promise<void> => take(await session.signIn(body))
export const signUp = async (body: Parameters<typeof session.signUp>[0]): Promise<void> => take(await session.signUp(body))

/** Takes effect at once; goes back to what it was if the server refuses. */
export async function updateMe(body: Parameters<typeof session.updateMe>[0]): Promise<void> {
  const before = me.get()
  if (before) take({ ...before, ...body })
  try {
    take(await session.updateMe(body))
  } catch (error) {
    if (before) take(before)
    throw error
  }
}

/** Leaves nothing of this person on the device. Send what is unsent first. */
export async function signOut(): Promise<void> {
  await session.signOut()
  forgetLoaded()
  forgetDrafts()
  await forgetAllKept()
  take(null)
}
