import { uuid } from '@/lib/uuid'
import type { Problem, ProblemItem } from './types'

/**
 * A refused or failed request. `code` is the server's stable word for it, or `offline` / `timeout` when nothing came back,
 * or `unreadable_reply` when something in between answered. Texts for the screen come from `errorText`.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    readonly errors: ProblemItem[] = [],
    readonly retryAfterSeconds: number | null = null,
    readonly requestId: string | null = null,
  ) {
    super(`${code}: ${detail}`)
  }
  /** True when sending the same again later may work: nothing was decided. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

let csrfToken: string | null = null
/** Called with the token of every Me; requests that change something carry it. */
export const setCsrfToken = (token: string | null): void => {
  csrfToken = token
}

let onSignedOut: () => void = () => {}
/** What to do when the server no longer knows the session (the app shows its sign-in). */
export const whenSignedOut = (action: () => void): void => {
  onSignedOut = action
}

export type Query = Record<string, string | number | boolean | null | undefined>
export type Options = {
  query?: Query | undefined
  signal?: AbortSignal | undefined
  /** The idempotency key of a POST; one is made when none is given. */
  key?: string | undefined
  /** Lets the request outlive the page (small bodies only). */
  keepalive?: boolean | undefined
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export const apiUrl = (path: string, query?: Query): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) if (value !== null && value !== undefined) search.set(name, String(value))
  return `/api${path}${search.size > 0 ? `?${search}` : ''}`
}

const getHeaders = { Accept: 'application/json' }

/** Replies that the server put into the page, by path; each is used once, and only while the page is new. */
const booted = new Map<string, unknown>(Object.entries(readBoot()))
const bootedForMs = 10_000
setTimeout(() => booted.clear(), bootedForMs)

function readBoot(): object {
  const block = globalThis.document?.getElementById('boot')
  const replies: unknown = block ? JSON.parse(block.textContent) : null
  // Nothing of it stays where a later script or a printed page would find it.
  block?.remove()
  return replies && typeof replies === 'object' ? replies : {}
}

/** What came with the page, still to be asked for: undefined where it says nothing. */
export const peekBooted = <T>(path: string): T | undefined => booted.get(path) as T | undefined
/** Requests under way before anybody asked, by address. */
const early = new Map<string, Promise<Response>>()
const earlyForMs = 10_000

/** Begins a GET that a screen will want in a moment, while the screen itself is still on its way. Used once. */
export function fetchEarly(path: string): void {
  if (booted.has(path)) return
  const reply = fetch(apiUrl(path), { headers: getHeaders, credentials: 'same-origin' })
  // A failure shows when the screen asks.
  reply.catch(() => undefined)
  early.set(apiUrl(path), reply)
  // Not wanted after all: what is asked later must be fresh.
  setTimeout(() => early.delete(apiUrl(path)), earlyForMs)
}

function takeEarly(method: Method, url: string): Promise<Response> | undefined {
  if (method !== 'GET') return undefined
  const reply = early.get(url)
  early.delete(url)
  return reply
}

/** The headers that every request with an effect needs; for uploads that do not go through `request`. */
export function effectHeaders(method: Method, key?: string): Record<string, string> {
  const headers: Record<string, string> = {}
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken
  if (method === 'POST') headers['Idempotency-Key'] = key ?? uuid()
  return headers
}

async function request<T>(method: Method, path: string, body: unknown, options: Options = {}): Promise<T> {
  if (method === 'GET' && !options.query && booted.has(path)) {
    const reply = booted.get(path) as T
    booted.delete(path)
    return reply
  }
  const raw = body instanceof Blob || body instanceof ArrayBuffer
  const headers: Record<string, string> = { ...getHeaders, ...effectHeaders(method, options.key) }
  const url = apiUrl(path, options.query)
  if (body !== undefined && !raw) headers['Content-Type'] = 'application/json'
  if (body instanceof Blob) headers['Content-Type'] = body.type || 'application/octet-stream'
  let response: Response
  try {
    response = await (takeEarly(method, url) ??
      fetch(url, {
        method,
        headers,
        credentials: 'same-origin',
        body: body === undefined ? null : raw ? body : JSON.stringify(body),
        signal: options.signal ?? null,
        keepalive: options.keepalive ?? false,
      }))
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new ApiError('offline', 0, 'The server could not be reached.')
  }
  if (!response.ok) throw await problem(response)
  if (response.status === 204) return undefined as T
  return (await response.json().catch(() => {
    throw new ApiError('unreadable_reply', response.status, 'The reply was not JSON.')
  })) as T
}

async function problem(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10)
  const code = body?.code ?? (response.status >= 500 ? 'server_error' : 'unreadable_reply')
  if (response.status === 401 && code === 'not_signed_in') onSignedOut()
  return new ApiError(
    code,
    response.status,
    body?.detail ?? response.statusText,
    body?.errors ?? [],
    Number.isFinite(seconds) ? seconds : null,
    body?.request_id ?? null,
  )
}

export const http = {
  get: <T>(path: string, options?: Options) => request<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: Options) => request<T>('POST', path, body ?? {}, options),
  put: <T>(path: string, body: unknown, options?: Options) => request<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown, options?: Options) => request<T>('PATCH', path, body, options),
  delete: <T>(path: string, options?: Options) => request<T>('DELETE', path, undefined, options),
}

export const isApiError = (error: unknown, code?: string): error is ApiError =>
  error instanceof ApiError && (code === undefined || error.code === code)
