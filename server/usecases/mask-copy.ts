import { Readable } from 'node:stream'
import type { DisclosureDone, DisclosureMask, MaskBody } from '../contract/disclosure.ts'
import type { PdfFacts } from '../contract/editor-facts.ts'
import { refuseGrounds } from '../domain/disclosing/decide-request.ts'
import type { DisclosureId, Instant, PersonId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { insertCopy } from '../store/disclosure.ts'
import { commandWithin } from './act-on-disclosure.ts'
import { findAskedFile } from './asked-file.ts'
import type { DisclosureDeps, DisclosureProblem } from './disclosure-deps.ts'
import { editorSaysNo } from './editing-refusal.ts'
import { noteForRequest } from './note-for-request.ts'
import { namedAt } from './who-is.ts'

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
  const revision = body.revisionId as RevisionId
  const found = await findAskedFile(deps, { id, by, revision })
  if (!found.ok) return found
  const { request, reader, asked, pages: there } = found.value
  if (!there.ok)
    return there.error.code === 'pdf_not_ready' ? no({ code: 'disclosure_no_pages' }) : no(there.error)
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
    ...{ pdf: there.value.sha256, masks: body.masks, printed, at },
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
