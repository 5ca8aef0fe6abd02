import { type Kysely, type Transaction, sql } from 'kysely'
import type { DisclosureClass } from '../domain/disclosing/class-on.ts'
import type { ClassRules } from '../domain/disclosing/correct-class.ts'
import type { Instant, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

type StoredClass = {
  /** How often it was corrected: the seq of its chain. */
  readonly version: number
  readonly decided: DisclosureClass
  readonly corrected?: DisclosureClass
}

/** 公開区分 of a case as it says and as it was corrected; undefined when there is no such case. */
export async function findDisclosureClass(
  db: Kysely<Database>,
  id: ProposalId,
): Promise<StoredClass | undefined> {
  const row = await db
    .selectFrom('proposal')
    .leftJoin('disclosure_correction', 'disclosure_correction.proposal_id', 'proposal.id')
    .select([
      'disclosure_correction.version',
      sql<DisclosureClass | null>`disclosure_correction.class`.as('corrected'),
      sql<DisclosureClass>`coalesce(proposal.content -> 'disclosure', '{"class": "", "grounds": []}')`.as(
        'decided',
      ),
    ])
    .where('proposal.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { version, decided, corrected } = row
  return { version: version ?? 0, decided, ...(corrected === null ? {} : { corrected }) }
}

/** The 公開区分 and grounds there are, and what the 公開区分 are called. */
export async function loadClassRules(
  db: Kysely<Database>,
): Promise<ClassRules & { readonly names: ReadonlyMap<string, string> }> {
  const [classes, grounds] = await Promise.all([
    db.selectFrom('disclosure_class').select(['code', 'name', 'needs_ground', 'needs_until']).execute(),
    db.selectFrom('disclosure_ground').select('code').execute(),
  ])
  return {
    classes: classes.map((it) => ({
      ...{ code: it.code, needsGround: it.needs_ground, needsUntil: it.needs_until },
    })),
    grounds: grounds.map((it) => it.code),
    names: new Map(classes.map((it) => [it.code, it.name])),
  }
}

/** Keeps the 公開区分 a case has from now on. */
export async function saveCorrectedClass(
  trx: Transaction<Database>,
  corrected: {
    readonly id: ProposalId
    readonly version: number
    readonly class: DisclosureClass
    readonly at: Instant
  },
): Promise<void> {
  const now = {
    ...{ version: corrected.version, class: JSON.stringify(corrected.class) },
    corrected_at: corrected.at,
  }
  await trx
    .insertInto('disclosure_correction')
    .values({ proposal_id: corrected.id, ...now })
    .onConflict((it) => it.column('proposal_id').doUpdateSet(now))
    .execute()
}
