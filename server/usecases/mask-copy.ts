import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { DisclosureDone, DisclosureMask, MaskBody } from '../contract/disclosure.ts'
import type { PdfFacts } from '../contract/editor-facts.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { fileOf, refuseGrounds } from '../domain/disclosing/decide-request.ts'
import type { DisclosureId, Instant, PersonId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findDisclosure, insertCopy, listCopies } from '../store/disclosure.ts'
import { listFilesOfRevisions } from '../store/disclosure-files.ts'
import { commandWithin } from './act-on-disclosure.ts'
import { converterVersion } from './converter-version.ts'
import { type DisclosureDeps, type DisclosureProblem, handlesDisclosure } from './disclosure-deps.ts'
import { editorSaysNo } from './editing-refusal.ts'
import { noteForRequest } from './note-for-request.ts'
import { namedAt, readerOf } from './who-is.ts'

/** How large the ground is printed above its box, in points, and how wide a letter of it may be. */
const label = { size: 7, height: 9, letterWidth: 7.2 }

/**
 * 墨塗り of a copy: what lies under the boxes is taken out of the pages of the file, the ground printed above each. The
 * copy belongs to the request; the case and its file stay as they are. It is looked through for what is left under
 * a box before it is kept.
 */
export async function maskCopy(
  deps: DisclosureDeps,
  { id, by, body }: { readonly id: DisclosureId; readonly by: PersonId; readonly body: MaskBody },
): Promise<Result<DisclosureDone, DisclosureProblem>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const stored = await findDisclosure(deps.db, id)
  const reader = readerOf(organisation, by, at)
  if (stored === undefined || !handlesDisclosure(reader)) return no({ code: 'not_found' })
  const revision = body.revisionId as RevisionId
  const { request } = stored
  const asked = fileOf(request, revision)
  const matter = asked && (await deps.reads.find(asked.proposal))?.matter
  if (asked === undefined || matter === undefined || !mayRead(matter, reader))
    return no({ code: 'not_found' })
  const file = (await listFilesOfRevisions(deps.db, [revision], converterVersion)).get(revision)
  if (file?.pdf === undefined) return no({ code: 'disclosure_no_pages' })
  const grounds = [...new Set(body.masks.map((it) => it.ground))]
  const known = await deps.db.selectFrom('disclosure_ground').select(['code', 'article', 'name']).execute()
  const wrong = refuseGrounds(
    'partial',
    grounds,
    known.map((it) => it.code),
  )
  if (wrong !== undefined) return no(wrong)
  await noteForRequest(deps, reader, request, [asked.proposal])
  const printed = new Map(known.map((it) => [it.code, it.article === '' ? it.name : it.article]))
  const made = await masked(deps, {
    ...{ pdf: file.pdf, masks: body.masks, printed, at },
    author: namedAt(organisation, by, at),
  })
  if (!made.ok) return made
  const { bytes, pages } = made.value
  const { sha256, sizeBytes } = await deps.blobs.put(Readable.from([bytes]))
  return deps.db.transaction().execute(async (trx): Promise<Result<DisclosureDone, DisclosureProblem>> => {
    const done = await commandWithin(trx, organisation, at, {
      ...{ id, by, version: body.version },
      command: { type: 'mask_file', revision, copy: sha256, boxes: body.masks.length, grounds },
    })
    if (!done.ok) return done
    await insertCopy(trx, {
      ...{ id: deps.newId(), request: id, revision, sha256, sizeBytes, pages, by, at },
      masks: body.masks,
    })
    return done
  })
}

async function masked(
  { editors, blobs }: DisclosureDeps,
  given: {
    readonly pdf: Sha256
    readonly masks: readonly DisclosureMask[]
    readonly printed: ReadonlyMap<string, string>
    readonly author: string
    readonly at: Instant
  },
): Promise<Result<{ readonly bytes: Uint8Array; readonly pages: number }, DisclosureProblem>> {
  const { pdf, masks, printed, author, at } = given
  const original = await blobs.path(pdf)
  const opened = await editors.open('pdf', original, 'pdf')
  if (!opened.ok) return no(editorSaysNo(opened.error))
  const { pages } = JSON.parse(opened.value) as PdfFacts
  if (masks.some((it) => it.page >= pages.length)) return no({ code: 'disclosure_no_pages' })
  const edit = {
    breakSignature: true,
    pages: pages.map((_, index) => ({
      index,
      marks: masks
        .filter((it) => it.page === index)
        .flatMap(({ box, ground }) => [{ kind: 'redact', box }, labelOf(box, printed.get(ground) ?? ground)]),
    })),
  }
  const written = await editors.apply('pdf', {
    original,
    given: new TextEncoder().encode(JSON.stringify(edit)),
    others: new Map(),
    context: { kind: 'pdf', author, at, tracked: false },
  })
  return written.ok ? yes({ bytes: written.value, pages: pages.length }) : no(editorSaysNo(written.error))
}

