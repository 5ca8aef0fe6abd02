import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = { readonly to: readonly string[]; readonly source: string }

export type MailServer = {
  readonly url: string
  /** Every letter it took, as it came over the line. */
  readonly received: ReceivedMail[]
  /** What it answers from now on instead of taking a letter: an SMTP code; undefined: it takes them. */
  refuse: number | undefined
}

/** A real SMTP server on a free port of this machine, until the test ends. */
export async function startMailServer(t: { teardown(fn: () => unknown): void }): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const state: { refuse: number | undefined } = { refuse: undefined }
  const refusal = (): Error | undefined =>
    state.refuse === undefined
      ? undefined
      : Object.assign(new Error('no mailbox for u0505@mihon.example here'), { responseCode: state.refuse })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => done(refusal()),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map((it) => it.address),
          source: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return Object.assign(state, { url: `smtp://127.0.0.1:${port}`, received })
}

/** Headers and decoded text of a letter as it came over the line. */
export function readMail(source: string): {
  readonly headers: ReadonlyMap<string, string>
  readonly text: string
} {
  const [head = ''] = source.split('\r\n\r\n')
  const unfolded = head.replaceAll(/\r\n[ \t]+/gu, ' ')
  const headers = new Map(
    unfolded.split('\r\n').map((line): [string, string] => {
      const cut = line.indexOf(':')
      return [line.slice(0, cut).toLowerCase(), decodeWords(line.slice(cut + 1).trim())]
    }),
  )
  const [, body = ''] = /text\/plain[^]*?\r\n\r\n([^]*?)\r\n--/u.exec(source) ?? []
  const isBase64 = /text\/plain[^]*?base64[^]*?\r\n\r\n/u.test(source.split('text/html')[0] ?? '')
  return { headers, text: isBase64 ? Buffer.from(body, 'base64').toString() : decodeQuoted(body) }
}

/** RFC 2047: =?UTF-8?B?…?= and =?UTF-8?Q?…?=. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/gu, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/giu, (_whole, how: string, word: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString()
        : decodeQuoted(word.replaceAll('_', ' ')),
    )
}

function decodeQuoted(text: string): string {
  const plain = text.replaceAll(/=\r\n/gu, '')
  const bytes = plain.replaceAll(/=([0-9A-F]{2})/gu, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString()
}
