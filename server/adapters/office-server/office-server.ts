import { endingOf } from '../../contract/editor-of.ts'
import { no, yes } from '../../domain/result.ts'
import type { Clock } from '../../usecases/ports.ts'
import type { OfficeServer } from '../../usecases/office-server.ts'
import { type Discovery, actionAddress, readDiscovery } from './discovery.ts'
import { isProven } from './proof.ts'

export type OfficeServerOptions = {
  /** Where the office server is, without a path. */
  readonly origin: string
  readonly now: Clock
  /** It did not answer, or not with a discovery. */
  readonly onFailure: (error: unknown) => void
}

const freshMs = 12 * 60 * 60_000
/** What failed, or was asked anew because a signature did not fit, is not asked again before that. */
const againMs = 3 * 60_000
const timeoutMs = 10_000
const mostBytes = 4 * 1024 * 1024

/** Collabora Online, ONLYOFFICE Docs or another office server, by what it says of itself. */
export function createOfficeServer({ origin, now, onFailure }: OfficeServerOptions): OfficeServer {
  let known: { readonly discovery: Discovery; readonly atMs: number } | undefined
  let askedAtMs = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined
  const nowMs = (): number => Date.parse(now())

  /** Asks it, unless it was asked just now; what it said before stays when it does not answer. */
  function ask(): Promise<void> {
    if (asking === undefined && nowMs() - askedAtMs < againMs) return Promise.resolve()
    asking ??= (async () => {
      askedAtMs = nowMs()
      try {
        known = { discovery: readDiscovery(await fetchDiscovery(origin)), atMs: askedAtMs }
      } catch (error) {
        onFailure(error)
      } finally {
        asking = undefined
      }
    })()
    return asking
  }

  async function discovery(): Promise<Discovery | undefined> {
    if (known === undefined) await ask()
    // Old is good enough while the new one is on its way.
    else if (nowMs() - known.atMs > freshMs) void ask()
    return known?.discovery
  }

  return {
    origin,
    endings() {
      void discovery()
      return [...(known?.discovery.edits.keys() ?? [])]
    },
    async editAddress(name, wopiSrc) {
      const edits = (await discovery())?.edits
      if (edits === undefined) return no({ code: 'office_server_unreachable' })
      const urlsrc = edits.get(endingOf(name))
      if (urlsrc === undefined) return no({ code: 'not_edited_on_office_server' })
      return yes(actionAddress(urlsrc, { origin, wopiSrc }))
    },
    async isItsOwn(request) {
      const found = await discovery()
      if (found === undefined) return false
      if (found.keys === undefined || isProven(request, found.keys, nowMs())) return true
      // It may have changed its keys since.
      await ask()
      const renewed = known?.discovery
      return renewed !== undefined && (renewed.keys === undefined || isProven(request, renewed.keys, nowMs()))
    },
  }
}

async function fetchDiscovery(origin: string): Promise<string> {
  const answer = await fetch(new URL('/hosting/discovery', origin), {
    // Only this one place is asked, wherever it would like to send us.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (!answer.ok || answer.body === null) throw new Error(`the office server answered ${answer.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body) {
    size += chunk.byteLength
    if (size > mostBytes) throw new Error('the discovery of the office server is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
