import { setTimeout } from 'node:timers/promises'
import { type Test, test } from 'tap'
import { buildApp } from '../app.ts'
import type { Problem } from '../contract/common.ts'
import type { FolderView } from '../contract/folders.ts'
import type { Reference } from '../contract/organisation.ts'
import { archivist, expiring, keeper } from '../testing/expiring.ts'
import { createOffice, staff } from '../testing/office.ts'

/** What a submission sends: what its drafter is looking at. */
type Shown = { readonly version: number; readonly manifestSha256: string }

/** An office whose two processes share one database, and the 簿冊 in it. */
async function twoProcesses(t: Test) {
  const office = await createOffice(t)
  const other = await buildApp(office.deps)
  t.teardown(() => other.close())
  const at = (process: number) => async (person: string, url: string, payload: object) => {
    const app = process % 2 === 0 ? office.app : other
    const answer = await app.inject({ method: 'POST', url, headers: { 'x-test-person': person }, payload })
    return { status: answer.statusCode, body: answer.json<Problem>() }
  }
  const submit = (
    process: number,
    id: string,
    { version, manifestSha256 }: Shown,
    body: object = { type: 'submit' },
  ) => at(process)(keeper, `/v1/proposals/${id}/acts`, { ...body, version, manifestSha256 })
  const actOn = async (process: number, folder: string, body: object, by: string = staff.recordsManager) => {
    const { body: view } = await office.ask<FolderView>(by, 'GET', `/v1/folders/${folder}`)
    return () => at(process)(by, `/v1/folders/${folder}/acts`, { version: view.version, ...body })
  }
  const open = async (name: string, retention = 'R01') => {
    const { body } = await office.ask<FolderView>(keeper, 'POST', '/v1/folders', {
      ...{ fiscalYear: 2026, classification: '512', name, retention, disposition: 'destroy', owner: 'KNK' },
    })
    return body.id
  }
  /** Where cases are filed now, by the 簿冊. */
  const filed = async () => {
    const rows = await office.db
      .selectFrom('proposal')
      .select(['id', 'status', 'content', 'refiled_to'])
      .where('status', '<>', 'draft')
      .execute()
    return new Map(
      rows.map((it) => [it.id, it.refiled_to ?? (it.content as { folderId: string }).folderId] as const),
    )
  }
  return { office, at, submit, actOn, open, filed }
}

const reason = '一つにまとめる'

test('a case submitted while its 簿冊 is merged is in the one that is left, or refused; nobody waits for each other', async (t) => {
  const { office, submit, actOn, open, filed } = await twoProcesses(t)
  const outcomes = new Set<number>()
  const rounds = 8
  for (let round = 0; round < rounds; round += 1) {
    const [from, to] = [await open(`前${round}`), await open(`後${round}`)]
    const drafted = { concurringUnits: [], folderId: from, retentionCode: 'R01' }
    const returned = await office.submitted(drafted)
    const back = await office.act(staff.groupChief, returned, { type: 'return', reason: '直すこと' })
    t.equal(back.status, 200)
    const draft = await office.draft(drafted)
    const again = await office.view(keeper, returned)
    const merge = await actOn(round, from, { type: 'merge', to, reason })
    // From long before the two to long after them.
    const leadMs = (round - rounds / 2) * 20
    const [merged, first, second] = await Promise.all([
      setTimeout(Math.max(0, -leadMs)).then(merge),
      setTimeout(Math.max(0, leadMs)).then(() => submit(round + 1, draft.id, draft)),
      setTimeout(Math.max(0, leadMs)).then(() =>
        submit(round + 1, returned, again, { type: 'resubmit', mode: 'restart' }),
      ),
    ])
    t.equal(merged.status, 200, JSON.stringify(merged.body))
    for (const it of [first, second]) {
      t.ok([200, 409, 422].includes(it.status), JSON.stringify(it.body))
      outcomes.add(it.status)
    }
    const where = await filed()
    t.equal(where.get(returned), to, 'what was there went along')
    t.equal(where.get(draft.id), first.status === 200 ? to : undefined)
  }
  t.ok(
    outcomes.has(200) && outcomes.size > 1,
    `a race that always goes the same way is none: ${[...outcomes].join()}`,
  )
})

