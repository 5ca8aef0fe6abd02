import type { Transaction } from 'kysely'
import type { ActDone } from '../contract/proposals.ts'
import type { SignedIn } from '../domain/access/fresh-sign-in.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { Acting, Command } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import type { PersonId, ProposalId, Sha256 } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type LogWrite, writeActs } from '../store/approval-log.ts'
import type { Database } from '../store/database.ts'
import { type Filing, holdFiling } from '../store/filing.ts'
import { type LockedProposal, type StoredProposal, loadMany, lockProposal } from '../store/proposals.ts'
import { within } from '../store/run-query.ts'
import { actingOf, comingThrough } from './acting-of.ts'
import type { CameThrough } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type ActRefusal, announce, versionChanged, writeOf } from './commit-act.ts'
import { readerOf } from './who-is.ts'

type Stale = { readonly code: 'stale' }
export type Committed = { readonly write: LogWrite; readonly version: number }

/** Thrown to roll a transaction back: whatever was taken or written in it never was. */
export class RolledBack extends Error {
  readonly refusal: ActRefusal | Stale
  constructor(refusal: ActRefusal | Stale) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** What the sender of an act names, and was looking at. */
export type ActOn = {
  readonly id: ProposalId
  readonly by: PersonId
  /** Undefined: whatever is there when the row is held. */
  readonly body: { readonly version: number; readonly manifestSha256: string } | undefined
  /** The application that acts on behalf of the person. */
  readonly through?: CameThrough
  /** Whether its 簿冊 is held too. */
  readonly holdsFolder?: true
}

/** A case whose row is held, as the act on it finds it. */
export type Held = {
  readonly organisation: Organisation
  /** Text and status of the row itself. */
  readonly locked: LockedProposal
  readonly stored: StoredProposal
  readonly acting: Acting
  /** Where it is filed, if that was to be held. */
  readonly filing?: Filing
}

/**
 * An act that changes more than the log, in one transaction that holds the row: all of it stands or nothing. Who may not
 * read the case finds nothing; a `RolledBack` becomes the refusal it carries.
 */
export async function holding(
  deps: ApprovalDeps,
  { id, by, body, through, holdsFolder }: ActOn,
  work: (trx: Transaction<Database>, held: Held) => Promise<Committed>,
): Promise<Result<ActDone, ActRefusal>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  try {
    const { write, version } = await deps.db.transaction().execute(async (trx) => {
      // Acts on a 簿冊 hold it and then its cases: in that order nobody waits for each other.
      const filing = holdsFolder && (await holdFiling(trx, id))
      const locked = await lockProposal(trx, id)
      const stored = (await loadMany(within(trx), [id])).get(id)
      if (
        locked === undefined ||
        stored === undefined ||
        !mayRead(stored.matter, readerOf(organisation, by, at))
      ) {
        throw new RolledBack({ code: 'not_found' })
      }
      if (body !== undefined && stored.version !== body.version) throw new RolledBack({ code: 'stale' })
      // Moved while its 簿冊 was waited for.
      if (filing !== undefined && filing.folder !== locked.folder) throw new RolledBack({ code: 'stale' })
      const current = stored.manifestSha256
      const manifests = { shown: body === undefined ? current : (body.manifestSha256 as Sha256), current }
      const acting = comingThrough(actingOf(organisation, by, at, manifests, stored.unit), through)
      return work(trx, { organisation, locked, stored, acting, ...(filing && { filing }) })
    })
    return yes(await announce(deps, write, version))
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
    return no(error.refusal.code === 'stale' ? await versionChanged(deps, id) : error.refusal)
  }
}

/** Asks the rules and writes what they say, in a transaction that holds the proposal. */
export async function commitWithin(
  trx: Transaction<Database>,
  stored: StoredProposal,
  command: Command,
  acting: Acting,
  signedIn?: SignedIn,
): Promise<Committed> {
  const decided = decide(stored.state, command, acting)
  if (!decided.ok) throw new RolledBack(decided.error)
  const write = writeOf(stored, decided.value, acting, signedIn)
  const [written] = await writeActs(within(trx), [write])
  if (written?.outcome !== 'written') throw new RolledBack({ code: 'stale' })
  return { write, version: written.version }
}
