import { test } from 'tap'
import type { Accesses } from '../contract/accesses.ts'
import type { Problem } from '../contract/common.ts'
import type { ProposalView } from '../contract/proposals.ts'
import type { EventChain } from '../contract/event-chain.ts'
import { createOffice, staff } from '../testing/office.ts'

const auditor = staff.stranger
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n')

test('監査/情報公開担当: read-only with purpose recorded; 秘 stays closed', async (t) => {
  const office = await createOffice(t)
  const { ask } = office
  await office.db.insertInto('person_role').values({ person_id: auditor, role: 'auditor' }).execute()
  const draft = await office.draft()
  const form = new FormData()
  form.append('file', new File([pdf], '別紙.pdf'))
  const sent = new Request('http://x', { method: 'POST', body: form })
  const added = await office.inject(staff.drafter, {
    method: 'POST',
    url: `/v1/proposals/${draft.id}/attachments`,
    headers: { 'content-type': sent.headers.get('content-type') ?? '' },
    payload: Buffer.from(await sent.arrayBuffer()),
  })
  t.equal(added.statusCode, 201)
  const { id } = draft
  t.equal((await office.act(staff.drafter, id, { type: 'submit' })).status, 200)
  const revision = (await office.view(staff.drafter, id)).attachments[0]?.revisionId ?? ''
  const reads = [
    `/v1/proposals/${id}`,
    `/v1/proposals/${id}/pages`,
    `/v1/proposals/${id}/events`,
    `/v1/proposals/${id}/accesses`,
    `/v1/proposals/${id}/stamped.pdf`,
    `/v1/proposals/${id}/paper-slip.pdf`,
    `/v1/revisions/${revision}/content`,
    `/v1/revisions/${revision}/pdf`,
    `/v1/revisions/${revision}/text`,
    `/v1/revisions/${revision}/placeholders`,
    `/v1/proposals/${id}/placeholders?of=${revision}:0-1`,
  ]
  const read = (url: string) => office.inject(auditor, url)
  const state = (person: string, purpose: string) =>
    ask<Problem & { until: string }>(person, 'PUT', '/v1/reading-purpose', { purpose })

  await t.test(
    'nothing of a case opens before the purpose is stated, and the sentence says what to do',
    async (t) => {
      for (const url of reads) {
        const answer = await read(url)
        t.equal(answer.statusCode, 428, url)
        t.match(answer.json(), {
          code: 'purpose_missing',
          rule: '監査・情報公開担当',
          title: /目的.*記入してから開いてください。$/,
        })
      }
      const { items } = (await ask<Accesses>(staff.recordsManager, 'GET', `/v1/proposals/${id}/accesses`))
        .body
      t.same(
        items.filter((it) => it.person === auditor),
        [],
        'what did not open is no read',
      )
    },
  )

  await t.test('others are not asked, and need state nothing', async (t) => {
    for (const person of [staff.drafter, staff.groupChief, staff.recordsManager]) {
      t.equal((await office.inject(person, `/v1/proposals/${id}`)).statusCode, 200)
    }
    t.match(await state(staff.groupChief, '興味'), { status: 403, body: { code: 'not_allowed' } })
  })

  await t.test('a purpose of nothing is refused', async (t) => {
    for (const purpose of ['', ' \u3000']) t.equal((await state(auditor, purpose)).status, 400)
    t.match((await state(auditor, '')).body, {
      detail: '「閲覧の目的」（purpose）が空です。入力してください',
    })
    t.equal((await read(`/v1/proposals/${id}`)).statusCode, 428)
  })

  await t.test('stated once, everything opens, and each read is kept with it', async (t) => {
    t.match(await state(auditor, ' 開示請求第12号 '), {
      status: 200,
      body: { purpose: '開示請求第12号', until: '2026-05-11T13:20:00.000Z' },
    })
    for (const url of reads) t.not((await read(url)).statusCode, 428, url)
    t.equal((await ask<ProposalView>(auditor, 'GET', `/v1/proposals/${id}`)).status, 200)
    t.equal((await ask<EventChain>(auditor, 'GET', `/v1/proposals/${id}/events`)).status, 200)
    const { items } = (await ask<Accesses>(auditor, 'GET', `/v1/proposals/${id}/accesses`)).body
    const own = items.filter((it) => it.person === auditor)
    t.ok(own.length >= 4)
    t.ok(
      own.some((it) => it.what === 'original'),
      'taking the original is a read of its own',
    )
    t.ok(own.every((it) => it.purpose === '開示請求第12号'))
    t.ok(
      items.filter((it) => it.person !== auditor).every((it) => it.purpose === undefined),
      'the reads of others have none',
    )
  })

  await t.test('the next purpose is kept with the next reads only', async (t) => {
    await state(auditor, '定期監査')
    await read(`/v1/proposals/${id}`)
    const { items } = (await ask<Accesses>(staff.recordsManager, 'GET', `/v1/proposals/${id}/accesses`)).body
    const own = items.filter((it) => it.person === auditor)
    t.equal(own[0]?.purpose, '定期監査')
    t.equal(own[1]?.purpose, '開示請求第12号')
  })

  await t.test('an auditor reads and does nothing else: no button, and no act', async (t) => {
    const seen = (await ask<ProposalView>(auditor, 'GET', `/v1/proposals/${id}`)).body
    t.same(seen.allowed, [])
    t.notOk(seen.redraftable)
    const { version, manifestSha256 } = seen
    const said = { type: 'comment', text: '意見', version, manifestSha256 }
    t.match(await ask(auditor, 'POST', `/v1/proposals/${id}/acts`, said), {
      status: 403,
      body: { code: 'auditor_reads_only', rule: '監査・情報公開担当' },
    })
    t.match(await ask(auditor, 'POST', `/v1/proposals/${id}/redraft`, { kind: 'quote' }), {
      status: 403,
      body: { code: 'auditor_reads_only' },
    })
  })

  await t.test('a case that is the auditor’s own otherwise is not asked about', async (t) => {
    office.setTime('2026-05-12T01:20:00.000Z')
    t.equal((await read(`/v1/proposals/${id}`)).statusCode, 428, 'a day later it is asked again')
    const shown = await office.act(staff.groupChief, id, {
      type: 'circulate',
      kind: 'inform',
      people: [auditor],
    })
    t.equal(shown.status, 200)
    t.equal((await read(`/v1/proposals/${id}`)).statusCode, 200)
    const { items } = (await ask<Accesses>(staff.recordsManager, 'GET', `/v1/proposals/${id}/accesses`)).body
    t.notOk(items.find((it) => it.person === auditor)?.purpose)
    t.equal((await office.act(auditor, id, { type: 'acknowledge' })).status, 200)
  })

  await t.test('R-16 秘: not even whether there is one, whatever the purpose', async (t) => {
    const secret = await office.submitted({ secrecy: 'secret', accessList: [staff.drafter] })
    t.equal((await read(`/v1/proposals/${secret}`)).statusCode, 404)
    await state(auditor, '定期監査')
    t.equal((await read(`/v1/proposals/${secret}`)).statusCode, 404)
  })
})
