import { sql } from 'kysely'
import type { NoticeList } from '../../contract/notices.ts'
import type { AttachmentView } from '../../contract/proposals.ts'
import type { Instant, PersonId, ProposalId } from '../../domain/ids.ts'
import { insertNotices } from '../../store/notices.ts'
import { type Office, staff } from '../office.ts'
import { attachPdf } from '../printing.ts'
import { storePages } from '../read-pages.ts'
import { word } from '../word-says.ts'
import { callers } from './callers.ts'
import { attach, fileBody } from './cases.ts'
import type { Stage } from './stage.ts'

/** A case with something of each kind that has an id. `mark` stands in its title, in the names of its files and in what they say. */
export type HeldCase = {
  readonly id: string
  readonly owner: string
  readonly mark: string
  readonly pdf: AttachmentView
  readonly text: AttachmentView
  readonly word: AttachmentView
  /** Of a kind that nothing of ours edits. */
  readonly page: AttachmentView
  /** 控え of its owner, of the text. */
  readonly copy: string
  /** The owner edits the PDF. */
  readonly lease: string
  /** Told to its owner. */
  readonly notice: number
}

/** A case and what of others is put in the place of what belongs to it. */
export type Ground = {
  readonly stage: Stage
  /** A draft of whoever asks. */
  readonly own: HeldCase
  /** 秘, and not for whoever asks. */
  readonly hidden: HeldCase
  /** Another draft of the same drafter. */
  readonly beside: HeldCase
  /** Of a colleague; whoever asks may read it. */
  readonly colleagues: HeldCase
}

/** Who asks: drafts, and has no seat on the route of the others. */
export const asker = callers.section

/** What the editor in the browser gives of a text. */
export const textEdit = (text: string) => fileBody('edits.json', JSON.stringify({ text }))

async function answered<Answer>(office: Office, by: string, request: object): Promise<Answer> {
  const answer = await office.inject(by, request)
  if (answer.statusCode >= 300 && answer.statusCode !== 409) throw new Error(answer.body)
  return answer.json()
}

/** 控え of the owner of a draft: what he edited from a content that is not the newest. */
export async function makeCopy(
  office: Office,
  { id, revisionId }: Pick<AttachmentView, 'id' | 'revisionId'>,
  by: string,
  edits: (nth: number) => ReturnType<typeof fileBody> = (nth) => textEdit(`${revisionId} ${nth}`),
): Promise<string> {
  const url = `/v1/attachments/${id}/edits?from=${revisionId}`
  for (let nth = 1; ; nth += 1) {
    const answer = await office.inject(by, { method: 'POST', url, ...edits(nth) })
    if (answer.statusCode === 201) continue
    const { facts } = answer.json<{ facts?: { copyId?: string } }>()
    if (facts?.copyId === undefined) throw new Error(answer.body)
    return facts.copyId
  }
}

export async function makeLease(
  office: Office,
  { id, revisionId }: Pick<AttachmentView, 'id' | 'revisionId'>,
  by: string,
): Promise<string> {
  const url = `/v1/attachments/${id}/lease`
  const payload = { revisionId, takeOver: true }
  return (await answered<{ id: string }>(office, by, { method: 'POST', url, payload })).id
}

async function makeNotice(office: Office, owner: string, id: string): Promise<number> {
  const at = '2026-05-11T01:00:00.000Z' as Instant
  await office.db.transaction().execute((trx) =>
    insertNotices(trx, [
      {
        ...{ person: owner as PersonId, proposalId: id as ProposalId, occasion: 'event 1' },
        ...{ kind: 'returned', facts: {}, at },
      },
    ]),
  )
  const { body } = await office.ask<NoticeList>(owner, 'GET', '/v1/notices')
  const found = body.items.find((it) => JSON.stringify(it).includes(id))
  if (found === undefined) throw new Error(JSON.stringify(body))
  return found.id
}

