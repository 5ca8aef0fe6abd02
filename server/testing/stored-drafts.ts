import type { Acting, Command } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import { evolve } from '../domain/approval/evolve.ts'
import { extendChain } from '../domain/audit/chain.ts'
import type { ProposalId } from '../domain/ids.ts'
import type { LogWrite } from '../store/approval-log.ts'
import type { StoredProposal } from '../store/proposals.ts'
import { people } from './approval-office.ts'
import { draft } from './approval-world.ts'
import type { TestDatabase } from './database.ts'
import { hashLink } from './hash-link.ts'

/** The id of the n-th draft, from 1. */
export function idOf(n: number): ProposalId {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as ProposalId
}

/** Stores so many drafts of the world of the rules, with its people. */
export async function storeDrafts({ pool }: TestDatabase, count: number): Promise<void> {
  await pool.query(
    `insert into person (id, name, name_kana, login) select it, it, 'シケン', it from unnest($1::text[]) as it`,
    [people],
  )
  await pool.query(`insert into unit (code, name, kind) values ('U', '試験課', 'section')`)
  await pool.query(
    `insert into proposal (id, drafter_id, drafter_post, unit_code, section_code, content, state, created_at, updated_at)
     select it, '起案者', 'U:起案者', 'U', 'U', '{"urgent":false}', $2, now(), now() from unnest($1::uuid[]) as it`,
    [Array.from({ length: count }, (_, index) => idOf(index + 1)), JSON.stringify(draft)],
  )
}

/** What the log is to write of a command, decided anew on what the store says: so the rules read what they wrote. */
export function writeFor(stored: StoredProposal, command: Command, acting: Acting): LogWrite {
  const decided = decide(stored.state, command, acting)
  if (!decided.ok) throw new Error(`${stored.id} ${command.type}: ${JSON.stringify(decided.error)}`)
  return {
    id: stored.id,
    expectedVersion: stored.version,
    before: stored.state,
    after: decided.value.reduce(evolve, stored.state),
    events: decided.value,
    links: extendChain(stored.id, stored.head, decided.value, hashLink),
    readers: [],
  }
}
