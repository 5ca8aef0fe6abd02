import type { AttachmentView, ProposalContent } from '../../contract/proposals.ts'
import type { PersonId, ProposalId, ReceiptId } from '../../domain/ids.ts'
import { localDateOf } from '../../domain/ids.ts'
import { seatedIn } from '../../domain/organisation/holders.ts'
import { findMatter } from '../../store/matters.ts'
import { findReading } from '../../usecases/may-read.ts'
import { findReceiptReading } from '../../usecases/receipt-reading.ts'
import { type Office, staff } from '../office.ts'
import { attachPdf } from '../printing.ts'
import { storePages } from '../read-pages.ts'
import { letter, receiving } from '../receiving.ts'
import { callers } from '../rights/callers.ts'
import { type Case, attach, fileBody } from '../rights/cases.ts'
import { makeCopy } from '../rights/held-cases.ts'
import type { Draw } from '../search-world.ts'
import { word } from '../word-says.ts'

/** In every text that is written in these tests, so that one question finds them all. */
export const common = '秘匿語'

/** Something that not everybody may know of, and all that would give it away. */
export type Hidden = {
  /** What it is and how it was drawn, for whoever reads a failure. */
  readonly told: string
  /** 秘 or 時限秘, or still being written: it counts nowhere. */
  readonly isSecret: boolean
  readonly proposal?: Case
  readonly receipt?: { readonly id: string; readonly revision: string }
  readonly copy: string
  readonly note: string
  readonly print: string
  readonly upload: string
  /** Its ids, and the word that stands in every text of it. */
  readonly marks: readonly string[]
  mayBeKnownTo(person: string): Promise<boolean>
}

const oneOf = <Value>(draw: Draw, values: readonly Value[]): Value => values[draw(values.length)] as Value
const people = Object.values(callers)

