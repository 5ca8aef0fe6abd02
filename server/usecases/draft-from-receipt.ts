import type { ProposalContent } from '../contract/proposals.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import {
  type PersonId,
  type PostId,
  type ProposalId,
  type ReceiptId,
  type Sha256,
  localDateOf,
  partsOfPost,
} from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import type { Receipt } from '../domain/receiving/receipt.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listFiles } from '../store/attachments.ts'
import { refreshManifest } from '../store/manifests.ts'
import { insertDraft } from '../store/proposals.ts'
import { linkCase } from '../store/receipts.ts'
import { loadReference } from '../store/reference.ts'
import { commandWithin } from './act-on-receipt.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { converterVersion } from './converter-version.ts'
import { copyFiles, sendForPages } from './copy-files.ts'
import { emptyContent } from './create-proposal.ts'
import { type ReceiptProblem, announceReceipt } from './receipt-deps.ts'
import { exercisedBy } from './who-is.ts'

/**
 * 接受起案: a draft with the title of what arrived, its sender as addressee, deadline, 簿冊, 秘 and the same files, and a link
 * on both sides, in one transaction. More than one case may come of one 収受文書.
 */
export async function draftFromReceipt(
  deps: ApprovalDeps,
  request: {
    readonly id: ReceiptId
    readonly by: PersonId
    readonly version: number
    readonly post?: PostId
  },
): Promise<Result<{ readonly proposalId: ProposalId }, ReceiptProblem>> {
  const { id, by, version, post } = request
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const held = exercisedBy(organisation, by, at)
  const made = await deps.db
    .transaction()
    .execute(async (trx) => {
      const proposal = deps.newId() as ProposalId
      const done = await commandWithin(trx, organisation, at, {
        ...{ id, by, version },
        command: { type: 'draft', proposal },
      })
      if (!done.ok) return done
      const { receipt } = done.value
      const sectionAt = (it: PostId) => sectionOf(organisation, partsOfPost(it).unit)?.code
      const capacity =
        post === undefined
          ? (held.find((it) => sectionAt(it.post) === receipt.holder.unit) ?? held[0])
          : held.find((it) => it.post === post)
      if (capacity === undefined) throw new NoPost()
      const { unit } = partsOfPost(capacity.post)
      const { folders } = await loadReference(trx, fiscalYearOf(localDateOf(at)))
      const folder = folders.find((it) => it.id === receipt.arrival.folderId)
      await insertDraft(trx, {
        id: proposal,
        drafter: by,
        post: capacity.post,
        unit,
        section: sectionOf(organisation, unit)?.code ?? unit,
        content: {
          ...contentOf(id, receipt),
          ...(folder === undefined ? {} : { folderId: folder.id, retentionCode: folder.retention }),
        },
        // Of the text and the files together; set below, when both are there.
        manifestSha256: '' as Sha256,
        clientKey: undefined,
        at,
      })
      await linkCase(trx, id, proposal)
      const files = await listFiles(trx, { receipt: id }, converterVersion)
      const waiting = await copyFiles(deps, trx, { files, to: proposal, by, at })
      await refreshManifest(trx, proposal)
      return yes({ proposal, waiting })
    })
    .catch((error: unknown) => {
      if (error instanceof NoPost) return no({ code: 'no_post' as const })
      throw error
    })
  if (!made.ok) return made
  await sendForPages(deps, made.value.waiting)
  await announceReceipt(deps, id)
  return yes({ proposalId: made.value.proposal })
}

/** Thrown to roll back: the post that was named is not one of the drafter's. */
class NoPost extends Error {}

function contentOf(receiptId: ReceiptId, { number, arrival }: Receipt): ProposalContent {
  const { title, sender, senderNumber, sentOn, receivedOn, dueOn, secrecy, accessList } = arrival
  const letter = [sentOn === undefined ? '' : `${longWareki(sentOn)}付け`, senderNumber].join('')
  return {
    ...emptyContent,
    title,
    body: `（伺い）\n${letter === '' ? `${longWareki(receivedOn)}に` : `${letter}で`}${sender}から提出のあった標記について、次のとおり取り扱ってよろしいか伺います。\n`,
    addressee: sender,
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(secrecy === 'secret' ? { secrecy, accessList: [...accessList] } : {}),
    received: { receiptId, number, receivedOn, sender, senderNumber },
  }
}