test('再提出: a case that comes again unchanged stays in its 簿冊, be that merged since or of the 年度 before', async (t) => {
  const { office, submit, actOn, open, filed } = await twoProcesses(t)
  const [from, to] = [await open('前'), await open('後')]
  const matter = { authorityCode: 'E01', concurringUnits: [], retentionCode: 'R01' }
  const [merged, carried] = [
    await office.submitted({ ...matter, folderId: from }),
    await office.submitted({ ...matter, folderId: to }),
  ]
  for (const id of [merged, carried])
    t.equal((await office.act(staff.groupChief, id, { type: 'return', reason: '直すこと' })).status, 200)
  t.equal((await (await actOn(0, from, { type: 'merge', to, reason }))()).status, 200)
  const again = async (id: string) =>
    submit(0, id, await office.view(keeper, id), { type: 'resubmit', mode: 'resume' })
  const first = await again(merged)
  t.equal(first.status, 200, JSON.stringify(first.body))
  const draft = await office.draft({ ...matter, folderId: to })
  office.setTime('2027-04-02T01:20:00.000Z')
  const second = await again(carried)
  t.equal(second.status, 200, JSON.stringify(second.body))
  t.same(await filed(), new Map([merged, carried].map((id) => [id, to])), 'where they were')
  t.match(
    await submit(0, draft.id, draft),
    { status: 422, body: { code: 'incomplete' } },
    'what is drafted anew goes into one of this 年度',
  )
})

test('nothing is filed in a 簿冊 that was judged, and it is not offered', async (t) => {
  const { office, submit, open } = await twoProcesses(t)
  const { act } = expiring(office)
  const folder = await open('1年未満の簿冊', 'R00')
  const offered = async () =>
    (await office.ask<Reference>(keeper, 'GET', '/v1/reference')).body.folders.map((it) => it.id)
  const draft = await office.draft({ concurringUnits: [], folderId: folder, retentionCode: 'R01' })
  t.ok((await offered()).includes(folder))
  const { body: view } = await office.ask<FolderView>(keeper, 'GET', `/v1/folders/${folder}`)
  const ended = await office.ask(keeper, 'POST', `/v1/folders/${folder}/acts`, {
    ...{ type: 'end_use', version: view.version, on: '2026-05-10', reason: '用が済んだため' },
  })
  t.equal(ended.status, 200)
  office.setTime('2026-05-11T03:00:00.000Z')
  const appraised = await act([folder], { type: 'appraise', outcome: 'destroy', reason: '定型' }, archivist)
  t.equal(appraised.status, 200)
  t.notOk((await offered()).includes(folder))
  const refused = await submit(0, draft.id, draft)
  t.match(refused, { status: 422, body: { code: 'incomplete' } })
  t.match(JSON.stringify(refused.body), /評価選別・統合・廃棄のいずれかが済んでいるため、文書をつづれません/)
})

test('a submission waits for the act on its 簿冊 that runs, and is refused by what came of it', async (t) => {
  const { office, submit, open } = await twoProcesses(t)
  const folder = await open('評価選別中の簿冊')
  const draft = await office.draft({ concurringUnits: [], folderId: folder, retentionCode: 'R01' })
  const acting = await office.db.startTransaction().execute()
  const { state } = await acting
    .selectFrom('record_folder')
    .select('state')
    .where('id', '=', folder)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const sent = submit(1, draft.id, draft)
  t.equal(await Promise.race([sent, setTimeout(300, 'waits')]), 'waits')
  const judged = JSON.stringify({ ...(state as object), appraisal: { outcome: 'destroy' } })
  await acting.updateTable('record_folder').set({ state: judged }).where('id', '=', folder).execute()
  await acting.commit().execute()
  t.match(await sent, { status: 422, body: { code: 'incomplete' } })
})
