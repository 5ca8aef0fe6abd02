import type { Kysely, Transaction } from 'kysely'
import type { Instant, LocalDate, PersonId } from '../domain/ids.ts'
import type { AuthorityTable, RouteTemplate } from '../domain/authority/authority.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import type { Database } from './database.ts'
import type { Withdrawn } from './rules.ts'

export type RuleKind = 'authority_table' | 'route_template' | 'policy'
/** Which rule: a kind, and of a route template its code ('' for the others). */
export type RuleName = { readonly kind: RuleKind; readonly code: string }

export type RuleDraft = RuleName & {
  /** The version it was drafted from, '' for a new template. */
  readonly basedOn: string
  /** As the contract of its kind says. */
  readonly content: unknown
  /** Lock counter, from 1. */
  readonly lock: number
  readonly updatedAt: Instant
  readonly updatedBy: PersonId
}

/** All drafts of a kind, by code. */
export async function listRuleDrafts(db: Kysely<Database>, kind: RuleKind): Promise<readonly RuleDraft[]> {
  const rows = await db
    .selectFrom('rule_draft')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('code')
    .execute()
  return rows.map((row) => ({
    kind,
    code: row.code,
    basedOn: row.based_on,
    content: row.content,
    lock: row.lock,
    updatedAt: row.updated_at as Instant,
    updatedBy: row.updated_by as PersonId,
  }))
}

/** The draft of the next version; undefined when nobody began one. */
export async function findRuleDraft(db: Kysely<Database>, name: RuleName): Promise<RuleDraft | undefined> {
  return (await listRuleDrafts(db, name.kind)).find((it) => it.code === name.code)
}

/**
 * Writes a draft over the one with that lock counter (0: there is none yet).
 *
 * @returns the new lock counter; undefined when somebody else wrote first.
 */
export async function writeRuleDraft(
  db: Kysely<Database>,
  draft: Omit<RuleDraft, 'updatedAt' | 'updatedBy'> & { readonly by: PersonId; readonly at: Instant },
): Promise<number | undefined> {
  const { kind, code, basedOn, lock, by, at } = draft
  const content = JSON.stringify(draft.content)
  const row =
    lock === 0
      ? await db
          .insertInto('rule_draft')
          .values({ kind, code, based_on: basedOn, content, lock: 1, updated_at: at, updated_by: by })
          .onConflict((it) => it.doNothing())
          .returning('lock')
          .executeTakeFirst()
      : await db
          .updateTable('rule_draft')
          .set({ content, based_on: basedOn, lock: lock + 1, updated_at: at, updated_by: by })
          .where('kind', '=', kind)
          .where('code', '=', code)
          .where('lock', '=', lock)
          .returning('lock')
          .executeTakeFirst()
  return row?.lock
}

/** Throws a draft away; whether it was there with that lock counter. */
export async function deleteRuleDraft(db: Kysely<Database>, name: RuleName, lock: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('rule_draft')
    .where('kind', '=', name.kind)
    .where('code', '=', name.code)
    .where('lock', '=', lock)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** What is published: from which day, as which version, by whom and why. */
export type Publishing = {
  readonly version: string
  readonly from: LocalDate
  readonly by: PersonId
  readonly at: Instant
  readonly reason?: string
}

function publishedRow({ from, by, at, reason }: Publishing) {
  return { from_on: from, published_at: at, published_by: by, reason: reason ?? null }
}

/** Publishes a version of the 専決表. */
export async function insertAuthorityTable(
  trx: Transaction<Database>,
  publishing: Publishing,
  table: Omit<AuthorityTable, 'version' | 'from'>,
): Promise<void> {
  const { version } = publishing
  await trx
    .insertInto('authority_table')
    .values({
      ...publishedRow(publishing),
      version,
      source: table.source,
      note: table.note ?? null,
      classes: JSON.stringify(table.classes),
      escalation: JSON.stringify(table.escalation),
      escalation_articles: JSON.stringify(table.escalationArticles ?? {}),
    })
    .execute()
  await trx
    .insertInto('authority_item')
    .values(
      table.items.map((it, index) => ({
        table_version: version,
        code: it.code,
        name: it.name,
        article: it.article ?? null,
        bands: JSON.stringify(it.bands),
        examining_units: [...it.examiningUnits],
        concurring_units: [...it.concurringUnits],
        template_code: it.template ?? null,
        note: it.note ?? null,
        sort_order: index,
      })),
    )
    .execute()
}

/** Publishes a version of a route template. */
export async function insertRouteTemplate(
  trx: Transaction<Database>,
  publishing: Publishing,
  template: Omit<RouteTemplate, 'version'>,
): Promise<void> {
  await trx
    .insertInto('route_template')
    .values({
      ...publishedRow(publishing),
      version: publishing.version,
      code: template.code,
      name: template.name,
      steps: JSON.stringify(template.steps),
      circulation: JSON.stringify(template.circulation),
    })
    .execute()
}

/** Publishes a version of the 方針. */
export async function insertPolicy(
  trx: Transaction<Database>,
  publishing: Publishing,
  settings: PolicySettings,
): Promise<void> {
  await trx
    .insertInto('policy')
    .values({
      ...publishedRow(publishing),
      version: Number(publishing.version),
      settings: JSON.stringify(settings),
    })
    .execute()
}

/** Takes back a version that is not in force yet; it stays on record with the reason. */
export async function insertRuleWithdrawal(
  trx: Transaction<Database>,
  { kind, code }: RuleName,
  version: string,
  { by, at, reason }: Withdrawn,
): Promise<void> {
  await trx
    .insertInto('rule_withdrawal')
    .values({ kind, code, version, reason, withdrawn_at: at, withdrawn_by: by })
    .execute()
}
