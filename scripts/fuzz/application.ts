import type { AttachmentView, ProposalView } from '../../server/contract/proposals.ts'
import { staff } from '../../server/testing/office.ts'
import type { CaseKind } from '../../server/testing/rights/callers.ts'
import { type Case, fileBody, markOf } from '../../server/testing/rights/cases.ts'
import type { Stage } from '../../server/testing/rights/stage.ts'
import type { TestRealm } from '../../server/testing/test-realm.ts'
import { type Description, type Samples, makeSamples, reserveOf } from './plan.ts'

/** How long the token of a run lasts, in seconds. */
const lasting = 6 * 3600
const clientId = 'sys-jinji'

/** An application that calls for the drafter: which operations are open to it, and requests that are good ones of it. */
export async function applicationOf(stage: Stage, realm: TestRealm, { paths }: Description) {
  const exp = Math.floor(Date.now() / 1000) + lasting
  const token = await realm.token({
    ...{ azp: clientId, preferred_username: `service-account-${clientId}`, exp },
  })
  const { host = '' } = stage.headersOf('nobody')
  const more = { 'Kessai-Officer': staff.drafter }
  const headers = { ...more, authorization: `Bearer ${token}` }
  let keys = 0
  async function ask<Answer>(method: 'POST' | 'GET', url: string, given: object = {}): Promise<Answer> {
    const sent = {
      host,
      ...headers,
      ...(method === 'POST' ? { 'idempotency-key': `made-${(keys += 1)}` } : {}),
    }
    const { headers: others = {}, ...body } = given as { readonly headers?: object }
    const answer = await stage.app.inject({ method, url, headers: { ...sent, ...others }, ...body })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
    return answer.json<Answer>()
  }
  async function attach(id: string, name: string): Promise<AttachmentView> {
    const url = `/v1/proposals/${id}/attachments`
    return (await ask<{ attachment: AttachmentView }>('POST', url, fileBody(name, `${name}\r\n`))).attachment
  }
  async function makeCase(kind: CaseKind): Promise<Case> {
    const content = stage.office.content({ authorityCode: 'E01', concurringUnits: [] })
    const { id } = await ask<ProposalView>('POST', '/v1/proposals', { payload: { content } })
    const [pdf, text, word] = [
      await attach(id, '一.txt'),
      await attach(id, '二.txt'),
      await attach(id, '三.txt'),
    ]
    if (kind !== 'draft') {
      const { version, manifestSha256 } = await ask<ProposalView>('GET', `/v1/proposals/${id}`)
      const payload = { type: 'submit', version, manifestSha256 }
      await ask('POST', `/v1/proposals/${id}/acts`, { payload })
    }
    return { id, kind, pdf, text, word, mark: await markOf(stage.office, id) }
  }
  async function endpoint(): Promise<string> {
    const payload = { url: 'http://127.0.0.1:9/hook', types: [] }
    return (await ask<{ webhook: { id: string } }>('POST', '/v1/webhooks', { payload })).webhook.id
  }
  const may = (label: string): boolean => {
    const [method = '', path = ''] = label.split(' ')
    return paths[path]?.[method.toLowerCase()]?.security?.some((it) => 'application' in it) === true
  }
  return {
    ...{ token, headers, more, may },
    async samples(wanted: (label: string) => boolean): Promise<Samples> {
      const caseFor = reserveOf(makeCase)
      const hooks = (label: string): boolean => label.includes('/v1/webhooks')
      const drafting = await makeSamples(
        stage,
        { paths },
        {
          ...{ caller: 'drafter', caseFor },
          may: (label) => wanted(label) && !hooks(label),
        },
      )
      // The table of rights knows people only, of whom the administrator keeps webhooks.
      const keeping = await makeSamples(
        stage,
        { paths },
        {
          ...{ caller: 'administrator', caseFor },
          may: (label) => wanted(label) && hooks(label),
        },
      )
      const real = await Promise.all(
        Object.entries(keeping).map(async ([label, made]) => {
          const own = made.map(async (it) =>
            'id' in it.path ? { ...it, path: { id: await endpoint() } } : it,
          )
          return [label, await Promise.all(own)] as const
        }),
      )
      return { ...drafting, ...Object.fromEntries(real) }
    },
  }
}
