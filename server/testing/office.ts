import type { InjectOptions } from 'fastify'
import type { ActDone, ProposalContent, ProposalView } from '../contract/proposals.ts'
import type { Instant } from '../domain/ids.ts'
import { type TestApp, createTestApp } from './app.ts'

/** 観光振興課 and those on the way of its 計画の素案 (A03), in May 2026. */
export const staff = {
  drafter: 'u0505',
  groupChief: 'u0504',
  sectionChief: 'u0503',
  finance: 'u0114',
  personnel: 'u0117',
  bureauChief: 'u0502',
  decider: 'u0501',
  /** In no way concerned: a 係長 of another 部. */
  stranger: 'u0404',
  recordsManager: 'u0106',
} as const

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
type Ask = <Answer>(
  person: string,
  method: InjectOptions['method'],
  url: string,
  payload?: object,
) => Promise<{ status: number; body: Answer }>

export type Office = TestApp & {
  /** Moves the clock of the application. */
  setTime(at: string): void
  content(changes?: Partial<ProposalContent>): ProposalContent
  readonly ask: Ask
  draft(changes?: Partial<ProposalContent>): Promise<ProposalView>
  view(person: string, id: string): Promise<ProposalView>
  /** Acts on what the person sees now; answers the status and the body as they come. */
  act(
    person: string,
    id: string,
    body: object,
  ): Promise<{
    status: number
    body: ActDone & { code?: string; facts?: Record<string, unknown>; rule?: string }
  }>
  submitted(changes?: Partial<ProposalContent>): Promise<string>
}

/** The application over the example prefecture, on 11 May 2026, 10:20. */
export async function createOffice(
  t: { teardown(fn: () => unknown): void },
  overrides: Parameters<typeof createTestApp>[1] = {},
): Promise<Office> {
  let now = '2026-05-11T01:20:00.000Z'
  const test = await createTestApp(
    t,
    async (database) => ({
      now: () => now as Instant,
      ...(typeof overrides === 'function' ? await overrides(database) : overrides),
    }),
    'example',
  )
  const folder = await test.db
    .selectFrom('record_folder')
    .select(['id', 'retention_code'])
    .where('fiscal_year', '=', 2026)
    .orderBy('code')
    .executeTakeFirstOrThrow()
  const content = (changes: Partial<ProposalContent> = {}): ProposalContent => ({
    title: 'みほん観光振興計画（素案）の公表について',
    body: '（伺い）\n次のとおり公表してよろしいか伺います。',
    authorityCode: 'A03',
    flags: [],
    concurringUnits: ['ZAI', 'JIN'],
    folderId: folder.id,
    retentionCode: folder.retention_code,
    disclosure: { class: 'open', grounds: [] },
    secrecy: 'none',
    accessList: [],
    urgent: false,
    urgentReason: '',
    ...changes,
  })
  const ask: Ask = async (person, method, url, payload) => {
    const answer = await test.inject(person, {
      method: method ?? 'GET',
      url,
      ...(payload === undefined ? {} : { payload }),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const goodView = async (...request: Parameters<Ask>): Promise<ProposalView> => {
    const { status, body } = await ask<ProposalView>(...request)
    if (status >= 300) throw new Error(`${JSON.stringify(request)}: ${status} ${JSON.stringify(body)}`)
    return body
  }
  const view = (person: string, id: string) => goodView(person, 'GET', `/v1/proposals/${id}`)
  const draft = (changes?: Partial<ProposalContent>) =>
    goodView(staff.drafter, 'POST', '/v1/proposals', { content: content(changes) })
  const act: Office['act'] = async (person, id, body) => {
    const { version, manifestSha256 } = await view(person, id)
    return ask(person, 'POST', `/v1/proposals/${id}/acts`, { version, manifestSha256, ...body })
  }
  return {
    ...test,
    setTime: (at) => {
      now = at
    },
    content,
    ask,
    draft,
    view,
    act,
    submitted: async (changes) => {
      const { id } = await draft(changes)
      const done = await act(staff.drafter, id, { type: 'submit' })
      if (done.status !== 200) throw new Error(JSON.stringify(done.body))
      return id
    },
  }
}
