import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { createAuth } from '../../adapters/identity/create-auth.ts'
import { createTokenVerifier } from '../../adapters/identity/token-verifier.ts'
import { createOfficeServer } from '../../adapters/office-server/office-server.ts'
import { type App, type AppDeps, buildApp } from '../../app.ts'
import type { ProposalContent, ProposalView } from '../../contract/proposals.ts'
import { applicationRoles } from '../../domain/applications/application.ts'
import type { Instant, PersonId } from '../../domain/ids.ts'
import { csrfTokenOf } from '../../usecases/session-keeper.ts'
import { type Office, createOffice } from '../office.ts'
import { freePort } from '../running-server.ts'
import { type TestOfficeServer, startOfficeServer } from '../office-server.ts'
import { type TestRealm, rolesClaim, startTestRealm } from '../test-realm.ts'
import { type Caller, callers, programOf, programs } from './callers.ts'
import { type Registered, registering } from './registered.ts'

export type Stage = {
  /** Sets things up: who asks is said by a header there. */
  readonly office: Office
  /** The application under test: sessions, CSRF, headers, office server and web client, as in production. */
  readonly app: App
  readonly routes: readonly Registered[]
  readonly officeServer: TestOfficeServer
  /** Where browsers and the office server reach it. */
  readonly publicUrl: string
  /** The headers that a page of ours sends for a caller, in the session of the test or in one of its own. */
  headersOf(caller: Caller): Readonly<Record<string, string>>
  newSession(caller: Caller): Promise<Readonly<Record<string, string>>>
  /** One request, as a page of ours sends it. */
  send(caller: Caller, request: InjectOptions): Promise<LightMyRequestResponse>
}

/** The build of a web client, as small as it can be. */
async function webClient(t: Test): Promise<string> {
  const dist = await mkdtemp(join(tmpdir(), 'kessai-rights-'))
  t.teardown(() => rm(dist, { recursive: true }))
  const files: Readonly<Record<string, string>> = {
    'web/index.html': '<!doctype html><html><head></head><body><div id="root"></div></body></html>',
    'web/.vite/manifest.json': JSON.stringify({ 'index.html': { file: 'assets/main-1.js' } }),
    'web/assets/main-1.js': 'export {}',
    'first-screen/first-screen.js': 'export const firstScreen = (it) => it.proposal.id',
    'first-screen/package.json': '{"type":"module"}',
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(dist, name, '..'), { recursive: true })
    await writeFile(join(dist, name), text)
  }
  return join(dist, 'web')
}

/** People of whom each is one kind of caller, and a second 課 in the 部 of the drafter. */
async function addPeople({ db }: Office): Promise<void> {
  await db
    .insertInto('unit')
    .values({ code: 'SHO', name: '商業課', kind: 'section', parent_code: 'KEI', symbol: '商業' })
    .execute()
  for (const [id, unit] of [
    [callers.section, 'KNK-1'],
    [callers.department, 'SHO'],
  ] as const) {
    const name = `${id}の人`
    await db.insertInto('person').values({ id, name, name_kana: 'シケン', login: id }).execute()
    const seat = { position_code: 'P-SHS', kind: 'primary', from_on: '2026-04-01' }
    await db
      .insertInto('appointment')
      .values({ person_id: id, unit_code: unit, ...seat })
      .execute()
  }
  await db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
}

/** What a program sends with every call; its token outlasts the test. */
async function programHeaders(realm: TestRealm, caller: Caller): Promise<Readonly<Record<string, string>>> {
  const { clientId, roles = applicationRoles, readsForDrafter } = programOf(caller) ?? { clientId: '' }
  const exp = Math.floor(Date.now() / 1000) + 3600
  const token = await realm.token({ azp: clientId, exp, ...rolesClaim(...roles) })
  return {
    authorization: `Bearer ${token}`,
    ...(readsForDrafter === true ? { 'kessai-officer': callers.drafter } : {}),
  }
}

