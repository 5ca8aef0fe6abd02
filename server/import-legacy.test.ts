import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import type { ProposalList, ProposalView } from './contract/proposals.ts'
import type { SearchAnswer } from './contract/search.ts'
import { verifyChain } from './domain/audit/chain.ts'
import type { ProposalId, UnitCode } from './domain/ids.ts'
import { projectFile } from './project-root.ts'
import { readNumberBook } from './store/document-numbers.ts'
import { listLinks } from './store/event-chains.ts'
import type { TestApp } from './testing/app.ts'
import { makeZip } from './testing/files.ts'
import { hashLink } from './testing/hash-link.ts'
import { type Ended, csvOf, manager, plain, secret, stageOf } from './testing/legacy-stage.ts'
import { indexCases } from './usecases/index-cases.ts'
import { keepMeasures } from './usecases/keep-measures.ts'

const run = promisify(execFile)
const verifier = projectFile('docs/verify/verify.mjs')

/** Every row of every table, as one text each. */
async function everything({ pool }: Pick<TestApp, 'pool'>): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const found = new Map<string, string>()
  for (const { name } of tables) {
    const { rows } = await pool.query<{ text: string | null }>(
      `select string_agg(t::text, E'\\n' order by t::text) as text from "${name}" t`,
    )
    found.set(name, rows[0]?.text ?? '')
  }
  return found
}

