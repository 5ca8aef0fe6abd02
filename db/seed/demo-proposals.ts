import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { type App, type AppDeps, buildApp } from '../../server/app.ts'
import type { ActBody } from '../../server/contract/acts.ts'
import type { Reference } from '../../server/contract/organisation.ts'
import type { ProposalContent, ProposalView } from '../../server/contract/proposals.ts'
import type { Instant, LocalDate, PersonId } from '../../server/domain/ids.ts'
import { projectFile } from '../../server/project-root.ts'
import { demoKeys } from '../../server/store/demo-keys.ts'
import { type PlannedMoment, boundary, momentOf, multipart, workingDay } from './demo-moments.ts'
import { type SampleType, sampleFile } from './sample-files/index.ts'

/** What an act says besides its type, under the names the API has for it. */
const words = ['comment', 'reason', 'opinion', 'condition', 'acting', 'paperChecked', 'people', 'note', 'place', 'kind'] as const // prettier-ignore
type PlannedAct = PlannedMoment & {
  readonly by: string
  readonly do: Exclude<ActBody['type'], 'submit'> | 'replace'
  /** Of `replace`: which attachment gets another content, from 1. */
  readonly file?: number
} & { readonly [Word in (typeof words)[number]]?: unknown }
type PlannedProposal = {
  readonly key: string
  /** The status it has in the end. */
  readonly ends: ProposalView['status']
  readonly drafter: string
  readonly title: string
  readonly authority: string
  readonly amountYen?: number
  readonly flags: readonly string[]
  readonly concurringUnits: readonly string[]
  readonly folder: string
  readonly disclosure: ProposalContent['disclosure']
  readonly urgent: boolean
  readonly urgentReason?: string
  readonly dueDay?: number
  readonly secrecy?: string
  /** 時限秘 ends at 17:00 of that working day. */
  readonly secretUntilDay?: number
  readonly accessList?: readonly string[]
  readonly paper?: NonNullable<ProposalContent['paper']>
  readonly body: string
  readonly attachments: readonly {
    readonly name: string
    readonly type: SampleType
    readonly pages: number
    readonly gist: string
  }[]
  readonly submitted: PlannedMoment | null
  readonly acts: readonly PlannedAct[]
}

/**
 * Plays the living proposals of the example prefecture through the public API, each act at its own date, so that the
 * demo holds proposals in every state and nothing in it is made in another way than by people. Those that are there
 * already, be it half made, are left as they are. Throws at the first act the rules refuse and at the first
 * proposal that does not end as planned.
 */
export async function makeDemoProposals(
  deps: AppDeps,
  today: LocalDate,
  options: {
    readonly onProgress?: (done: number, all: number) => void
    /** Gives up between two requests; what has been made by then stays. */
    readonly signal?: AbortSignal
  } = {},
): Promise<void> {
  const plan = await readPlan()
  options.onProgress?.(0, plan.length)
  let clock = deps.now()
  const app = await buildApp({
    ...deps,
    log: false,
    now: () => clock,
    authenticate: async (request) => request.headers['x-demo-person'] as PersonId | undefined,
  })
  try {
    const made = new Set(await demoKeys(deps.pool))
    for (const [index, planned] of plan.entries()) {
      const key = `demo-${index + 1}-of-${plan.length}`
      if (made.has(key)) continue
      await play(app, planned, key, today, (at) => {
        options.signal?.throwIfAborted()
        clock = at
      })
      options.onProgress?.(index + 1, plan.length)
    }
  } finally {
    await app.close()
  }
}

/** Acts of people on the way; those that end a matter must be possible. */
const mayFallAway = new Set<string>(['approve', 'examine', 'concur'] satisfies PlannedAct['do'][])

async function readPlan(): Promise<readonly PlannedProposal[]> {
  const text = await readFile(projectFile('db/seed/demo-proposals.yaml'), 'utf8')
  return (parse(text) as { proposals: PlannedProposal[] }).proposals
}

