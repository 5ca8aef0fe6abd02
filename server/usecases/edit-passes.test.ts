import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type Test, test } from 'tap'
import type { Editing, RevisionList } from '../contract/editing.ts'
import type { DesktopLink } from '../contract/desktop-link.ts'
import { createLog } from '../plugins/log.ts'
import { createSessionKeeper, hashOf } from './session-keeper.ts'
import type { Weighed } from '../domain/approval/commands.ts'
import type { AttachmentId, PersonId } from '../domain/ids.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { openApproval } from './approval-deps.ts'
import { endPass, findPass, makePass, openForPass } from './edit-passes.ts'
import { saveWhole } from './save-whole-file.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { finishSignIn, startSignIn } from './sign-in.ts'
import type { KeepRevisionDeps } from './keep-revision.ts'

type World = {
  readonly office: Office
  readonly deps: KeepRevisionDeps
  readonly id: string
  readonly attachment: AttachmentId
}

async function opened(t: Test): Promise<Omit<World, 'id' | 'attachment'>> {
  const office = await createOffice(t)
  const approval = openApproval(office.deps)
  t.teardown(approval.close)
  return { office, deps: { ...office.deps, ...approval } }
}

async function drafted(world: Omit<World, 'id' | 'attachment'>): Promise<World> {
  const { office } = world
  const { id } = await office.draft()
  const boundary = 'kessai-test'
  const answer = await office.inject(staff.drafter, {
    method: 'POST',
    url: `/v1/proposals/${id}/attachments`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="別表.txt"\r\n\r\n第1版\r\n--${boundary}--\r\n`,
  })
  return { ...world, id, attachment: answer.json<{ attachment: { id: AttachmentId } }>().attachment.id }
}

async function tokenOf({ deps, attachment: id }: World, by: string, weighed?: Weighed): Promise<string> {
  const more = weighed === undefined ? {} : { weighed }
  const made = await makePass(deps, { id, by: by as PersonId, way: 'webdav', ...more })
  if (!made.ok) throw new Error(made.error.code)
  return made.value.token
}

/** Opens the file by its secret; throws when it opens nothing. */
async function passOf({ deps }: World, token: string) {
  const pass = await findPass(deps, token, 'webdav')
  if (pass === undefined) throw new Error('it opens nothing')
  return pass
}

async function save(world: World, token: string, content: string | Buffer) {
  const given = Readable.from([Buffer.from(content)])
  return saveWhole(world.deps, { pass: await passOf(world, token), given })
}

const makings = async ({ office, attachment }: World) =>
  (await office.ask<RevisionList>(staff.drafter, 'GET', `/v1/attachments/${attachment}/revisions`)).body
    .revisions
const editing = async ({ office, id }: World, person: string = staff.drafter) =>
  (await office.ask<Editing>(person, 'GET', `/v1/proposals/${id}/editing`)).body
const minor: Weighed = { effect: 'minor', reason: '単価の誤り' }

test('編集用の鍵: one person opens and saves one file', async (t) => {
  const world = await opened(t)

  await t.test(
    'every save of another content is a revision by that person, and the secret is not stored',
    async (t) => {
      const file = await drafted(world)
      const token = await tokenOf(file, staff.drafter)
      t.match(token, /^[\w-]{43}$/, '256 bits')
      t.match(await save(file, token, '第2版'), { ok: true, value: { isNew: true } })
      t.match(await save(file, token, '第2版'), { ok: true, value: { isNew: false } }, 'the same again')
      t.match(await save(file, token, '第3版'), { ok: true })
      t.match(await makings(file), [
        { number: 3, how: 'webdav', fromNumber: 2, name: '幌平 美咲' },
        { number: 2, how: 'webdav', fromNumber: 1 },
        { number: 1, how: 'upload' },
      ])
      t.equal((await makings(file)).length, 3)
      const rows = await world.office.pool.query('select * from edit_pass')
      t.notMatch(JSON.stringify(rows.rows), token)
      t.equal(await findPass(world.deps, token, 'wopi'), undefined, 'for its own way only')
      t.equal(
        await findPass(world.deps, (token.startsWith('A') ? 'B' : 'A') + token.slice(1), 'webdav'),
        undefined,
      )
    },
  )

  await t.test('what would go over somebody else’s save is kept as 控え', async (t) => {
    const file = await drafted(world)
    const [slow, fast] = [await tokenOf(file, staff.drafter), await tokenOf(file, staff.drafter)]
    t.match(await save(file, fast, '速い'), { ok: true })
    t.match(await save(file, slow, '遅い'), {
      ok: false,
      error: { code: 'edit_conflict', because: 'saved_meanwhile', copyId: String },
    })
    t.equal((await makings(file)).length, 2)
    t.match((await editing(file)).copies, [{ name: '別表.txt' }])
    const read = await openForPass(world.deps, await passOf(file, slow))
    if (read.ok) await text(await read.value.open())
    t.match(await save(file, slow, '読み直した'), { ok: true }, 'what was read anew goes on top')
  })

  await t.test(
    'a pass that is ended while its program saves: what was sent is kept all the same',
    async (t) => {
      const file = await drafted(world)
      const [slow, fast] = [await tokenOf(file, staff.drafter), await tokenOf(file, staff.drafter)]
      const pass = await passOf(file, slow)
      async function* given() {
        yield Buffer.from('遅い')
        await save(file, fast, '速い')
        await endPass(world.deps, { id: pass.id, by: pass.person })
      }
      const error = { code: 'edit_conflict', copyId: String }
      t.match(await saveWhole(world.deps, { pass, given: given() }), { ok: false, error })
      t.match((await editing(file)).copies, [{ name: '別表.txt' }])
    },
  )

  await t.test('it stays the kind of file it was, and empty it is not', async (t) => {
    const file = await drafted(world)
    const token = await tokenOf(file, staff.drafter)
    const refused = await save(file, token, Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'))
    t.match(refused, { ok: false, error: { code: 'kind_changed', was: 'text', became: 'pdf' } })
    t.match(await save(file, token, ''), { ok: false, error: { code: 'empty_file' } })
    t.same((await editing(file)).copies, [])
    t.equal((await makings(file)).length, 1)
  })

  await t.test('one that was made for reading saves nothing', async (t) => {
    const file = await drafted(world)
    const made = await makePass(world.deps, {
      ...{ id: file.attachment, by: staff.drafter as PersonId, way: 'webdav', mayWrite: false },
    })
    const token = made.ok ? made.value.token : ''
    t.match(await passOf(file, token), { whyNotWrite: { code: 'pass_reads_only' } })
    t.match(await save(file, token, '第2版'), { ok: false, error: { code: 'pass_reads_only' } })
    t.same((await editing(file)).copies, [])
  })
})

test('編集用の鍵: asked anew at every use', async (t) => {
  const world = await opened(t)
  const { office, deps } = world

  await t.test(
    'R-23: on the way by whoever’s turn it is, weighed beforehand, an act for each save',
    async (t) => {
      const file = await drafted(world)
      const drafters = await tokenOf(file, staff.drafter)
      await office.act(staff.drafter, file.id, { type: 'submit' })
      t.match(await passOf(file, drafters), { whyNotWrite: { code: 'files_fixed' } })
      const late = await save(file, drafters, '提出のあと')
      t.match(late, { ok: false, error: { code: 'files_fixed', copyId: String } }, 'nothing is lost')
      t.match((await editing(file)).copies, [{ name: '別表.txt' }])
      const asked = { id: file.attachment, way: 'webdav' } as const
      const make = (by: string, more = {}) => makePass(deps, { ...asked, by: by as PersonId, ...more })
      t.match(await make(staff.stranger), { ok: false, error: { code: 'not_found' } })
      t.match(await make(staff.groupChief), { ok: false, error: { code: 'files_not_yours' } }, 'not weighed')
      t.match(await make(staff.sectionChief, { weighed: minor }), { ok: false }, 'not her turn')
      const token = await tokenOf(file, staff.groupChief, minor)
      t.match(await save(file, token, '第2版'), { ok: true })
      t.match(await save(file, token, '第3版'), { ok: true })
      const { history } = await office.view(staff.groupChief, file.id)
      t.match(history.slice(-2), [
        { type: 'revised', comment: '単価の誤り' },
        { type: 'revised', comment: '単価の誤り' },
      ])
      t.match((await makings(file))[0], { number: 3, how: 'webdav', name: '行啓 武', reason: '単価の誤り' })
      await office.act(staff.groupChief, file.id, { type: 'approve' })
      t.ok((await passOf(file, token)).whyNotWrite, 'the turn is over')
      t.match(await save(file, token, '第4版'), { ok: false })
      t.equal((await makings(file)).length, 3)
    },
  )

  await t.test('変更の軽重: after a major save the turn is with those whose acts fell', async (t) => {
    const file = await drafted(world)
    await office.act(staff.drafter, file.id, { type: 'submit' })
    await office.act(staff.groupChief, file.id, { type: 'approve' })
    const token = await tokenOf(file, staff.sectionChief, { effect: 'major', reason: '単価の誤り' })
    t.match(await save(file, token, '第2版'), { ok: true })
    t.match(await save(file, token, '第3版'), { ok: false, error: { copyId: String } })
    t.match((await editing(file, staff.sectionChief)).copies, [{ name: '別表.txt' }])
  })

  await t.test('差戻し ends the editing of the one who had the turn', async (t) => {
    const file = await drafted(world)
    await office.act(staff.drafter, file.id, { type: 'submit' })
    const token = await tokenOf(file, staff.groupChief, minor)
    await office.act(staff.groupChief, file.id, { type: 'return', reason: '直してください' })
    t.ok((await passOf(file, token)).whyNotWrite)
    const own = await tokenOf(file, staff.drafter)
    t.match(await save(file, own, '第2版'), { ok: true }, 'the drafter goes on')
  })

  await t.test('who may not read the case any more opens nothing', async (t) => {
    const file = await drafted(world)
    await office.act(staff.drafter, file.id, { type: 'submit' })
    const token = await tokenOf(file, staff.groupChief, minor)
    await office.db
      .updateTable('appointment')
      .set({ to_on: '2026-05-10' })
      .where('person_id', '=', staff.groupChief)
      .execute()
    await office.db
      .updateTable('organisation_version')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .execute()
    t.equal(await findPass(deps, token, 'webdav'), undefined)
  })
})

test('編集用の鍵: when it ends', async (t) => {
  const world = await opened(t)
  const { office, deps } = world

  await t.test('two hours without use, ten hours in all', async (t) => {
    const file = await drafted(world)
    const token = await tokenOf(file, staff.drafter)
    const at = async (time: string) => {
      office.setTime(`2026-05-11T${time}:00.000Z`)
      return (await findPass(deps, token, 'webdav')) !== undefined
    }
    t.equal(await at('03:19'), true)
    t.equal(await at('05:18'), true, 'each use renews it')
    t.same([await at('07:00'), await at('08:45'), await at('10:30')], [true, true, true])
    t.equal(await at('11:19'), true)
    t.equal(await at('11:20'), false, 'ten hours')
    const idle = await tokenOf(file, staff.drafter)
    office.setTime('2026-05-11T13:20:00.000Z')
    t.equal(await findPass(deps, idle, 'webdav'), undefined)
  })

  await t.test('by its person, and by signing out where it was made', async (t) => {
    office.setTime('2026-05-12T01:00:00.000Z')
    const file = await drafted(world)
    const by = staff.drafter as PersonId
    const sessions = createSessionKeeper({ db: office.db, now: deps.now })
    const session = await office.db
      .transaction()
      .execute((trx) => sessions.open(trx, { person: by, idToken: 'x' }))
    const made = await makePass(deps, { id: file.attachment, by, way: 'webdav', session })
    const [inSession, other] = [made.ok ? made.value.token : '', await tokenOf(file, staff.drafter)]
    await sessions.end(session)
    t.equal(await findPass(deps, inSession, 'webdav'), undefined)
    const [own] = (await editing(file)).passes
    t.match(own, { attachmentId: file.attachment, way: 'webdav' })
    await endPass(deps, { id: own?.id ?? '', by: staff.groupChief as PersonId })
    t.ok(await findPass(deps, other, 'webdav'), 'nobody else’s')
    await endPass(deps, { id: own?.id ?? '', by })
    t.equal(await findPass(deps, other, 'webdav'), undefined)
    t.same((await editing(file)).passes, [])
  })
})

test('編集用の鍵: what ends with the account, and with nobody who is signed in', async (t) => {
  const { office, deps } = await opened(t)
  const sessions = createSessionKeeper({ db: office.db, now: deps.now })
  const by = staff.drafter as PersonId
  const file = await drafted({ office, deps })
  const atProvider = { issuer: 'https://id.example', subject: 'drafter', sid: 'browser' }
  const open = async () => {
    const session = await office.db
      .transaction()
      .execute((trx) => sessions.open(trx, { person: by, idToken: 'x', at: atProvider }))
    const made = await makePass(deps, { id: file.attachment, by, way: 'webdav', session })
    return { session, token: made.ok ? made.value.token : '' }
  }
  const end = (...asked: Parameters<typeof sessions.endIn> extends [unknown, ...infer Rest] ? Rest : never) =>
    office.db.transaction().execute((trx) => sessions.endIn(trx, ...asked))

  await t.test(
    'the browser is closed: two hours after its session, however much the program saves',
    async (t) => {
      office.setTime('2026-05-13T01:00:00.000Z')
      const { token } = await open()
      for (const at of ['02:30', '03:30', '03:59']) {
        office.setTime(`2026-05-13T${at}:00.000Z`)
        await sessions.sweep()
        t.match(await save(file, token, at), { ok: true }, at)
      }
      office.setTime('2026-05-13T04:01:00.000Z')
      t.equal(await findPass(deps, token, 'webdav'), undefined)
      const again = await open()
      t.ok(await findPass(deps, token, 'webdav'), 'signed in again, the same program goes on')
      await sessions.end(again.session)
    },
  )

  await t.test(
    'the account was shut: in whichever session it was found, and of one that ran out',
    async (t) => {
      office.setTime('2026-05-14T01:00:00.000Z')
      const first = await open()
      const second = await open()
      await end({ idHash: hashOf(second.session) }, 'provider_refused')
      t.equal(await findPass(deps, first.token, 'webdav'), undefined)
      const { token } = await open()
      office.setTime('2026-05-14T02:30:00.000Z')
      t.ok(await findPass(deps, token, 'webdav'))
      const ended = await end({ issuer: atProvider.issuer, subject: atProvider.subject }, 'provider_ended')
      t.same(ended, [], 'no session that was alive')
      t.equal(await findPass(deps, token, 'webdav'), undefined)
    },
  )
})

test('編集用の鍵: signing in again in the same browser', async (t) => {
  const world = await opened(t)
  const { office, deps } = world
  const sessions = createSessionKeeper({ db: office.db, now: deps.now })
  let state = ''
  /** Goes the whole way over a provider that says it is that person. */
  const signIn = async (login: string, oldSession: string | undefined) => {
    const identity: IdentityProvider = {
      start: async (checks) => {
        state = checks.state
        return new URL('https://id.example/')
      },
      finish: async () => ({ issuer: 'https://id.example', subject: login, login, idToken: 'x' }),
      renew: async () => ({ refreshToken: 'x', forMs: 300_000 }),
      readLogoutToken: async () => {
        throw new Error('nobody sends one')
      },
      tokenEndpoint: async () => undefined,
      signOut: async () => undefined,
    }
    const signInDeps = { ...deps, db: office.db, identity, sessions }
    await startSignIn(signInDeps, { binding: 'b', returnTo: '/' })
    const callback = new URL(`https://kessai.example/auth/callback?state=${state}`)
    const done = await finishSignIn(signInDeps, { binding: 'b', callback, oldSession })
    if (!done.ok) return done.error.code
    return 'again' in done.value ? 'again' : done.value.sessionId
  }
  const by = staff.drafter as PersonId
  const file = await drafted(world)
  const tokenIn = async (session: string) => {
    const made = await makePass(deps, { id: file.attachment, by, way: 'webdav', session })
    return made.ok ? made.value.token : ''
  }

  await t.test('by the same person: the program saves on, until that person signs out', async (t) => {
    const first = await signIn(staff.drafter, undefined)
    const token = await tokenIn(first)
    office.setTime('2026-05-11T02:40:00.000Z')
    const second = await signIn(staff.drafter, first)
    t.equal(await sessions.whoHas(first), undefined)
    t.match(await save(file, token, '第2版'), { ok: true })
    const third = await signIn(staff.drafter, second)
    t.match(await save(file, token, '第3版'), { ok: true })
    await sessions.end(third)
    t.equal(await findPass(deps, token, 'webdav'), undefined)
  })

  await t.test('by somebody else, or by nobody who is known: it ends', async (t) => {
    for (const login of [staff.groupChief, 'nobody']) {
      const first = await signIn(staff.drafter, undefined)
      const token = await tokenIn(first)
      t.ok(await findPass(deps, token, 'webdav'))
      await signIn(login, first)
      t.equal(await findPass(deps, token, 'webdav'), undefined, login)
      t.equal(await sessions.whoHas(first), undefined)
    }
  })
})