/** Above the box, or below it where the page ends. */
function labelOf([x, y, , height]: DisclosureMask['box'], text: string): object {
  const top = y >= label.height ? y - label.height : y + height
  const box = [x, top, text.length * label.letterWidth + 4, label.height]
  return { kind: 'text', box, text, size: label.size }
}

/**
 * Everything that is handed out as one PDF: files 全部開示 as they are, 部分開示 as their masked copies, in order of the
 * cases. What the officer may not read (any more), and 不開示, is not in it.
 */
export async function handOut(
  deps: DisclosureDeps,
  { id, by }: { readonly id: DisclosureId; readonly by: PersonId },
): Promise<Result<{ readonly number: string; readonly bytes: Uint8Array }, DisclosureProblem>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const stored = await findDisclosure(deps.db, id)
  const reader = readerOf(organisation, by, at)
  if (stored === undefined || !handlesDisclosure(reader)) return no({ code: 'not_found' })
  const { request } = stored
  const parts = await partsOf(deps, stored, reader)
  if (!parts.ok) return parts
  const { copies } = parts.value
  const [first, ...others] = [...new Set(copies)]
  if (first === undefined) return no({ code: 'disclosure_nothing_to_hand_out' })
  await noteForRequest(deps, reader, request, parts.value.cases)
  const original = await deps.blobs.path(first)
  const pages: object[] = []
  for (const sha256 of copies) {
    const opened = await deps.editors.open('pdf', await deps.blobs.path(sha256), 'pdf')
    if (!opened.ok) return no(editorSaysNo(opened.error))
    const facts = JSON.parse(opened.value) as PdfFacts
    pages.push(...facts.pages.map((_, index) => ({ index, ...(sha256 === first ? {} : { from: sha256 }) })))
  }
  if (copies.length === 1) return yes({ number: request.number, bytes: await readFile(original) })
  const joined = await deps.editors.apply('pdf', {
    original,
    given: new TextEncoder().encode(JSON.stringify({ breakSignature: true, pages })),
    others: new Map(await Promise.all(others.map(async (it) => [it, await deps.blobs.path(it)] as const))),
    context: { kind: 'pdf', author: namedAt(organisation, by, at), at, tracked: false },
  })
  return joined.ok ? yes({ number: request.number, bytes: joined.value }) : no(editorSaysNo(joined.error))
}

type HandedOut = { readonly copies: readonly Sha256[]; readonly cases: readonly ProposalId[] }

async function partsOf(
  deps: DisclosureDeps,
  { id, request }: NonNullable<Awaited<ReturnType<typeof findDisclosure>>>,
  reader: Parameters<typeof mayRead>[1],
): Promise<Result<HandedOut, DisclosureProblem>> {
  const cases = await Promise.all(request.cases.map((it) => deps.reads.find(it)))
  const readable = new Set(
    cases.flatMap((it) => (it !== undefined && mayRead(it.matter, reader) ? [it.id] : [])),
  )
  const kept = new Set((await listCopies(deps.db, id)).map((it) => it.sha256))
  const shown = request.files.filter((it) => readable.has(it.proposal))
  const files = await listFilesOfRevisions(
    deps.db,
    shown.map((it) => it.revision),
    converterVersion,
  )
  const copies: Sha256[] = []
  for (const { outcome, copy, revision } of shown) {
    if (outcome !== 'full' && outcome !== 'partial') continue
    const sha256 = outcome === 'full' ? files.get(revision)?.pdf : copy
    // What was decided to be disclosed is never left out in silence.
    if (sha256 === undefined || (outcome === 'partial' && !kept.has(sha256)))
      return no({ code: 'disclosure_no_pages' })
    copies.push(sha256)
  }
  return yes({ copies, cases: [...readable] })
}
