import type { DisclosureFilePages } from '../contract/disclosure.ts'
import { type Reader, mayRead } from '../domain/access/may-read.ts'
import { fileOf } from '../domain/disclosing/decide-request.ts'
import type { AskedFile, DisclosureRequest } from '../domain/disclosing/request.ts'
import type { DisclosureId, PersonId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findCopySize, findDisclosure } from '../store/disclosure.ts'
import { type HeldRevision, findHeldRevision } from '../store/held-revisions.ts'
import { listPageSizes } from '../store/renditions.ts'
import { converterVersion } from './converter-version.ts'
import { type DisclosureDeps, handlesDisclosure } from './disclosure-deps.ts'
import { noteForRequest } from './note-for-request.ts'
import { type Content, contentOf } from './open-content.ts'
import { type NotThere, textOfPdf } from './page-texts.ts'
import type { DisposedRefusal } from './readable-revision.ts'
import { readerOf } from './who-is.ts'

/** A file of a request, by the content that was chosen. */
export type FileAskedFor = {
  readonly id: DisclosureId
  readonly by: PersonId
  readonly revision: RevisionId
}

type Found = {
  readonly request: DisclosureRequest
  readonly reader: Reader
  readonly asked: AskedFile
  readonly name: string
  readonly pages: Result<
    NonNullable<HeldRevision['pdf']>,
    { readonly code: 'pdf_not_ready' } | DisposedRefusal
  >
}

type Missing = { readonly code: 'not_found' }

/** A file that is asked for, for the 情報公開担当 who may (still) read its case; everybody else finds nothing. */
export async function findAskedFile(
  deps: DisclosureDeps,
  { id, by, revision }: FileAskedFor,
): Promise<Result<Found, Missing>> {
  const stored = await findDisclosure(deps.db, id)
  const reader = readerOf(await deps.organisation.current(), by, deps.now())
  if (stored === undefined || !handlesDisclosure(reader)) return no({ code: 'not_found' })
  const { request } = stored
  const asked = fileOf(request, revision)
  const matter = asked && (await deps.reads.find(asked.proposal))?.matter
  if (asked === undefined || matter === undefined || !mayRead(matter, reader))
    return no({ code: 'not_found' })
  const file = await findHeldRevision(deps.db, revision, converterVersion)
  return yes({ request, reader, asked, name: file?.name ?? '', pages: pagesOf(file) })
}

/** The PDF of its pages, once they can be looked at, and until it is disposed of: what was made of it for the request stays. */
function pagesOf(file: HeldRevision | undefined): Found['pages'] {
  if (file?.disposedOn !== undefined) return no({ code: 'case_disposed', on: file.disposedOn })
  return file?.pdf === undefined ? no({ code: 'pdf_not_ready' }) : yes(file.pdf)
}

/** How large the pages of such a file are; looking at them is noted with the request as its purpose. */
export async function pagesOfAskedFile(
  deps: DisclosureDeps,
  wanted: FileAskedFor,
): Promise<Result<DisclosureFilePages, NotThere>> {
  const found = await findAskedFile(deps, wanted)
  if (!found.ok) return found
  const { request, reader, asked, name, pages } = found.value
  if (!pages.ok) return pages
  await noteForRequest(deps, reader, request, [asked.proposal])
  return yes({ name, sizes: [...(await listPageSizes(deps.db, pages.value.sha256))] })
}

/** The PDF of its pages. */
export async function openAskedFile(
  deps: DisclosureDeps,
  wanted: FileAskedFor,
): Promise<Result<Content, NotThere>> {
  const found = await findAskedFile(deps, wanted)
  if (!found.ok) return found
  const { name, pages } = found.value
  return pages.ok ? yes(contentOf(deps, `${name}.pdf`, pages.value)) : pages
}

/** The words of its pages with their places, as JSON of contract PageTexts. */
export async function textOfAskedFile(
  deps: DisclosureDeps,
  { from, to, ...wanted }: FileAskedFor & { readonly from: number; readonly to: number },
): ReturnType<typeof textOfPdf> {
  const found = await findAskedFile(deps, wanted)
  if (!found.ok) return found
  const { pages } = found.value
  return pages.ok ? textOfPdf(deps, pages.value, { from, to }) : pages
}

/** A masked copy of it; one that was replaced by a newer one stays with the request. */
export async function openMaskedCopy(
  deps: DisclosureDeps,
  { sha256, ...wanted }: FileAskedFor & { readonly sha256: Sha256 },
): Promise<Result<Content, Missing>> {
  const found = await findAskedFile(deps, wanted)
  if (!found.ok) return found
  const sizeBytes = await findCopySize(deps.db, wanted, sha256)
  if (sizeBytes === undefined) return no({ code: 'not_found' })
  return yes(contentOf(deps, `${found.value.name}（墨塗り）.pdf`, { sha256, sizeBytes }))
}