async function blobsIn(folder: string): Promise<readonly string[]> {
  const all = await readdir(join(folder, 'data/blobs'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  return all.filter((it) => it.isFile()).map((it) => it.name)
}

async function idOf({ pool }: Pick<TestApp, 'pool'>, key: string): Promise<ProposalId> {
  const { rows } = await pool.query<{ id: ProposalId }>(
    'select proposal_id as id from legacy_case where key = $1',
    [key],
  )
  return rows[0]!.id
}

test('移行: what an old system says is brought in as its word, and as no act of ours', async (t) => {
  const stage = await stageOf(t)
  const { inject, db, pool, folder, files } = stage
  await stage.put('list.csv', csvOf([plain, secret]))

  await t.test('a rehearsal tells what would be, and changes no row and no file', async (t) => {
    const before = await everything(stage)
    const { code, stdout } = await stage.bring('list.csv', '--files', files, '--dry-run')
    t.equal(code, 0, stdout)
    t.match(stdout, /取り込める文書\s+2件（うち秘 1件/)
    t.match(stdout, /開く簿冊\s+1冊　番号簿に記録 2件/)
    t.strictSame(await everything(stage), before)
    t.strictSame(await blobsIn(folder), [])
  })

  await t.test('who is no 文書管理者 brings in nothing', async (t) => {
    const { code, stderr } = await stage.bring('list.csv', '--files', files, '--by', 'u0505')
    t.equal(code, 1)
    t.match(stderr, /文書管理者ではありません。.*指定してください。/)
  })

  await t.test('a case says whose word it is: no seal, no decision, no step', async (t) => {
    const { code, stdout } = await stage.bring('list.csv', '--files', files, '--decision', '文書起第100号')
    t.equal(code, 0, stdout)
    t.match(stdout, /取り込んだ文書\s+2件/)
    const id = await idOf(stage, 'K-1')
    const view = (await inject('u0104', `/v1/proposals/${id}`)).json<ProposalView>()
    t.match(view, {
      status: 'imported',
      number: '文書起第7号',
      drafter: { name: '山田太郎', title: '主事' },
      asserted: {
        ...{ source: '旧文書管理システム', key: 'K-1', decidedOn: '2013-04-10', completedOn: '2013-04-12' },
        approvers: [{ title: '係長', name: '佐藤花子', on: '2013-04-05' }, { title: '課長' }],
        decider: { title: '総務部長', name: '鈴木一郎' },
        decision: '文書起第100号',
      },
      ...{ stampedPdf: 'none', editable: false, allowed: { length: 0 } },
      history: [{ type: 'imported', person: manager, text: /移行：旧システムの記録による/ }],
      attachments: [{ name: '台帳.txt' }],
    })
    t.notOk(view.route, 'no route was gone here')
    t.notOk(view.submittedAt ?? view.decidedAt, 'nothing was submitted or decided here')
    const links = await listLinks(db, id)
    const { rows } = await pool.query<{ seq: number; hash: string }>(
      `select head_seq as seq, encode(head_hash, 'hex') as hash from proposal where id = $1`,
      [id],
    )
    t.strictSame(verifyChain(id, links, rows[0] as never, hashLink), { intact: true })
    const acted = await inject('u0104', {
      method: 'POST',
      url: `/v1/proposals/${id}/acts`,
      payload: { type: 'comment', text: '意見', version: view.version, manifestSha256: view.manifestSha256 },
    })
    t.equal(acted.statusCode, 409)
    t.match(acted.json(), { code: 'wrong_status', title: /旧システムの記録で.*起案してください。/ })
  })

  await t.test(
    'its evidence proves the import without us, and says that nobody decided it here',
    async (t) => {
      const id = await idOf(stage, 'K-1')
      t.equal((await inject(manager, `/v1/proposals/${id}/decision`)).statusCode, 409)
      const bundle = await inject(manager, `/v1/proposals/${id}/bundle`)
      t.equal(bundle.statusCode, 200, bundle.body)
      const zip = join(folder, 'bundle.zip')
      await writeFile(zip, bundle.rawPayload)
      const { stdout } = await run(process.execPath, [verifier, zip])
      t.match(stdout, /変更は見つかりませんでした。/)
      t.match(stdout, /移行（旧システムの記録による）　このシステムでは決裁されていません。/)
      t.match(stdout, /旧文書管理システム K-1　決裁 2013-04-10 総務部長 鈴木一郎/)
      const forged = Buffer.from(
        bundle.rawPayload.toString('latin1').replace('2013-04-10', '2013-04-11'),
        'latin1',
      )
      await writeFile(zip, forged)
      const found = (await run(process.execPath, [verifier, zip]).catch((error: unknown) => error)) as Ended
      t.equal(found.code, 1)
      t.match(found.stdout, /decision.json の中身が変わっています/)
    },
  )

  await t.test('R-16: 秘 is for those the manifest names, and not for whoever brought it in', async (t) => {
    const id = await idOf(stage, 'K-2')
    t.equal((await inject('u0106', `/v1/proposals/${id}`)).statusCode, 200)
    t.equal((await inject(manager, `/v1/proposals/${id}`)).statusCode, 404)
    const own = (await inject(manager, '/v1/proposals?scope=mine')).json<ProposalList>()
    t.strictSame(own.items, [], 'nor is it in the list of what that person drafted')
  })

  await t.test('it is found by its words, its number, its key and its people', async (t) => {
    await indexCases({ db, onBroken: (_id, error) => t.fail(String(error)) })
    for (const words of ['崎と高の台帳', '文書起第7号', 'K-1', '佐藤花子', '山田太郎']) {
      const found = (await inject(manager, `/v1/search?q=${encodeURIComponent(words)}`)).json<SearchAnswer>()
      t.equal(found.items.length, 1, words)
    }
    const none = (
      await inject(manager, `/v1/search?q=${encodeURIComponent('訴訟の方針')}`)
    ).json<SearchAnswer>()
    t.strictSame(none.items, [], 'R-16')
  })

  await t.test('R-19: its number is taken in the book, and what the old system gave is no gap', async (t) => {
    const { rows } = await pool.query(
      `select number, text from document_number where kind = '起案番号' and unit_code = 'BUN' and fiscal_year = 2013 order by 1`,
    )
    t.strictSame(rows, [
      { number: 7, text: '文書起第7号' },
      { number: 9, text: '文書起第9号' },
    ])
    const book = { kind: '起案番号', unit: 'BUN' as UnitCode, fiscalYear: 2013 }
    t.match(await readNumberBook(db, book), { last: 9, unexplained: { length: 0 } })
  })

  await t.test('R-20: its 簿冊 is kept by the days of the old system, and is over', async (t) => {
    const { rows } = await pool.query<{ id: string }>(`select id from record_folder where name = '旧台帳'`)
    t.equal(rows.length, 1)
    t.match((await inject(manager, `/v1/folders/${rows[0]!.id}`)).json(), {
      ...{ fiscalYear: 2013, disposition: 'destroy' },
      term: { kind: 'dated', startsOn: '2014-04-01', endsOn: '2019-03-31', isProvisional: false },
    })
  })

  await t.test('集計 counts none of it as decided here', async (t) => {
    await keepMeasures({ db, onBroken: (_id, error) => t.fail(String(error)) })
    const { rows } = await pool.query('select * from case_measure')
    t.strictSame(rows, [])
  })

  await t.test(
    'the same manifest again does nothing; another content under a key is told and not taken',
    async (t) => {
      const cases = async () => (await pool.query('select * from proposal order by id')).rows
      const before = await cases()
      const again = await stage.bring('list.csv', '--files', files)
      t.equal(again.code, 0)
      t.match(again.stdout, /取り込んだ文書\s+0件[^]*取込み済みと同じ\s+2件/)
      await stage.put('changed.csv', csvOf([{ ...plain, 件名: '直した件名' }, secret]))
      const changed = await stage.bring('changed.csv', '--files', files)
      t.equal(changed.code, 1)
      t.match(changed.stdout, /2行目 K-1　旧管理番号「K-1」：この旧管理番号は取込み済みで/)
      t.strictSame(await cases(), before)
    },
  )

  await t.test(
    '公開区分: it is corrected like that of a case decided here, beside what was brought in',
    async (t) => {
      const id = await idOf(stage, 'K-1')
      const before = await inject(manager, `/v1/proposals/${id}/disclosure-class`)
      t.match(before.json(), { version: 0, mayCorrect: true })
      const corrected = await inject(manager, {
        method: 'POST',
        url: `/v1/disclosure-classes/${id}`,
        payload: { version: 0, class: 'partial', grounds: ['G1'], reason: '個人情報があるため' },
      })
      t.equal(corrected.statusCode, 200, corrected.body)
      t.match(corrected.json(), { version: 1, now: { class: 'partial', grounds: ['G1'] } })
    },
  )

  await t.test('R-17: 秘 ends for it as for any other case', async (t) => {
    await stage.put('timed.csv', csvOf([{ ...secret, 旧管理番号: 'K-3', 文書番号: '', 番号の種類: '' }]))
    t.equal((await stage.bring('timed.csv')).code, 0)
    const id = await idOf(stage, 'K-3')
    const view = (await inject('u0106', `/v1/proposals/${id}`)).json<ProposalView>()
    t.strictSame(view.allowed, ['release_secrecy'])
    const released = await inject('u0106', {
      method: 'POST',
      url: `/v1/proposals/${id}/acts`,
      payload: {
        ...{ type: 'release_secrecy', reason: '訴訟が終わったため' },
        ...{ version: view.version, manifestSha256: view.manifestSha256 },
      },
    })
    t.equal(released.statusCode, 200, released.body)
    t.match((await inject(manager, `/v1/proposals/${id}`)).json(), { status: 'imported' })
  })
})

test('移行: what is wrong is given back as a CSV, to be put right and fed in again', async (t) => {
  const stage = await stageOf(t)
  const bad = [
    { ...plain, 保存期間: '永年', ファイル: '2013/nai.pdf' },
    { ...secret, 秘密区分: '', 閲覧者: '', 番号の種類: '' },
  ]
  await stage.put('list.csv', csvOf(bad, 'cp932'))
  const first = await stage.bring('list.csv', '--files', stage.files)
  t.equal(first.code, 1)
  t.match(first.stdout, /取り込めない\s+1件/)
  t.match(first.stdout, /2行目 K-1　保存期間「永年」：知らない保存期間です。/)
  const rejects = (await readFile(join(stage.folder, 'list.csv.rejects.csv'), 'utf8')).replace(/^\ufeff/, '')
  t.match(rejects, /^※行,※項目,※理由,※すること,旧管理番号,件名/)
  await stage.put('mended.csv', rejects.replaceAll('永年', '5年').replace('2013/nai.pdf', '2013/daicho.txt'))
  await stage.put('files.zip', makeZip([{ name: '2013/daicho.txt', content: Buffer.from('ZIPの中の台帳') }]))
  const second = await stage.bring('mended.csv', '--files', join(stage.folder, 'files.zip'))
  t.equal(second.code, 0, second.stdout + second.stderr)
  t.match(second.stdout, /取り込んだ文書\s+1件/)
  const { rows } = await stage.pool.query(`select outcome, counts ->> 'imported' as imported,
    (select count(*)::int from legacy_reject where run_id = r.id) as rejects from legacy_run r order by started_at`)
  t.strictSame(rows, [
    { outcome: 'done', imported: '1', rejects: 1 },
    { outcome: 'done', imported: '1', rejects: 0 },
  ])

  await t.test('JSON says the same', async (t) => {
    const record = {
      ...{
        key: 'J-1',
        title: 'JSONの件',
        section: 'BUN',
        classification: '111',
        folder: '旧台帳',
        retention: 'R05',
      },
      ...{ decidedOn: '2013-04-10', folderYear: 2013, approvers: [{ name: '佐藤花子', on: 'H25.4.5' }] },
      files: [{ filePath: '2013/daicho.txt' }],
    }
    await stage.put('list.jsonl', `${JSON.stringify(record)}\n{"key":"J-2","oops":1}\n`)
    const { stdout } = await stage.bring('list.jsonl', '--files', stage.files)
    t.match(stdout, /取り込んだ文書\s+1件/)
    t.match(stdout, /2行目 J-2　「oops」：知らない列です。/)
    t.match(stdout, /2行目 J-2　件名.*：値がありません。/)

    // What no database keeps is told, and stops nothing behind it.
    const lost = [
      { ...record, key: 'J-3', body: '前\0後' },
      { ...record, key: 'J-4', approvers: [{ name: '佐藤\ud800' }] },
      { ...record, key: 'J-5' },
    ]
    await stage.put('lost.json', JSON.stringify(lost))
    const third = await stage.bring('lost.json', '--files', stage.files)
    t.match(third.stdout, /取り込んだ文書\s+1件/)
    t.match(third.stdout, /1行目 J-3　.*読めない文字があります/)
    t.match(third.stdout, /2行目 J-4　.*読めない文字があります/)
  })
})

test('移行: an import that is killed leaves whole cases, and the next one goes on after them', async (t) => {
  const stage = await stageOf(t)
  const count = 200
  const rows = Array.from({ length: count }, (_, at) => ({
    ...plain,
    ...{
      旧管理番号: `C-${at}`,
      文書番号: `文書起第${at + 1}号`,
      ファイル: `many/${at}.txt`,
      簿冊: `簿冊${at % 7}`,
    },
  }))
  await mkdir(join(stage.files, 'many'))
  for (let at = 0; at < count; at += 1) await writeFile(join(stage.files, `many/${at}.txt`), `内容 ${at}`)
  await stage.put('list.csv', csvOf(rows))
  const child = stage.begin('list.csv', '--files', stage.files)
  const exited = once(child, 'exit')
  // Said after its first batch; it has three more to go.
  const [said] = (await once(child.stderr!, 'data')) as [Buffer]
  child.kill('SIGKILL')
  await exited
  const imported = async () =>
    Number((await stage.pool.query<{ n: string }>('select count(*) as n from legacy_case')).rows[0]?.n)
  const before = await imported()
  t.ok(before > 0 && before < count, `killed after ${before} of ${count}: ${said.toString()}`)
  t.equal(before % 50, 0, 'whole batches')

  const stopped = stage.begin('list.csv', '--files', stage.files)
  const ended = once(stopped, 'exit')
  await once(stopped.stderr!, 'data')
  stopped.kill('SIGINT')
  const [code] = await ended
  t.ok(code === 130 || code === 0, `Ctrl-C is clean: ${code}`)

  const { code: last, stdout } = await stage.bring('list.csv', '--files', stage.files)
  t.equal(last, 0, stdout)
  t.equal(await imported(), count)
  const doubled = await stage.pool.query(`select 1 from proposal group by title, number having count(*) > 1`)
  t.equal(doubled.rowCount, 0)
  const { rows: counted } = await stage.pool.query<{ table: string; n: number }>(`
    select 'cases' as table, count(*)::int as n from proposal where status = 'imported'
    union all select 'events', count(*)::int from approval_event
    union all select 'files', count(*)::int from attachment
    union all select 'revisions', count(*)::int from revision
    union all select 'numbers', count(*)::int from document_number
    union all select 'folders', count(*)::int from record_folder where name like '簿冊%' order by 1`)
  t.strictSame(Object.fromEntries(counted.map((it) => [it.table, it.n])), {
    ...{ cases: count, events: count, files: count, revisions: count, numbers: count, folders: 7 },
  })
})
