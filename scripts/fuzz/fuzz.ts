import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createTokenVerifier } from '../../server/adapters/identity/token-verifier.ts'
import type { Instant } from '../../server/domain/ids.ts'
import { projectFile } from '../../server/project-root.ts'
import type { Caller } from '../../server/testing/rights/callers.ts'
import { makeCase } from '../../server/testing/rights/cases.ts'
import { createStage } from '../../server/testing/rights/stage.ts'
import { startTestRealm } from '../../server/testing/test-realm.ts'
import { applicationOf } from './application.ts'
import {
  type Description,
  type Samples,
  guardedOf,
  makeSamples,
  operationsOf,
  reserveOf,
  whoMay,
} from './plan.ts'
import { fetchSchemathesis, runSchemathesis } from './schemathesis.ts'

type Teardown = { teardown(fn: () => unknown): void }
/** One request that was answered. */
export type Answered = {
  readonly sender: string
  readonly operation: string
  /** Not that of the operation when the address was tried with another. */
  readonly method: string
  readonly status: number
  readonly mode: 'positive' | 'negative'
}
export type Fuzzed = {
  readonly answered: readonly Answered[]
  /** What schemathesis found, in its words; empty when nothing. */
  readonly faults: readonly string[]
}

const description = projectFile('docs/api/openapi.json')
/** Ends the session it is called in: it is called last, in a session of its own. */
const last = 'POST /v1/sign-ins/end'
/** Never ends: the tests of live updates listen to it. */
const endless = 'GET /v1/stream'

/**
 * Sends what docs/api/openapi.json allows, and what it does not, to the whole application over a database of its own with the
 * example prefecture: everybody sends what the table of rights lets them, and an application with a token what is open to it.
 */
export async function fuzz(
  t: Teardown,
  options: {
    readonly seed: number
    readonly examples: number
    readonly phases: string
    /** Absent: every operation. */
    readonly only?: (label: string) => boolean
    /** How many kinds of people send each operation; 2 unless it says otherwise. */
    readonly senders?: 1 | 2
    readonly tell?: (line: string) => void
  },
): Promise<Fuzzed> {
  await fetchSchemathesis()
  const folder = await mkdtemp(join(tmpdir(), 'kessai-fuzz-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const described = JSON.parse(await readFile(description, 'utf8')) as Description
  const realm = await startTestRealm(t)
  const now = (): Instant => new Date().toISOString() as Instant
  const stage = await createStage(t as never, {
    tokens: createTokenVerifier({ issuer: realm.issuer, now }),
    security: { publicUrl: 'https://kessai.example', writesPerMinute: 0 },
    applicationCallsPerMinute: 0,
    log: pino({ level: 'error' }, pino.destination({ dest: join(folder, 'server.log'), sync: true })),
  })
  const guarded = await guardedOf(stage)
  const may = whoMay()
  const caseFor = reserveOf((kind) => makeCase(stage.office, kind))
  const wanted = operationsOf(described)
    .map((it) => it.label)
    .filter((it) => it !== endless && (options.only?.(it) ?? true))
  const answered: Answered[] = []
  const faults: string[] = []

  async function send(
    sender: string,
    it: {
      readonly operations: readonly string[]
      readonly samples: Samples
      readonly headers: Readonly<Record<string, string>>
      readonly secrets: Readonly<Record<string, string>>
      readonly more: Readonly<Record<string, string>>
    },
  ): Promise<void> {
    if (it.operations.length === 0) return
    const counts = join(folder, `${sender}.counts`)
    const plan = join(folder, `${sender}.json`)
    const url = stage.publicUrl
    const { samples, headers } = it
    const keyed = sender === 'application'
    await writeFile(
      plan,
      JSON.stringify({ url, samples, headers, guarded, counts, keyed, seed: options.seed }),
    )
    const { code, said } = await runSchemathesis({
      ...{ url, description, folder, plan, operations: it.operations, secrets: it.secrets },
      ...{ headers: it.more, examples: options.examples, phases: options.phases, seed: options.seed },
    })
    const lines = (await readFile(counts, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
    for (const line of lines) {
      const [operation, status, mode, method] = JSON.parse(line) as readonly [
        ...[string, number, Answered['mode'], string],
      ]
      answered.push({ sender, operation, status, mode, method })
    }
    if (code !== 0) faults.push(`as ${sender}:\n${said}`)
    options.tell?.(`${sender}: ${it.operations.length} operations, ${lines.length} requests, code ${code}`)
  }

  async function sendingAs(
    caller: Caller,
    operations: readonly string[],
    sender: string = caller,
  ): Promise<() => Promise<void>> {
    const headers = await stage.newSession(caller)
    const { cookie = '', 'x-csrf-token': csrf = '', ...more } = headers
    const samples = await makeSamples(stage, described, {
      ...{ caller, caseFor, may: (label: string) => operations.includes(label) },
    })
    const secrets = { session: cookie.replace('kessai=', ''), csrf }
    return () => send(sender, { operations, headers, more, secrets, samples })
  }

  const of = (caller: Caller) =>
    wanted.filter(
      (it) =>
        it !== last &&
        may
          .get(it)
          ?.slice(0, options.senders ?? 2)
          .includes(caller) === true,
    )
  const people = ['drafter', 'seat', 'section', 'records', 'auditor', 'administrator'] as const
  // One after the other until everybody has their cases, and then side by side.
  const runs: (() => Promise<void>)[] = []
  const application = await applicationOf(stage, realm, described)
  const open = wanted.filter((it) => application.may(it))
  const samples = await application.samples((label) => open.includes(label))
  runs.push(() =>
    send('application', {
      ...{ operations: open, headers: application.headers, more: application.more, samples },
      secrets: { application: application.token },
    }),
  )
  for (const caller of people) runs.push(await sendingAs(caller, of(caller)))
  await sideBySide(runs)
  await (
    await sendingAs(
      'section',
      wanted.filter((it) => it === last),
      'leaving',
    )
  )()
  const log = await readFile(join(folder, 'server.log'), 'utf8')
  if (log !== '') faults.push(`the server said:\n${log}`)
  return { answered, faults }
}

/** How many programs of schemathesis run at a time. */
const atOnce = 3

async function sideBySide(runs: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...runs]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let run = left.shift(); run !== undefined; run = left.shift()) await run()
    }),
  )
}
