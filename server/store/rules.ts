import { type Kysely, type Selectable, type Transaction, sql } from 'kysely'
import type {
  AuthorityBand,
  AuthorityClass,
  AuthorityTable,
  RouteTemplate,
  TemplateStep,
} from '../domain/authority/authority.ts'
import { type Policy, type PolicySettings, defaultPolicy } from '../domain/authority/policy.ts'
import type { Instant, LocalDate, PersonId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** Who settled a version and from when it is in force. */
export type Published = {
  readonly from: LocalDate
  readonly publishedAt: Instant
  /** Undefined for what came with the installation. */
  readonly publishedBy?: PersonId
  /** 改正の理由 */
  readonly reason?: string
  /** False for one that was withdrawn, or replaced by another of the same day, before it came into force. */
  readonly stands: boolean
  readonly withdrawn?: Withdrawn
}

export type Withdrawn = { readonly by: PersonId; readonly at: Instant; readonly reason: string }

/** Every version there ever was; in each list the one that wins on a day comes first of those that stand by then. */
export type AllRules = {
  readonly tables: readonly (AuthorityTable & Published)[]
  readonly templates: readonly (RouteTemplate & Published)[]
  readonly policies: readonly (Policy & Published)[]
}

// By the stamp of `rules_version`, which no two databases share. A few: a stamp that is gone never comes back.
const kept = new Map<string, AllRules>()
const keptAtMost = 8

/** All rules with their history, read once for each change of them. */
export async function loadRules(db: Kysely<Database>): Promise<AllRules> {
  const { stamp } = await db.selectFrom('rules_version').select('stamp').executeTakeFirstOrThrow()
  const known = kept.get(stamp)
  if (known !== undefined) return known
  const rules = await readRules(db)
  kept.set(stamp, rules)
  const [oldest] = kept.keys()
  if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest)
  return rules
}

type PublishedRow = {
  readonly version: string | number
  readonly from_on: string
  readonly published_at: string
  readonly published_by: string | null
  readonly reason: string | null
}

type WithdrawalRow = Selectable<Database['rule_withdrawal']>

function publishedOf(
  row: PublishedRow,
  withdrawal: WithdrawalRow | undefined,
  isReplaced: boolean,
): Published {
  return {
    from: row.from_on as LocalDate,
    publishedAt: row.published_at as Instant,
    ...(row.published_by === null ? {} : { publishedBy: row.published_by as PersonId }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    stands: withdrawal === undefined && !isReplaced,
    ...(withdrawal === undefined
      ? {}
      : {
          withdrawn: {
            by: withdrawal.withdrawn_by as PersonId,
            at: withdrawal.withdrawn_at as Instant,
            reason: withdrawal.reason,
          },
        }),
  }
}

/** Tells of each row, newest first, how it was settled and whether it stands. A withdrawn one revives none it replaced. */
function publishing<Row extends PublishedRow & { readonly code?: string }>(
  kind: string,
  rows: readonly Row[],
  withdrawals: readonly WithdrawalRow[],
): (row: Row) => Published {
  return (row) => {
    const { code = '' } = row
    const ofDay = rows.find((it) => (it.code ?? '') === code && it.from_on === row.from_on)
    const withdrawal = withdrawals.find(
      (it) => it.kind === kind && it.code === code && it.version === String(row.version),
    )
    return publishedOf(row, withdrawal, ofDay !== row)
  }
}

async function readRules(db: Kysely<Database>): Promise<AllRules> {
  const newestFirst = sql`from_on desc, published_at desc, version desc`
  const tables = await db.selectFrom('authority_table').selectAll().orderBy(newestFirst).execute()
  const items = await db
    .selectFrom('authority_item')
    .selectAll()
    .orderBy('sort_order')
    .orderBy('code')
    .execute()
  const templates = await db.selectFrom('route_template').selectAll().orderBy(newestFirst).execute()
  const policies = await db.selectFrom('policy').selectAll().orderBy(newestFirst).execute()
  const withdrawals = await db.selectFrom('rule_withdrawal').selectAll().execute()
  const ofTable = publishing('authority_table', tables, withdrawals)
  const ofTemplate = publishing('route_template', templates, withdrawals)
  const ofPolicy = publishing('policy', policies, withdrawals)
  return {
    tables: tables.map((table) => ({
      ...ofTable(table),
      version: table.version,
      source: table.source,
      ...(table.note === null ? {} : { note: table.note }),
      classes: table.classes as unknown as readonly AuthorityClass[],
      escalation: table.escalation as Readonly<Record<string, number>>,
      escalationArticles: table.escalation_articles as Readonly<Record<string, string>>,
      items: items
        .filter((it) => it.table_version === table.version)
        .map((it) => ({
          code: it.code,
          name: it.name,
          ...(it.article === null ? {} : { article: it.article }),
          bands: it.bands as unknown as readonly AuthorityBand[],
          examiningUnits: it.examining_units as UnitCode[],
          concurringUnits: it.concurring_units as UnitCode[],
          ...(it.template_code === null ? {} : { template: it.template_code }),
          ...(it.note === null ? {} : { note: it.note }),
        })),
    })),
    templates: templates.map((it) => ({
      ...ofTemplate(it),
      code: it.code,
      version: it.version,
      name: it.name,
      steps: it.steps as unknown as readonly TemplateStep[],
      circulation: it.circulation as unknown as RouteTemplate['circulation'],
    })),
    policies: policies.map((it) => ({
      ...ofPolicy(it),
      version: it.version,
      settings: { ...defaultPolicy, ...(it.settings as unknown as Partial<PolicySettings>) },
    })),
  }
}

/** The table that is in force on a day; undefined before the first one. */
export function tableOn(rules: AllRules, day: LocalDate): AllRules['tables'][number] | undefined {
  return rules.tables.find((it) => it.stands && it.from <= day)
}

/** The newest version of every template that is in force on a day, by code. */
export function templatesOn(rules: AllRules, day: LocalDate): readonly AllRules['templates'][number][] {
  const inForce = rules.templates.filter((it) => it.stands && it.from <= day)
  const codes = [...new Set(inForce.map((it) => it.code))].toSorted((a, b) => (a < b ? -1 : 1))
  return codes.flatMap((code) => inForce.find((it) => it.code === code) ?? [])
}

/** The policy in force on a day; undefined before the first one. */
export function policyOn(rules: AllRules, day: LocalDate): AllRules['policies'][number] | undefined {
  return rules.policies.find((it) => it.stands && it.from <= day)
}

/** Holds the rules for the rest of the transaction: two who publish at once would both look at the rules before. */
export async function lockRules(trx: Transaction<Database>): Promise<void> {
  await sql`select 1 from rules_version for update`.execute(trx)
}
