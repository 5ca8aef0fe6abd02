import type { ProposalContent, ProposalView } from '../../../server/contract/proposals.ts'
import { plainMatter } from '../../../server/testing/plain-matter.ts'
import { signInAs } from '../../../server/testing/signed-in.ts'

/** An application of the example prefecture with a token of the demo provider, calling for an officer. */
export type Program = {
  readonly clientId: string
  readonly url: string
  /** Of a token that is good for some minutes. */
  headers(): Promise<Readonly<Record<string, string>>>
  readonly content: ProposalContent
  send<Body>(method: string, path: string, body?: object | Buffer, type?: string): Promise<Body>
}

const officer = 'u0505'
let keys = 0

/** Calls as 人事給与システム for an officer of 観光振興課. */
export async function programOf(url: string): Promise<Program> {
  const clientId = 'sys-jinji'
  let token = ''
  let until = 0
  async function headers(): Promise<Readonly<Record<string, string>>> {
    if (Date.now() > until) {
      const answer = await fetch(`${url}/realms/kessai/protocol/openid-connect/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${clientId}:kessai-demo-${clientId}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      })
      if (answer.status !== 200) throw new Error(`no token: ${await answer.text()}`)
      const got = (await answer.json()) as { access_token: string; expires_in: number }
      token = got.access_token
      until = Date.now() + (got.expires_in * 1000) / 2
    }
    return { authorization: `Bearer ${token}`, 'kessai-officer': officer }
  }
  const content = await plainMatter(await signInAs(url, officer), '512-01', {
    ...{ title: '年次有給休暇の取得について', body: '標記について、次のとおり取得してよろしいか伺います。' },
    authorityCode: 'E01',
  })
  return {
    ...{ clientId, url, headers, content },
    async send<Body>(method: string, path: string, body?: object | Buffer, type = 'application/json') {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(await headers()),
          ...(body === undefined ? {} : { 'content-type': type }),
          ...(method === 'POST' ? { 'idempotency-key': `bench-${(keys += 1)}` } : {}),
        },
        ...(body === undefined
          ? {}
          : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`)
      return (text === '' ? undefined : JSON.parse(text)) as Body
    },
  }
}

/** Drafts a case with these files, each in a request of its own, and submits it; answers its id. */
export async function submitWith(
  program: Program,
  files: readonly { readonly body: Buffer; readonly type: string }[],
): Promise<string> {
  const { id } = await program.send<ProposalView>('POST', '/v1/proposals', { content: program.content })
  const path = `/v1/proposals/${id}`
  for (const { body, type } of files) await program.send('POST', `${path}/attachments`, body, type)
  const { version, manifestSha256 } = await program.send<ProposalView>('GET', path)
  await program.send('POST', `${path}/acts`, { type: 'submit', version, manifestSha256 })
  return id
}
