import type { ProposalContent } from '../contract/proposals.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import type { DisclosureRequest } from '../domain/disclosing/request.ts'
import {
  type AttachmentId,
  type DisclosureId,
  type PersonId,
  type ProposalId,
  type RevisionId,
  type Sha256,
  partsOfPost,
} from '../domain/ids.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { insertAttachment, requestRendition } from '../store/attachments.ts'
import { findDisclosure, listCopies, lockDisclosure } from '../store/disclosure.ts'
import { listFilesOfRevisions } from '../store/disclosure-files.ts'
import { readableAmong } from '../store/folders.ts'
import { refreshManifest } from '../store/manifests.ts'
import { insertDraft } from '../store/proposals.ts'
import { commandWithin } from './act-on-disclosure.ts'
import { converterVersion } from './converter-version.ts'
import { sendForPages } from './copy-files.ts'
import { emptyContent } from './create-proposal.ts'
import { type DisclosureDeps, type DisclosureProblem, handlesDisclosure } from './disclosure-deps.ts'
import { outcomeNames } from './disclosure-history.ts'
import { exercisedBy, readerOf } from './who-is.ts'

/**
 * 起案 of a 開示決定: a draft that says what is decided of each file, with the masked copies attached. Who asks is not in it.
 * The request remembers it; the case is linked with `name_case` once it is decided.
 */
export async function draftFromDisclosure(
  deps: DisclosureDeps,
  { id, by, version }: { readonly id: DisclosureId; readonly by: PersonId; readonly version: number },
): Promise<Result<{ readonly proposalId: ProposalId }, DisclosureProblem>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const reader = readerOf(organisation, by, at)
  type Made = Result<
    { readonly proposalId: ProposalId; readonly waiting: readonly { sha256: Sha256; kind: string }[] },
    DisclosureProblem
  >
  // What became 秘 since it was chosen is told in no 起案.
  const chosen = (await findDisclosure(deps.db, id))?.request.cases ?? []
  const readable = await readableAmong(deps.db, chosen, reader)
  const made = await deps.db.transaction().execute(async (trx): Promise<Made> => {
    const stored = await lockDisclosure(trx, id)
    if (stored === undefined || !handlesDisclosure(reader)) return no({ code: 'not_found' })
    const [capacity] = exercisedBy(organisation, by, at)
    if (capacity === undefined) return no({ code: 'no_post' })
    const proposalId = deps.newId() as ProposalId
    const command = { type: 'draft' as const, proposal: proposalId }
    const drafted = await commandWithin(trx, organisation, at, { id, by, version, command })
    if (!drafted.ok) return drafted
    const request = {
      ...stored.request,
      files: stored.request.files.filter((it) => readable.has(it.proposal)),
    }
    const files = await listFilesOfRevisions(
      trx,
      request.files.map((it) => it.revision),
      converterVersion,
    )
    const { unit } = partsOfPost(capacity.post)
    await insertDraft(trx, {
      ...{ id: proposalId, drafter: by, post: capacity.post, unit },
      section: sectionOf(organisation, unit)?.code ?? unit,
      content: contentOf(request, (it) => files.get(it)?.name ?? ''),
      // Of the text and the files together; set below, when both are there.
      manifestSha256: '' as Sha256,
      clientKey: undefined,
      at,
    })
    const copies = await listCopies(trx, id)
    const waiting: { sha256: Sha256; kind: string }[] = []
    for (const { revision, copy } of request.files) {
      if (!copies.some((it) => it.sha256 === copy) || copy === undefined) continue
      const blob = await trx
        .selectFrom('blob')
        .select('size_bytes')
        .where('sha256', '=', copy)
        .executeTakeFirstOrThrow()
      await insertAttachment(trx, {
        ...{ id: deps.newId() as AttachmentId, revisionId: deps.newId() as RevisionId },
        ...{ holder: { proposal: proposalId }, clientKey: undefined, sha256: copy, by, at },
        name: `${files.get(revision)?.name ?? '写し'}（墨塗り）.pdf`,
        sizeBytes: blob.size_bytes,
        kind: 'pdf',
        warnings: [],
      })
      const page = { sha256: copy, kind: 'pdf' }
      if (await requestRendition(trx, { ...page, converter: converterVersion })) waiting.push(page)
    }
    await refreshManifest(trx, proposalId)
    return yes({ proposalId, waiting })
  })
  if (!made.ok) return made
  await sendForPages(deps, made.value.waiting)
  return yes({ proposalId: made.value.proposalId })
}

function contentOf(
  { number, requestedOn, asks, files, notHeld }: DisclosureRequest,
  nameOf: (revision: RevisionId) => string,
): ProposalContent {
  const lines = files.map(
    (it) => `・${nameOf(it.revision)}　${it.outcome === undefined ? '' : outcomeNames[it.outcome]}`,
  )
  const decided = notHeld === undefined ? lines.join('\n') : `・文書不存在　${notHeld}`
  return {
    ...emptyContent,
    title: `公文書の開示決定等について（${number}）`,
    body: `（伺い）\n${longWareki(requestedOn)}付けで請求のあった次の公文書について、下記のとおり決定してよろしいか伺います。\n\n請求の内容\n${asks}\n\n決定の案\n${decided}\n`,
  }
}
