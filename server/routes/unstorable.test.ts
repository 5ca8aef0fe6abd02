import { test } from 'tap'
import type { DirectoryImportView } from '../contract/directory.ts'
import { directoryForm } from '../testing/directory-form.ts'
import { createOffice, staff } from '../testing/office.ts'
import { makeOutlookMail } from '../testing/outlook-mail.ts'
import { readApi } from '../testing/rights/id-fields.ts'
import { receivers, receiving } from '../testing/receiving.ts'

const administrator = 'u0205'
/** What PostgreSQL keeps in no text. */
const nul = 'a%00b'

test('an address that names what nobody can store is refused with a sentence, whatever it is of', async (t) => {
  const office = await createOffice(t)
  const read = Object.entries(readApi().paths).flatMap(([path, { get }]) => {
    const inQuery = (get?.parameters ?? []).filter((it) => it.in === 'query')
    const inPath = get === undefined || !path.includes('{') ? [] : [path.replaceAll(/\{\w+\}/g, nul)]
    return [...inPath, ...inQuery.map(({ name }) => `${path.replaceAll(/\{\w+\}/g, 'x')}?${name}=${nul}`)]
  })
  t.ok(read.length > 80, `${read.length} addresses`)
  const failed: string[] = []
  for (const url of read)
    for (const person of [administrator, staff.recordsManager]) {
      const { statusCode } = await office.inject(person, url)
      if (statusCode >= 500) failed.push(`${statusCode} ${url}`)
    }
  t.same([...new Set(failed)], [])
  for (const [url, status, code] of [
    [`/v1/receipts?q=${nul}`, 422, 'unstorable_text'],
    [`/v1/issuing?q=${nul}`, 422, 'unstorable_text'],
    [`/v1/folders?words=${nul}`, 400, 'bad_request'],
    [`/v1/folders/${nul}`, 400, 'bad_request'],
  ] as const)
    t.match(await office.ask(staff.recordsManager, 'GET', url), { status, body: { code, title: /。$/ } })
})

test('a place in a list that was made by hand is no place of ours', async (t) => {
  const office = await createOffice(t)
  const made = (...place: unknown[]) => Buffer.from(JSON.stringify(place)).toString('base64url')
  for (const url of [
    `/v1/folders?after=${made(2 ** 40, '01')}`,
    `/v1/folders?after=${made(2026, 'a\0b')}`,
    `/v1/folder-expiry?after=${made(2 ** 40, '01', '2026-01')}`,
    `/v1/folder-expiry?after=${made(2026, '01', 'a\0b')}`,
  ])
    t.match(
      await office.ask(staff.recordsManager, 'GET', url),
      { status: 400, body: { code: 'bad_cursor' } },
      url,
    )
})

test('人事異動: a file in UTF-16, as Excel saves "Unicode", is told of row by row', async (t) => {
  const office = await createOffice(t)
  const rows = [
    'employee_no,name,name_kana,login,email,ext_phone,unit_code,position_code,kind,from,to,order',
    'u0910,橋北 渡,ハシキタ ワタル,,,,DOR,P-SEC,本務,2026-07-01,,',
  ]
  const people = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(rows.join('\r\n'), 'utf16le')])
  const answer = await office.inject(administrator, {
    method: 'POST',
    url: '/v1/directory/imports',
    ...directoryForm({ people }, { effectiveOn: '2026-07-01' }),
  })
  t.equal(answer.statusCode, 201, answer.body)
  const { errors, problems } = answer.json<DirectoryImportView>()
  t.ok(errors > 0)
  t.ok(problems.some((it) => it.code === 'column_missing'))
})

test('収受: the subject of a mail that was cut in the middle of a character', async (t) => {
  const office = await createOffice(t)
  const desk = receiving(office)
  const { id } = (await office.ask<{ id: string }>(receivers.clerk, 'POST', '/v1/receipts', {})).body
  const mail = makeOutlookMail({
    ...{ subject: '後援名義の申請𠮷'.slice(0, -1), from: 'みほん雪まつり' },
    ...{ to: '観光振興課', body: '申請します。' },
  })
  t.match(await desk.addFile(receivers.clerk, id, '申請.msg', mail), {
    status: 201,
    body: { found: { title: '後援名義の申請' } },
  })
  t.equal((await desk.view(receivers.clerk, id)).arrival.title, '後援名義の申請')
})
