import type { ProposalContent } from '../contract/proposals.ts'
import { type ApplicationRefusal, refuseMatter } from '../domain/applications/application.ts'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import { manifestText } from '../domain/audit/manifest.ts'
import { type PersonId, type PostId, type ProposalId, localDateOf, partsOfPost } from '../domain/ids.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findByClientKey, insertDraft } from '../store/proposals.ts'
import type { ApplicationCaller } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { sha256Of } from './hashes.ts'
import { type OriginRefusal, isTrueOrigin } from './true-origin.ts'

/** A page nobody has written on. */
export const emptyContent: ProposalContent = {
  title: '',
  body: '',
  authorityCode: '',
  flags: [],
  folderId: '',
  retentionCode: '',
  disclosure: { class: '', grounds: [] },
  secrecy: 'none',
  accessList: [],
  urgent: false,
  urgentReason: '',
}

export type CreateRefusal =
  | ApplicationRefusal
  | OriginRefusal
  | {
      readonly code:
        | 'no_post'
        /** The client key was used before, for something else. */
        | 'idempotency_key_reused'
    }

/**
 * Begins a draft in one of the drafter's posts, the 本務 unless another is named. The same `clientKey` of the same
 * drafter answers the same draft, however often it is asked, and whatever became of it since; with other words it is
 * refused, because the caller would take somebody else's draft for the one it asked for.
 */
export async function createProposal(
  deps: ApprovalDeps,
  request: {
    readonly by: PersonId
    readonly content?: ProposalContent
    readonly drafterPost?: PostId
    readonly clientKey?: string
    /** 連携元の番号; counts of an application only. */
    readonly externalRef?: string
    /** The application that makes it on behalf of the drafter. */
    readonly caller?: ApplicationCaller
  },
): Promise<Result<{ readonly id: ProposalId; readonly created: boolean }, CreateRefusal>> {
  const { by, content = emptyContent, drafterPost, externalRef, caller } = request
  const refused = caller && refuseMatter(caller, content.authorityCode, false)
  if (refused !== undefined) return no(refused)
  // 接受起案 begins at the 収受文書, whose record says so.
  if (content.received !== undefined) return no({ code: 'received_untrue' })
  if (!(await isTrueOrigin(deps, { by, origin: content.origin, caller })))
    return no({ code: 'origin_not_found' })
  // Keys of a person's browser and of each application are apart.
  const clientKey =
    caller === undefined || request.clientKey === undefined
      ? request.clientKey
      : `${caller.clientId} ${request.clientKey}`
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const capacities = capacitiesOf(organisation, by, localDateOf(at))
  const capacity =
    drafterPost === undefined ? capacities[0] : capacities.find((it) => it.post === drafterPost)
  if (capacity === undefined) return no({ code: 'no_post' })
  const { unit } = partsOfPost(capacity.post)
  const id = deps.newId() as ProposalId
  const asked = sha256Of(
    canonicalJson({
      ...(request.content === undefined ? {} : { content: request.content }),
      ...(drafterPost === undefined ? {} : { drafterPost }),
      ...(externalRef === undefined ? {} : { externalRef }),
    }),
  )
  const created = await insertDraft(deps.db, {
    id,
    drafter: by,
    post: capacity.post,
    unit,
    section: sectionOf(organisation, unit)?.code ?? unit,
    content,
    manifestSha256: sha256Of(manifestText(content, [])),
    clientKey,
    clientBodySha256: asked,
    ...(caller === undefined
      ? {}
      : { madeBy: { application: caller.clientId, isTrial: caller.sandbox, ref: externalRef } }),
    at,
  })
  if (created) return yes({ id, created })
  const earlier = clientKey === undefined ? undefined : await findByClientKey(deps.db, by, clientKey)
  if (earlier === undefined) throw new Error(`draft ${id} was neither made nor found`)
  if (earlier.bodySha256 !== null && earlier.bodySha256 !== asked) {
    return no({ code: 'idempotency_key_reused' })
  }
  return yes({ id: earlier.id, created })
}
