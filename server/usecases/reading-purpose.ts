import { type Matter, type Reader, readsAsArchivist, readsAsAuditor } from '../domain/access/may-read.ts'
import type { AttachmentId, Instant, PersonId, ProposalId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { logAccess } from '../store/access-log.ts'
import { findProposalOfAttachment } from '../store/attachments.ts'
import { findRevision } from '../store/held-revisions.ts'
import { findMatter } from '../store/matters.ts'
import { findNote } from '../store/notes.ts'
import { findPurpose, upsertPurpose } from '../store/reading-purposes.ts'
import type { CameThrough } from './application-caller.ts'
import { type MayReadDeps, asSeenBy } from './may-read.ts'
import { readerOf } from './who-is.ts'

/** A purpose counts for as long as a session may last; with the next sign-in it is asked for again. */
const purposeMs = 12 * 60 * 60 * 1000

/** What of a case is asked for, by whichever id the request names. */
export type CaseAsked =
  | { readonly proposal: ProposalId }
  | { readonly revision: RevisionId }
  | { readonly attachment: AttachmentId }
  /** By its id. */
  | { readonly note: string }

export type PurposeRefusal =
  /** Reads only as 監査・情報公開担当 and has not said what for. */
  | { readonly code: 'purpose_missing' }
  /** 監査・情報公開担当 read, and do nothing else. */
  | { readonly code: 'auditor_reads_only' }
  /** 文書館 reads what lies before it for 評価選別, and does nothing else. */
  | { readonly code: 'archivist_reads_only' }

/** What the archive reads for, which needs no saying. */
export const appraising = '評価選別'

/**
 * What stands between a person and a case that only the role of an auditor, or that of the archive, opens: for an auditor the
 * purpose, and for both that it is to be read and nothing else. Undefined for everybody else, also for who may not read it: the
 * route says so itself.
 */
export async function whyNotByRole(
  deps: MayReadDeps,
  request: { readonly by: PersonId; readonly asked: CaseAsked; readonly reads: boolean },
): Promise<PurposeRefusal | undefined> {
  const organisation = await deps.organisation.current()
  // Everybody else costs neither a query nor a look at who holds what: every read of a case comes by here.
  const roles = organisation.people.get(request.by)?.roles ?? []
  const isAuditor = roles.includes('auditor')
  if (!isAuditor && (!roles.includes('archivist') || request.reads)) return undefined
  const at = deps.now()
  const reader = readerOf(organisation, request.by, at)
  const id = await proposalOf(deps, request.asked)
  const found = id && (await findMatter(deps.db, id))
  if (id === undefined || found === undefined) return undefined
  const matter = await asSeenBy(deps, id, found, reader)
  if (!request.reads && readsAsArchivist(matter, reader)) return { code: 'archivist_reads_only' }
  if (!readsAsAuditor(matter, reader)) return undefined
  if (!request.reads) return { code: 'auditor_reads_only' }
  const purpose = await purposeOfAuditor(deps, reader)
  return purpose === undefined ? { code: 'purpose_missing' } : undefined
}

/** The case that is asked for; undefined when there is none. */
export async function proposalOf(
  { db }: Pick<MayReadDeps, 'db'>,
  asked: CaseAsked,
): Promise<ProposalId | undefined> {
  if ('proposal' in asked) return asked.proposal
  if ('attachment' in asked) return findProposalOfAttachment(db, asked.attachment)
  if ('note' in asked) return (await findNote(db, asked.note))?.proposal_id as ProposalId | undefined
  return (await findRevision(db, asked.revision, converterVersion))?.proposalId
}

/** What an auditor said the reading is for, as long as it counts; undefined when nothing was said. */
export async function purposeOfAuditor(
  { db }: Pick<MayReadDeps, 'db'>,
  { person, at }: Pick<Reader, 'person' | 'at'>,
): Promise<string | undefined> {
  return findPurpose(db, person, since(at))
}

function since(at: Instant): Instant {
  return new Date(Date.parse(at) - purposeMs).toISOString() as Instant
}

/** States what a 監査・情報公開担当 reads for; nobody else needs to. */
export async function statePurpose(
  deps: MayReadDeps,
  request: { readonly by: PersonId; readonly purpose: string },
): Promise<Result<{ readonly purpose: string; readonly until: Instant }, { readonly code: 'not_allowed' }>> {
  const { by } = request
  const roles = (await deps.organisation.current()).people.get(by)?.roles ?? []
  if (!roles.includes('auditor')) return no({ code: 'not_allowed' })
  const at = deps.now()
  const purpose = request.purpose.trim()
  await upsertPurpose(deps.db, { person: by, purpose, at })
  return yes({ purpose, until: new Date(Date.parse(at) + purposeMs).toISOString() as Instant })
}

/** Notes a read; with its purpose, where only the role of an auditor, or that of the archive, allowed it. */
export async function noteAccess(
  { db }: Pick<MayReadDeps, 'db'>,
  matter: Matter,
  reader: Reader,
  {
    id,
    through,
    ...read
  }: { readonly id: ProposalId; readonly what: string; readonly through?: CameThrough },
): Promise<void> {
  const { person, at } = reader
  const purpose = readsAsArchivist(matter, reader)
    ? appraising
    : readsAsAuditor(matter, reader)
      ? await purposeOfAuditor({ db }, reader)
      : undefined
  await logAccess(db, {
    at,
    // By itself it reads with the drafter's eyes, but the drafter did not look.
    person: through?.byItself === true ? undefined : person,
    of: { proposal: id },
    ...read,
    ...(through === undefined ? {} : { application: through.application }),
    ...(purpose === undefined ? {} : { purpose }),
  })
}
