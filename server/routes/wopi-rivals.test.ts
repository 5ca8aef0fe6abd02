import { Readable } from 'node:stream'
import { test } from 'tap'
import { staff } from '../testing/office.ts'
import { word, wordsOf } from '../testing/word-says.ts'
import { createWopiOffice } from '../testing/wopi-office.ts'

const auto = { 'x-cool-wopi-isautosave': 'true', 'x-cool-wopi-ismodifiedbyuser': 'true' }
const minor = { effect: 'minor', reason: '誤字を直しました。' }

test('WOPI: what was kept of somebody stays, whatever others do', async (t) => {
  const office = await createWopiOffice(t)
  /** What the 控え of a person say, oldest first. */
  const copies = async (person: string, id: string): Promise<string[]> => {
    const said = []
    for (const { id: copy } of (await office.editing(person, id)).copies)
      said.push(wordsOf((await office.inject(person, `/v1/copies/${copy}/content`)).rawPayload))
    return said
  }

  await t.test('a 控え of an editing that was taken over stays when the same session goes on', async (t) => {
    const { id, attachment } = await office.drafted()
    const client = await office.opened(staff.drafter, attachment)
    await client.lock('L')
    t.equal((await client.putFile(word('奪われた分'), 'L', auto)).status, 200)
    const other = await office.opened(staff.drafter, attachment, { takeOver: true })
    await other.lock('M')
    t.equal((await other.putFile(word('次の人'), 'M')).status, 200)
    await other.unlock('M')
    t.same(await copies(staff.drafter, id), ['奪われた分'])
    await client.getFile()
    t.equal((await client.lock('N')).status, 200)
    t.equal((await client.putFile(word('続き'), 'N', auto)).status, 200)
    await client.unlock('N')
    t.match(await office.newest(id), { number: 3, says: '続き' })
    t.same(await copies(staff.drafter, id), ['奪われた分'])
  })
})

test('WOPI: 重要 waits as 重要, whoever saves next', async (t) => {
  const office = await createWopiOffice(t)
  const major = { effect: 'major', reason: '金額を直しました。' }
  const revised = async (id: string) =>
    (await office.view(staff.drafter, id)).history
      .filter((it) => it.type === 'revised')
      .map((it) => it.comment)
  const underway = async (...approving: string[]): Promise<{ id: string; attachment: string }> => {
    const it = await office.drafted()
    await office.act(staff.drafter, it.id, { type: 'submit' })
    for (const person of approving) await office.act(person, it.id, { type: 'approve' })
    return it
  }

  await t.test('also when the same person opens it anew as 軽微, whose save is one of its own', async (t) => {
    const { id, attachment } = await underway()
    const first = await office.opened(staff.groupChief, attachment, major)
    await first.lock('L')
    t.equal((await first.putFile(word('重要'), 'L', auto)).status, 200)
    const again = await office.opened(staff.groupChief, attachment, minor)
    await again.lock('L')
    t.equal((await again.putFile(word('重要と軽微'), 'L')).status, 200)
    t.match(await office.newest(id), { number: 3, says: '重要と軽微' })
    t.same(await revised(id), [major.reason, minor.reason])
  })

  await t.test('also when the key of its writer is gone', async (t) => {
    const { id, attachment } = await underway(staff.groupChief, staff.sectionChief)
    const { body } = await office.openSession(staff.finance, attachment, major)
    const finance = office.client(attachment, body.accessToken)
    const personnel = await office.opened(staff.personnel, attachment, minor)
    await finance.lock('L')
    await personnel.lock('L')
    t.equal((await finance.putFile(word('財政'), 'L', auto)).status, 200)
    await office.inject(staff.finance, { method: 'DELETE', url: `/v1/edit-passes/${body.passId}` })
    await personnel.putFile(word('財政・人事'), 'L', auto)
    t.match(await office.newest(id), { number: 2, says: '財政' })
    t.same(await revised(id), [major.reason])
  })

  await t.test('what cannot be saved as 重要 any more is not saved as 軽微 either', async (t) => {
    const { id, attachment } = await underway(staff.groupChief, staff.sectionChief)
    const finance = await office.opened(staff.finance, attachment, major)
    const personnel = await office.opened(staff.personnel, attachment, minor)
    await finance.lock('L')
    await personnel.lock('L')
    await finance.putFile(word('財政'), 'L', auto)
    t.equal((await office.act(staff.finance, id, { type: 'concur', opinion: 'agree' })).status, 200)
    t.equal((await personnel.putFile(word('財政・人事'), 'L')).status, 404)
    t.equal((await personnel.putFile(word('財政・人事'), 'L', auto)).status, 404)
    t.match(await office.newest(id), { number: 1, says: '一' })
    await personnel.unlock('L')
    t.equal((await office.editing(staff.finance, id)).copies.length, 1)
    t.equal((await office.editing(staff.personnel, id)).copies.length, 1)
  })

  await t.test('what is saved by itself while a save arrives stays', async (t) => {
    const { id, attachment } = await office.drafted()
    const client = await office.opened(staff.drafter, attachment)
    await client.lock('L')
    let meanwhile: number | undefined
    const slow = client.with({
      async carry({ method, url, headers, body }) {
        async function* arriving(): AsyncGenerator<Uint8Array> {
          meanwhile = (await client.putFile(word('自動'), 'L', auto)).status
          yield Buffer.from(body ?? [])
        }
        const { pathname, search } = new URL(url)
        const answer = await office.app.inject({
          ...{ method, url: pathname + search, headers, payload: Readable.from(arriving()) },
        })
        return { status: answer.statusCode, header: () => undefined, body: answer.rawPayload }
      },
    })
    t.equal((await slow.putFile(word('保存'), 'L')).status, 200)
    t.equal(meanwhile, 200, 'it was told to be safe')
    t.match(await office.newest(id), { number: 2, says: '保存' })
    await client.unlock('L')
    const { copies } = await office.editing(staff.drafter, id)
    const kept = await office.inject(staff.drafter, `/v1/copies/${copies[0]?.id ?? ''}/content`)
    t.equal(wordsOf(kept.rawPayload), '自動')
  })
})