test('デスクトップで開く: an address for one file', async (t) => {
  const { office, ...world } = await opened(t)
  const file = await drafted({ office, ...world })
  const url = `/v1/attachments/${file.attachment}/desktop-link`
  const link = await office.ask<DesktopLink>(staff.drafter, 'POST', url, {})
  t.match(link, { status: 201, body: { openWith: null, expiresAt: '2026-05-11T03:20:00.000Z' } })
  t.match(link.body.url, /\/dav\/[\w-]{43}\/%E5%88%A5%E8%A1%A8\.txt$/)
  t.match(await office.ask(staff.stranger, 'POST', url, {}), { status: 404 })
  t.match(await office.ask(staff.drafter, 'POST', url, { effect: 'minor' }), { status: 400 }, 'half of it')
  const [, token = ''] = /\/dav\/([^/]+)/.exec(link.body.url) ?? []
  t.ok(await findPass(file.deps, token, 'webdav'))
  await office.inject(staff.drafter, { method: 'DELETE', url: `/v1/edit-passes/${link.body.id}` })
  t.equal(await findPass(file.deps, token, 'webdav'), undefined)

  const lines: string[] = []
  createLog('app', (line) => lines.push(line)).info({
    req: { method: 'PUT', url: new URL(link.body.url).pathname },
  })
  t.match(lines.join(''), '/dav/')
  t.notMatch(lines.join(''), token, 'the log knows no secret')
})