async function play(
  app: App,
  planned: PlannedProposal,
  key: string,
  today: LocalDate,
  setClock: (at: Instant) => void,
): Promise<void> {
  const ask = async <Answer>(
    person: string,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url,
      headers: { 'x-demo-person': person, ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    if (answer.statusCode >= 300)
      throw new Error(
        `demo ${planned.key}: ${method} ${url} by ${person}: ${answer.statusCode} ${answer.body}`,
      )
    return answer.json()
  }
  setClock(momentOf(today, planned.submitted ?? { day: -1, time: '16:00' }))
  const reference = await ask<Reference>(planned.drafter, 'GET', '/v1/reference')
  const { id } = await ask<ProposalView>(
    planned.drafter,
    'POST',
    '/v1/proposals',
    { content: contentOf(planned, today, reference) },
    { 'idempotency-key': key },
  )
  for (const file of planned.attachments) {
    await send(app, planned, planned.drafter, `/v1/proposals/${id}/attachments`, file, '')
  }
  if (planned.submitted === null) return
  const act = async (person: string, type: string, words: object) => {
    const seen = await ask<ProposalView>(person, 'GET', `/v1/proposals/${id}`)
    // Who holds what depends on the day the demo is made: a step may fall away because its holder also decides.
    if (mayFallAway.has(type) && !seen.allowed.some((it) => it === type)) return
    const { version, manifestSha256 } = seen
    await ask(person, 'POST', `/v1/proposals/${id}/acts`, { type, ...words, version, manifestSha256 })
  }
  await act(planned.drafter, 'submit', {})
  for (const step of planned.acts) {
    setClock(momentOf(today, step))
    if (step.do === 'replace') {
      const { attachments } = await ask<ProposalView>(step.by, 'GET', `/v1/proposals/${id}`)
      const file = planned.attachments[(step.file ?? 1) - 1]
      const url = `/v1/attachments/${attachments[(step.file ?? 1) - 1]?.id}/revisions`
      if (file !== undefined) await send(app, planned, step.by, url, file, '(改訂)')
      continue
    }
    await act(step.by, step.do, {
      ...(step.do === 'concur' ? { opinion: 'agree' } : {}),
      ...Object.fromEntries(words.flatMap((it) => (step[it] === undefined ? [] : [[it, step[it]]]))),
      ...(step.do === 'circulate' ? { kind: 'circulate' } : {}),
    })
  }
  const { status } = await ask<ProposalView>(planned.drafter, 'GET', `/v1/proposals/${id}`)
  if (status !== planned.ends) throw new Error(`demo ${planned.key} ends ${status}, not ${planned.ends}`)
}

/** Makes a file and sends it; `edition` stands after what it is about. */
async function send(
  app: App,
  planned: PlannedProposal,
  person: string,
  url: string,
  file: PlannedProposal['attachments'][number],
  edition: string,
): Promise<void> {
  const title = file.name.replace(/\.[a-z]+$/, '')
  const bytes = await sampleFile(file.type, title, `${file.gist}${edition}`, file.pages)
  const answer = await app.inject({
    method: 'POST',
    url,
    headers: { 'x-demo-person': person, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: multipart(file.name, bytes),
  })
  if (answer.statusCode >= 300)
    throw new Error(`demo ${planned.key}: ${file.name}: ${answer.statusCode} ${answer.body}`)
}

/** A 公開区分 whose 時限 is that of the plan, in the first year in which it is not over. */
function stillTimed(planned: ProposalContent['disclosure'], today: LocalDate): ProposalContent['disclosure'] {
  const { until } = planned
  if (until === undefined || until >= today) return planned
  const year = Number(today.slice(0, 4))
  const days = [year, year + 1].map((it) => `${it}${until.slice(4)}`)
  return { ...planned, until: days.find((it) => it >= today) ?? until }
}

function contentOf(planned: PlannedProposal, today: LocalDate, reference: Reference): ProposalContent {
  const folder = reference.folders.find((it) => it.code === planned.folder)
  if (folder === undefined) throw new Error(`demo ${planned.key}: no 簿冊 ${planned.folder}`)
  return {
    title: planned.title,
    body: planned.body,
    authorityCode: planned.authority,
    ...(planned.amountYen === undefined ? {} : { amountYen: planned.amountYen }),
    flags: [...planned.flags],
    concurringUnits: [...planned.concurringUnits],
    folderId: folder.id,
    retentionCode: folder.retention,
    disclosure: stillTimed(planned.disclosure, today),
    secrecy: planned.secrecy ?? 'none',
    accessList: [...(planned.accessList ?? [])],
    ...(planned.secretUntilDay === undefined
      ? {}
      : { secretUntil: momentOf(today, { day: planned.secretUntilDay, time: '17:00' }) }),
    ...(planned.paper === undefined ? {} : { paper: planned.paper }),
    urgent: planned.urgent,
    urgentReason: planned.urgentReason ?? '',
    ...(planned.dueDay === undefined ? {} : { dueOn: workingDay(today, planned.dueDay) }),
  }
}