test('WOPI: two in one session', async (t) => {
  const office = await createWopiOffice(t)
  const together = async () => {
    const { id, attachment } = await office.drafted()
    await office.act(staff.drafter, id, { type: 'submit' })
    for (const person of [staff.groupChief, staff.sectionChief])
      await office.act(person, id, { type: 'approve' })
    const { body } = await office.openSession(staff.personnel, attachment, minor)
    const finance = await office.opened(staff.finance, attachment, minor)
    const personnel = office.client(attachment, body.accessToken)
    await finance.lock('L')
    await personnel.lock('L')
    const leave = () =>
      office.inject(staff.personnel, { method: 'DELETE', url: `/v1/edit-passes/${body.passId}` })
    return { id, finance, personnel, leave }
  }

  await t.test(
    'when one of them leaves, the lock goes on with the other, and ends with the last',
    async (t) => {
      const { id, finance, leave } = await together()
      await leave()
      t.equal((await office.editing(staff.drafter, id)).editing.length, 1, 'it is edited still')
      t.equal((await finance.putFile(word('財政'), 'L')).status, 200)
      t.match(await office.newest(id), { number: 2, says: '財政' })
      const [own] = (await office.editing(staff.finance, id)).passes
      await office.inject(staff.finance, { method: 'DELETE', url: `/v1/edit-passes/${own?.id}` })
      t.same((await office.editing(staff.drafter, id)).editing, [])
    },
  )

  await t.test('of two saves in the same moment nothing is lost', async (t) => {
    const { id, finance, personnel } = await together()
    const told = await Promise.all([finance.putFile(word('財政'), 'L'), personnel.putFile(word('人事'), 'L')])
    const kept = await Promise.all(
      [staff.finance, staff.personnel].map(async (it) => (await office.editing(it, id)).copies.length),
    )
    for (const [at, { status }] of told.entries()) t.equal(kept[at], status === 200 ? 0 : 1, `${status}`)
    const { number } = await office.newest(id)
    t.equal(number, 1 + told.filter((it) => it.status === 200).length)
    t.ok(number > 1)
  })
})
