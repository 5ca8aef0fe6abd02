import { readFile } from 'node:fs/promises'
import type { PdfFacts } from '../contract/editor-facts.ts'
import type { Reader } from '../domain/access/may-read.ts'
import type { DisclosureId, PersonId, ProposalId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type StoredDisclosure, findDisclosure, listCopies } from '../store/disclosure.ts'
import { listFilesOfRevisions } from '../store/disclosure-files.ts'
import { readableAmong } from '../store/folders.ts'
import { converterVersion } from './converter-version.ts'
import { type DisclosureDeps, type DisclosureProblem, handlesDisclosure } from './disclosure-deps.ts'
import { editorSaysNo } from './editing-refusal.ts'
import { noteForRequest } from './note-for-request.ts'
import { namedAt, readerOf } from './who-is.ts'

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
  { id, request }: StoredDisclosure,
  reader: Reader,
): Promise<Result<HandedOut, DisclosureProblem>> {
  const readable = await readableAmong(deps.db, request.cases, reader)
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
  return yes({ copies, cases: [...readable.keys()] })
}