async function makeHeldCase(
  office: Office,
  owner: string,
  mark: string,
  changes: object = {},
): Promise<HeldCase> {
  const title = `庁舎管理の見直し（${mark}）について`
  const content = office.content({ title, authorityCode: 'E01', concurringUnits: [], ...changes })
  const { id } = await answered<{ id: string }>(office, owner, {
    ...{ method: 'POST', url: '/v1/proposals', payload: { content } },
  })
  const pdf = await attachPdf(office, id, `${mark}.pdf`, 2, undefined, owner)
  await office.db
    .updateTable('page')
    .set({ placeholder: Buffer.from(mark) })
    .where('pdf_sha256', '=', pdf.sha256)
    .execute()
  const text = await attach(office, id, `${mark}.txt`, `別表\r\n${mark}　800円\r\n`, owner)
  await storePages(office, text, [mark])
  return {
    ...{ id, owner, mark, pdf, text },
    word: await attach(office, id, `${mark}.docx`, word(mark), owner),
    page: await attach(
      office,
      id,
      `${mark}.html`,
      `<!doctype html><html><body><p>${mark}</p></body></html>`,
      owner,
    ),
    copy: await makeCopy(office, text, owner),
    lease: await makeLease(office, pdf, owner),
    notice: await makeNotice(office, owner, id),
  }
}

/** A case that was decided, of the drafter. */
export async function makeDecided(
  office: Office,
  changes: object,
): Promise<{ readonly id: string; readonly number: string }> {
  const { id } = await office.draft({ authorityCode: 'E01', concurringUnits: [], ...changes })
  for (const [person, type] of [
    [callers.drafter, 'submit'],
    [callers.seat, 'approve'],
    [staff.sectionChief, 'decide'],
  ] as const) {
    const done = await office.act(person, id, { type })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  return { id, number: (await office.view(callers.drafter, id)).number ?? '' }
}

/** The cases of a stage; the two of the colleague are on their way. */
export async function makeGround(stage: Stage): Promise<Ground> {
  const { office } = stage
  const secret = { secrecy: 'secret', accessList: [callers.drafter] }
  const ground = {
    stage,
    own: await makeHeldCase(office, asker, 'own-7316'),
    hidden: await makeHeldCase(office, callers.drafter, 'hidden-5822', secret),
    beside: await makeHeldCase(office, asker, 'beside-9047'),
    colleagues: await makeHeldCase(office, callers.drafter, 'colleague-2651'),
  }
  for (const it of [ground.hidden, ground.colleagues]) {
    const sent = await office.act(it.owner, it.id, { type: 'submit' })
    if (sent.status !== 200) throw new Error(JSON.stringify(sent.body))
  }
  return ground
}

/**
 * All that is kept of a case: something else after each act and each change, also of what `markOf` does not see, as who edits a
 * file, what somebody could not save, 付箋, pages seen, prints and what people were told.
 */
export async function traceOf({ db }: Office, id: string): Promise<unknown> {
  const { rows } = await sql<{ trace: unknown }>`
    with files as (select id from attachment where proposal_id = ${id})
    select jsonb_build_object(
      'proposal', (select to_jsonb(it) from proposal it where it.id = ${id}),
      'events', (select jsonb_agg(it.seq) from approval_event it where it.proposal_id = ${id}),
      'files', (select jsonb_agg(it order by it.id) from attachment it where it.proposal_id = ${id}),
      'revisions', (select jsonb_agg(it order by it.id) from revision it where it.attachment_id in (select id from files)),
      'leases', (select jsonb_agg(it order by it.id) from edit_lease it where it.attachment_id in (select id from files)),
      'copies', (select jsonb_agg(it order by it.id) from edit_copy it where it.attachment_id in (select id from files)),
      'passes', (select jsonb_agg(it order by it.id) from edit_pass it where it.attachment_id in (select id from files)),
      'notes', (select jsonb_agg(it order by it.id) from note it where it.proposal_id = ${id}),
      'seen', (select jsonb_agg(it order by it.page_index) from seen_page it join revision r on r.id = it.revision_id
        where r.attachment_id in (select id from files)),
      'prints', (select jsonb_agg(it order by it.id) from print it where it.proposal_id = ${id}),
      'notices', (select jsonb_agg(it order by it.id) from notice it where it.proposal_id = ${id}),
      'tasks', (select jsonb_agg(it order by it.id) from task it where it.proposal_id = ${id})
    ) as trace`.execute(db)
  return rows[0]?.trace
}

/** What belongs to no case: living sessions, and what is sent to the endpoints of applications. */
export async function traceOfTheRest({ db }: Office): Promise<unknown> {
  const { rows } = await sql<{ trace: unknown }>`
    select jsonb_build_object(
      'sessions', (select jsonb_agg(it.id order by it.id) from session it where it.revoked_at is null),
      'deliveries', (select jsonb_agg(it order by it.id) from webhook_delivery it)
    ) as trace`.execute(db)
  return rows[0]?.trace
}
