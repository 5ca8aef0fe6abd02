import type { Problem } from '../../../server/contract/common.ts'

/** The server said no, with an RFC 9457 document; `title` is a sentence for people. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** The server could not be reached at all, or answered with something that is not ours (a proxy's error page). */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause })
    this.name = 'UnreachableError'
  }
}

/** Whether the server refused with this code. */
export function isProblem(error: unknown, code: string): error is ProblemError {
  return error instanceof ProblemError && error.problem.code === code
}

/** True when trying the same request again later may work: no answer, or the server said it is busy or broken. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return true
  return error instanceof ProblemError && (error.problem.status >= 500 || error.problem.status === 429)
}

/** Whether a request came to nothing because somebody stopped it. */
export function isStopped(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

let csrfToken: string | undefined

/** The token of `/v1/me`, sent back with every unsafe request. */
export function setCsrfToken(token: string): void {
  csrfToken = token
}

/** Headers every unsafe request needs, for callers that cannot use `request` (uploads through XMLHttpRequest). */
export function unsafeHeaders(): Readonly<Record<string, string>> {
  return csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }
}

/** Leaves for the sign-in page and comes back to the same place. `isFresh`: the password is asked whatever is known. */
export function goToSignIn(isFresh = false): void {
  const to = `${location.pathname}${location.search}`
  location.assign(`/auth/sign-in?to=${encodeURIComponent(to)}${isFresh ? '&fresh=1' : ''}`)
}

/** What an answer that is no success says; a proxy’s page counts as no answer. */
export function problemFromText(status: number, text: string): ProblemError | UnreachableError {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && 'code' in parsed && 'title' in parsed) {
      return new ProblemError(parsed as Problem)
    }
  } catch (error) {
    return new UnreachableError(error)
  }
  return new UnreachableError(new Error(`status ${status}`))
}

/** Without a touch or a key for this long nobody may be sitting there. */
const unattendedMs = 60_000
let attendedAt = Date.now()
let onEnded: (() => void) | undefined

/** Notes that somebody is there; what the page asks by itself must not keep a session alive. */
export function watchAttendance(): void {
  for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const) {
    addEventListener(type, () => (attendedAt = Date.now()), { capture: true, passive: true })
  }
}

/** Whether nobody has touched the page for a minute. */
export function isUnattended(): boolean {
  return Date.now() - attendedAt > unattendedMs
}

/** What happens when a session ends while nobody is there: signing in by itself would be no end. */
export function whenEnded(listener: () => void): void {
  onEnded = listener
}

let isSigningOut = false

/** The session is over: whoever is there is led to the sign-in and back, else the page is covered. */
function sessionIsOver(): void {
  // A provider that still knows the person would sign in again at once, and the way out would be cut off.
  if (isSigningOut) return
  if (isUnattended() && onEnded !== undefined) onEnded()
  else goToSignIn()
}

export type RequestOptions = {
  readonly body?: unknown
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  /** Goes on its way even when the page is closed. */
  readonly keepalive?: boolean
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey
  if (isUnattended()) headers['x-unattended'] = '1'
  if (method !== 'GET') Object.assign(headers, unsafeHeaders())
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.keepalive === true ? { keepalive: true } : {}),
    })
  } catch (error) {
    if (isStopped(error)) throw error
    throw new UnreachableError(error)
  }
}

async function refreshCsrfToken(): Promise<void> {
  const response = await send('GET', '/v1/me', {})
  if (!response.ok) return
  const me = (await response.json()) as { readonly csrfToken: string }
  setCsrfToken(me.csrfToken)
}

/**
 * One request to the server, as JSON. Throws ProblemError when it says no and UnreachableError when it does not
 * answer; 401 leaves for the sign-in page. An empty answer gives undefined.
 */
export async function request<Answer>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  let response = await send(method, path, options)
  if (response.status === 403 && method !== 'GET') {
    const error = problemFromText(403, await response.clone().text())
    // The session was renewed in another tab: one fresh token, one more try.
    if (isProblem(error, 'csrf')) {
      await refreshCsrfToken()
      response = await send(method, path, options)
    }
  }
  const text = await response.text().catch((error: unknown) => {
    throw new UnreachableError(error)
  })
  if (response.ok) {
    if (text === '') return undefined as Answer
    try {
      return JSON.parse(text) as Answer
    } catch (error) {
      throw new UnreachableError(error)
    }
  }
  if (response.status === 401) sessionIsOver()
  throw problemFromText(response.status, text)
}

/** The bytes of a file; throws as `request` does. */
export async function requestBytes(path: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await send('GET', path, { signal })
  try {
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    if (isStopped(error)) throw error
    throw new UnreachableError(error)
  }
  if (response.status === 401) sessionIsOver()
  throw problemFromText(response.status, await response.text().catch(() => ''))
}

/** Ends the session by the person's own hand, here and at the provider, and leaves the page. Throws when it fails. */
export async function signOut(): Promise<void> {
  // The page is told of the end of its own session, perhaps before it has left.
  isSigningOut = true
  addEventListener('pageshow', () => (isSigningOut = false), { once: true })
  try {
    const answer = await request<{ readonly location: string }>('POST', '/auth/sign-out')
    location.assign(answer.location)
  } catch (error) {
    isSigningOut = false
    if (error instanceof ProblemError && error.problem.status === 401) sessionIsOver()
    throw error
  }
}