async function done<Answer>(
  office: Office,
  by: string,
  ...[method, url, payload]: readonly ['POST' | 'PUT', string, object]
): Promise<Answer> {
  const answer = await office.ask<Answer>(by, method, url, payload)
  if (answer.status >= 300)
    throw new Error(`${by} ${method} ${url} ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

function secrecyOf(draw: Draw): Partial<ProposalContent> {
  const accessList = people.filter(() => draw(5) === 0)
  const secrecy = oneOf(draw, ['none', 'secret', 'secret', 'timed_secret'])
  return {
    ...{ secrecy, accessList },
    ...(secrecy === 'timed_secret' ? { secretUntil: '2026-06-01T00:00:00.000Z' } : {}),
  }
}

/** A plan of 施行 whose addressee is one of the texts. */
const planned = (name: string): NonNullable<ProposalContent['issue']> => ({
  ...{ needed: true, kind: '通知', sealing: 'omitted', issuer: '観光振興課長', numberKind: '施行番号' },
  addressees: [{ name, channel: 'post' }],
})

/** How far it goes. */
const ends = ['draft', 'submitted', 'returned', 'withdrawn', 'decided', 'numbered'] as const

/** Seals what waits, by whoever may, until it is decided. */
async function decide(office: Office, id: string, comment: string): Promise<void> {
  const organisation = await office.deps.organisation.current()
  const day = localDateOf(office.deps.now())
  const posts = (await findMatter(office.db, id as ProposalId))?.routePosts ?? []
  const seats = new Set(posts.flatMap((post) => seatedIn(organisation, post, day).map((it) => it.person)))
  for (let nth = 0; nth < 20; nth += 1) {
    const before = nth
    for (const person of seats) {
      const view = await office.view(person, id)
      if (view.status === 'decided') return
      const type = (['examine', 'concur', 'approve', 'decide'] as const).find((it) =>
        view.allowed.includes(it),
      )
      if (type === undefined) continue
      const more = type === 'concur' ? { opinion: 'conditional' } : {}
      const acted = await office.act(person, id, { type, comment, ...more })
      if (acted.status !== 200) throw new Error(`${type} ${JSON.stringify(acted.body)}`)
      nth += 1
    }
    if (nth === before) throw new Error(`${id}: nobody may act`)
  }
}

/** A case with a text in every place where people write one, of somebody and for somebody that are drawn; `isReturned`: to somebody who is written to. */
export async function makeHiddenCase(
  office: Office,
  draw: Draw,
  mark: string,
  isReturned = false,
): Promise<Hidden> {
  const says = `${common}${mark}`
  const drafter = isReturned ? callers.drafter : oneOf(draw, [callers.drafter, callers.section])
  const end = isReturned ? 'returned' : oneOf(draw, ends)
  const secrecy = secrecyOf(draw)
  const authorityCode = oneOf(draw, ['E01', 'A03', 'D01'])
  const content = office.content({
    ...{ title: `${says}の件`, body: `${says}について伺います。`, authorityCode },
    ...(authorityCode === 'A03' ? {} : { concurringUnits: [] }),
    ...{ urgent: true, urgentReason: `${says}のため`, dueOn: '2026-05-29', issue: planned(`${says}町長`) },
    ...secrecy,
  })
  const { id } = await done<{ id: string }>(office, drafter, 'POST', '/v1/proposals', { content })
  const pdf = await attachPdf(office, id, `${says}.pdf`, 2, undefined, drafter)
  await office.db
    .updateTable('page')
    .set({ placeholder: Buffer.from(mark) })
    .where('pdf_sha256', '=', pdf.sha256)
    .execute()
  const text = await attach(office, id, `${says}.txt`, `別表\r\n${says}\r\n`, drafter)
  await storePages(office, text, [says])
  const of: Case = {
    ...{ id, kind: 'secret', pdf, text, mark: '' },
    word: await attach(office, id, `${says}.docx`, word(says), drafter),
  }
  const edited = (nth: number) => fileBody('edits.json', JSON.stringify({ text: `${says} ${nth}` }))
  const copy = await makeCopy(office, text, drafter, edited)
  const upload = await begunUpload(office, drafter, id, `${says}.txt`)
  if (end !== 'draft') await goOn(office, { id, drafter, end, says, draw })
  const { number, attachments } = await office.view(drafter, id)
  const note = await done<{ id: string }>(office, drafter, 'POST', `/v1/proposals/${id}/notes`, {
    ...{ revisionId: pdf.revisionId, pageIndex: 0, words: says, audience: 'route' },
    place: { kind: 'note', x: 60, y: 60 },
  })
  const print = await done<{ id: string }>(office, drafter, 'POST', `/v1/proposals/${id}/prints`, {
    ...{ purpose: 'print', cover: true, notes: false, reason: says },
    files: [{ revisionId: pdf.revisionId, pages: [[0, 0]] }],
  })
  const files = (it: AttachmentView) => [it.id, it.revisionId, it.sha256]
  return {
    ...{ proposal: of, copy, upload, note: note.id, print: print.id },
    isSecret: secrecy.secrecy !== 'none' || end === 'draft',
    told: `case ${mark} ${authorityCode} ${end} of ${drafter}, ${JSON.stringify(secrecy)}, number ${number ?? ''}`,
    marks: [mark, id, note.id, print.id, copy, upload, ...attachments.flatMap(files)],
    mayBeKnownTo: async (person) =>
      (await findReading(office.deps, person as PersonId, id as ProposalId)) !== undefined,
  }
}

async function begunUpload(office: Office, by: string, proposalId: string, filename: string) {
  const plan = Object.entries({ proposalId, filename })
  const said = plan.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',')
  const headers = { 'tus-resumable': '1.0.0', 'upload-length': '6', 'upload-metadata': said }
  const begun = await office.inject(by, { method: 'POST', url: '/v1/uploads', headers })
  return String(begun.headers['location']).split('/').at(-1) ?? ''
}

type Going = {
  readonly id: string
  readonly drafter: string
  readonly end: (typeof ends)[number]
  readonly says: string
  readonly draw: Draw
}

/** Has a case go its way, with words at every turn. */
async function goOn(office: Office, { id, drafter, end, says, draw }: Going): Promise<void> {
  const act = async (person: string, body: object) => {
    const acted = await office.act(person, id, body)
    if (acted.status !== 200) throw new Error(`${JSON.stringify(body)} ${JSON.stringify(acted.body)}`)
  }
  await act(drafter, { type: 'submit' })
  await act(drafter, { type: 'comment', text: says })
  await act(staff.groupChief, { type: 'ask', to: drafter, text: says })
  const circulated = { type: 'circulate', kind: 'inform', people: [oneOf(draw, people)], note: says }
  // Of a 秘 it is refused for who is not named.
  if (draw(2) === 0) await office.act(staff.groupChief, id, circulated)
  if (end === 'returned') await act(staff.groupChief, { type: 'return', reason: says })
  if (end === 'withdrawn') await act(drafter, { type: 'withdraw', reason: says })
  if (end !== 'decided' && end !== 'numbered') return
  await decide(office, id, says)
  if (end === 'numbered') await act(drafter, { type: 'give_number', kind: '施行番号' })
}

/** A 収受文書, registered by 文書課 and given to 観光振興課, or entered there. */
export async function makeHiddenReceipt(office: Office, draw: Draw, mark: string): Promise<Hidden> {
  const says = `${common}${mark}`
  const desk = receiving(office)
  const registrar = oneOf(draw, ['u0107', callers.drafter])
  const secrecy = oneOf(draw, ['none', 'secret', 'secret'])
  const accessList = secrecy === 'secret' ? people.filter(() => draw(5) === 0) : []
  const id = await desk.begin(
    registrar,
    letter({
      ...{ title: `${says}について（申請）`, sender: `${says}委員会`, senderNumber: `${says}第1号` },
      ...{ secrecy, accessList, dueOn: '2026-05-20' },
    }),
  )
  const sent = await desk.addFile(registrar, id, `${says}.txt`, Buffer.from(says))
  if (sent.status !== 201) throw new Error(JSON.stringify(sent.body))
  const isEntered = draw(4) === 0
  if (!isEntered) {
    const registered = await desk.register(registrar, id)
    if (registered.status !== 200) throw new Error(JSON.stringify(registered.body))
    const note = { people: [oneOf(draw, people)], posts: [], units: [], note: says }
    // Of a 秘 it is refused for who is not named.
    await desk.act(registrar, id, { type: 'circulate', ...note })
  }
  const { files } = await desk.view(registrar, id)
  const [file] = files
  if (file === undefined) throw new Error('no file')
  return {
    told: `receipt ${mark} of ${registrar}, ${secrecy} for ${accessList.join()}${isEntered ? ', being entered' : ''}`,
    isSecret: secrecy !== 'none' || isEntered,
    receipt: { id, revision: file.revisionId },
    ...{ copy: '', note: '', print: '', upload: '' },
    marks: [mark, id, file.id, file.revisionId, file.sha256],
    mayBeKnownTo: async (person) =>
      (await findReceiptReading(office.deps, person as PersonId, id as ReceiptId)) !== undefined,
  }
}
