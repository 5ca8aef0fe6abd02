import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { listenLocally } from './local-server.ts'
import { type OfficeKeys, makeKeys, proofKeyElement, rotated } from './wopi-client.ts'

/** A stand-in for Collabora Online on loopback: it says what it edits, signs what it asks, and shows a page in the frame. */
export type TestOfficeServer = {
  readonly origin: string
  /** What it signs with now. */
  readonly keys: () => OfficeKeys
  /** New keys, as once in some months. */
  rotate(): void
  /** How often it was asked what it edits. */
  readonly asked: () => number
  /** Answers something else in place of its discovery; undefined: the discovery again. */
  answerInstead(answer: ((response: ServerResponse) => void) | undefined): void
}

type Options = {
  /** Names no keys, as an office server without them. */
  readonly unsigned?: boolean
  /** Answers everything that is not the discovery. */
  readonly page?: (keys: () => OfficeKeys) => (request: IncomingMessage, response: ServerResponse) => void
}

const endings = ['docx', 'doc', 'xlsx', 'xls', 'pptx', 'odt'] as const

/** As Collabora and ONLYOFFICE write it: an app for each kind, an action for each ending, the keys behind. */
function discoveryOf(origin: string, keys: OfficeKeys | undefined): string {
  const action = (ending: string): string =>
    `<action default="true" ext="${ending}" name="edit" urlsrc="${origin}/browser/0f3a/cool.html?"/>`
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n<wopi-discovery><net-zone name="external-http">',
    `<app name="office">${endings.map(action).join('')}</app>`,
    `<app name="viewer"><action ext="pdf" name="view" urlsrc="${origin}/browser/0f3a/cool.html?"/></app>`,
    `</net-zone>${keys === undefined ? '' : proofKeyElement(keys)}</wopi-discovery>`,
  ].join('')
}

export async function startOfficeServer(
  t: { teardown(fn: () => unknown): void },
  { unsigned, page }: Options = {},
): Promise<TestOfficeServer> {
  let keys = makeKeys()
  const show = page?.(() => keys)
  let asked = 0
  let instead: ((response: ServerResponse) => void) | undefined
  const server = createServer((request, response) => {
    if (request.url !== '/hosting/discovery')
      return show === undefined ? response.writeHead(404).end() : show(request, response)
    asked += 1
    if (instead !== undefined) return instead(response)
    response.setHeader('content-type', 'text/xml')
    return response.end(discoveryOf(origin, unsigned === true ? undefined : keys))
  })
  const origin = await listenLocally(t, server)
  return {
    origin,
    keys: () => keys,
    rotate() {
      keys = rotated(keys)
    },
    asked: () => asked,
    answerInstead(answer) {
      instead = answer
    },
  }
}