/** What a program adds to a call that writes: for whom, under which key, and to what it saw. */
function headersOfCall({ method }: InjectOptions): Readonly<Record<string, string>> {
  if (method === undefined || ['GET', 'HEAD', 'OPTIONS'].includes(method)) return {}
  return { 'kessai-officer': callers.drafter, 'idempotency-key': randomUUID(), 'if-match': '*' }
}

/** A draft of the drafter that came through an application. */
async function draftOfMaker(
  office: Office,
  headers: Readonly<Record<string, string>>,
  changes?: Partial<ProposalContent>,
): Promise<ProposalView> {
  const made = await office.app.inject({
    ...{ method: 'POST', url: '/v1/proposals', payload: { content: office.content(changes) } },
    headers: { ...headers, 'kessai-officer': callers.drafter, 'idempotency-key': randomUUID() },
  })
  if (made.statusCode !== 201) throw new Error(made.body)
  return made.json()
}

/**
 * The whole application over the example prefecture, on 11 May 2026, with somebody of each kind signed in. The auditor has said
 * what for.
 */
export async function createStage(t: Test, more: Partial<AppDeps> = {}): Promise<Stage> {
  const realm = await startTestRealm(t)
  const verifier = { issuer: realm.issuer, now: () => new Date().toISOString() as Instant }
  const office = await createOffice(t, {
    tokens: createTokenVerifier(verifier),
    ...(more.live === undefined ? {} : { live: more.live }),
  })
  await addPeople(office)
  const officeServer = await startOfficeServer(t)
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const auth = createAuth({
    ...{ db: office.db, now: office.deps.now, organisation: office.deps.organisation, publicUrl },
    provider: { demo: { production: false, host: '127.0.0.1' } },
  })
  const folder = await webClient(t)
  const { built: app, routes } = await registering(() =>
    buildApp({
      ...office.deps,
      ...{ auth, authenticate: auth.authenticate, webClient: folder },
      security: { publicUrl: 'https://kessai.example', writesPerMinute: 0 },
      office: {
        ...{ seesUsAt: publicUrl, publicUrl },
        server: createOfficeServer({
          origin: officeServer.origin,
          now: office.deps.now,
          onFailure(error) {
            throw error
          },
        }),
      },
      ...more,
    }),
  )
  t.teardown(() => app.close())
  // The embedded sign-in is asked over the network, as a Keycloak is.
  await app.listen({ port, host: '127.0.0.1' })
  const openSession = (caller: Caller): Promise<string> =>
    office.db
      .transaction()
      .execute((trx) =>
        auth.sessions.open(trx, { person: callers[caller as keyof typeof callers] as PersonId, idToken: '' }),
      )
  const fromUs = { host: new URL(publicUrl).host, 'sec-fetch-site': 'same-origin' }
  const headersIn = (session: string) => ({
    ...fromUs,
    cookie: `kessai=${session}`,
    'x-csrf-token': csrfTokenOf(session),
  })
  const headers = new Map<Caller, Readonly<Record<string, string>>>([['nobody', fromUs]])
  for (const caller of Object.keys(callers) as Caller[])
    headers.set(caller, headersIn(await openSession(caller)))
  for (const caller of Object.keys(programs) as Caller[])
    headers.set(caller, { host: fromUs.host, ...(await programHeaders(realm, caller)) })
  const headersOf: Stage['headersOf'] = (caller) => headers.get(caller) ?? fromUs
  const send: Stage['send'] = (caller, request) => {
    const ofProgram = programOf(caller) === undefined ? {} : headersOfCall(request)
    return app.inject({ ...request, headers: { ...headersOf(caller), ...ofProgram, ...request.headers } })
  }
  const stated = await send('auditor', {
    ...{ method: 'PUT', url: '/v1/reading-purpose' },
    payload: { purpose: '定期監査' },
  })
  if (stated.statusCode !== 200) throw new Error(stated.body)
  return {
    ...{ app, routes, officeServer, publicUrl, headersOf, send },
    office: { ...office, draft: (changes) => draftOfMaker(office, headersOf('maker'), changes) },
    newSession: async (caller) =>
      caller in callers ? headersIn(await openSession(caller)) : headersOf(caller),
  }
}
