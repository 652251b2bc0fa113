import { http, isApiError, setCsrfToken } from './client'
import type { Locale, Me, NewToken, Page, Token } from './types'

async function keep<M extends Me | null>(reply: Promise<M>): Promise<M> {
  const me = await reply
  setCsrfToken(me?.csrf_token ?? null)
  return me
}

export const signUp = (body: { email: string; password: string; display_name: string; locale: Locale }) => keep(http.post<Me>('/users', body))
export const signIn = (body: { email: string; password: string }) => keep(http.post<Me>('/sessions', body))
export async function signOut(): Promise<void> {
  await http.delete('/sessions/current')
  setCsrfToken(null)
}
/** Who is signed in, or null. */
export async function loadMe(): Promise<Me | null> {
  try {
    // A page that the server filled in says null where the operation says 401.
    return await keep(http.get<Me | null>('/me'))
  } catch (error) {
    if (isApiError(error, 'not_signed_in')) return null
    throw error
  }
}
export const updateMe = (body: { display_name?: string; locale?: Locale; settings?: Record<string, unknown> }) => keep(http.patch<Me>('/me', body))
export const listTokens = (cursor?: string) => http.get<Page<Token>>('/tokens', { query: { cursor } })
export const createToken = (name: string) => http.post<NewToken>('/tokens', { name })
export const deleteToken = (tokenId: string) => http.delete<void>(`/tokens/${tokenId}`)
