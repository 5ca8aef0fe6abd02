import type { AttachmentView } from '../../contract/proposals.ts'
import type { Sha256 } from '../../domain/ids.ts'
import { upsertPicture } from '../../store/renditions.ts'
import { type Office, staff } from '../office.ts'
import { attachPdf } from '../printing.ts'
import { storePages } from '../read-pages.ts'
import { word } from '../word-says.ts'
import type { CaseKind } from './callers.ts'

/** A case of the drafter with a PDF of two pages, a text and a Word file. */
export type Case = {
  readonly id: string
  readonly kind: CaseKind
  readonly pdf: AttachmentView
  readonly text: AttachmentView
  readonly word: AttachmentView
  /** What it is as long as nobody acts on it or changes its files. */
  readonly mark: string
}

/** One file as a page sends it. */
export function fileBody(name: string, content: Buffer | string) {
  const boundary = 'kessai-test'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}

const secrecies: Readonly<Record<CaseKind, object>> = {
  draft: {},
  open: {},
  decided: {},
  secret: { secrecy: 'secret', accessList: [staff.drafter] },
  timed: { secrecy: 'timed_secret', accessList: [staff.drafter], secretUntil: '2026-06-01T00:00:00.000Z' },
}

/** One more file of a case, by whoever may add it. */
export async function attach(
  office: Office,
  id: string,
  name: string,
  content: Buffer | string,
  by: string = staff.drafter,
): Promise<AttachmentView> {
  const sent = await office.inject(by, {
    ...{ method: 'POST', url: `/v1/proposals/${id}/attachments` },
    ...fileBody(name, content),
  })
  if (sent.statusCode !== 201) throw new Error(sent.body)
  return sent.json<{ attachment: AttachmentView }>().attachment
}

/** The title of every case of the stage: found in an answer, it says that the case was told of. */
const caseTitle = '庁舎管理の見直しについて'

/** Makes a case; one that is under way waits for 係長 (`seat`), then for 課長, who decides. */
export async function makeCase(office: Office, kind: CaseKind): Promise<Case> {
  const { id } = await office.draft({
    ...{ title: caseTitle, authorityCode: 'E01', concurringUnits: [] },
    ...secrecies[kind],
  })
  const pdf = await attachPdf(office, id, '資料.pdf', 2)
  await upsertPicture(office.db, {
    ...{ pdf: pdf.sha256 as Sha256, pageIndex: 0, widthPx: 1400, bytes: Buffer.from('picture') },
  })
  const text = await attach(office, id, '別表.txt', '別表\r\n一　宿泊　800円\r\n')
  await storePages(office, text, ['別表'])
  const made = { id, kind, pdf, text, word: await attach(office, id, '伺い.docx', word('一')) }
  const acts: readonly (readonly [string, string])[] = [
    [staff.drafter, 'submit'],
    [staff.groupChief, 'approve'],
    [staff.sectionChief, 'decide'],
  ]
  for (const [person, type] of acts.slice(0, kind === 'draft' ? 0 : kind === 'decided' ? 3 : 1)) {
    const done = await office.act(person, id, { type })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  return { ...made, mark: await markOf(office, id) }
}

/** Another text after each act, and after each change of a file. */
export async function markOf(office: Office, id: string): Promise<string> {
  const { version, status, attachments } = await office.view(staff.drafter, id)
  return JSON.stringify([version, status, attachments.map((it) => [it.id, it.revisionId, it.name])])
}
