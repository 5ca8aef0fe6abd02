import { type Kysely, type Transaction, sql } from 'kysely'
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

/** Who published a version and from when it is in force. */
export type Published = {
  readonly from: LocalDate
  readonly publishedAt: Instant
  /** Undefined for what came with the installation. */
  readonly publishedBy?: PersonId
}

/** Every published version; in each list the one that wins on a day comes first of those in force by then. */
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
  readonly from_on: string
  readonly published_at: string
  readonly published_by: string | null
}

function publishedOf(row: PublishedRow): Published {
  return {
    from: row.from_on as LocalDate,
    publishedAt: row.published_at as Instant,
    ...(row.published_by === null ? {} : { publishedBy: row.published_by as PersonId }),
  }
}

async function readRules(db: Kysely<Database>): Promise<AllRules> {
  const newestFirst = ['from_on desc', 'published_at desc', 'version desc'] as const
  const tables = await db
    .selectFrom('authority_table')
    .selectAll()
    .orderBy([...newestFirst])
    .execute()
  const items = await db
    .selectFrom('authority_item')
    .selectAll()
    .orderBy('sort_order')
    .orderBy('code')
    .execute()
  const templates = await db
    .selectFrom('route_template')
    .selectAll()
    .orderBy([...newestFirst])
    .execute()
  const policies = await db
    .selectFrom('policy')
    .selectAll()
    .orderBy([...newestFirst])
    .execute()
  return {
    tables: tables.map((table) => ({
      ...publishedOf(table),
      version: table.version,
      source: table.source,
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
      ...publishedOf(it),
      code: it.code,
      version: it.version,
      name: it.name,
      steps: it.steps as unknown as readonly TemplateStep[],
      circulation: it.circulation as unknown as RouteTemplate['circulation'],
    })),
    policies: policies.map((it) => ({
      ...publishedOf(it),
      version: it.version,
      settings: { ...defaultPolicy, ...(it.settings as unknown as Partial<PolicySettings>) },
    })),
  }
}

/** The table that is in force on a day; undefined before the first one. */
export function tableOn(rules: AllRules, day: LocalDate): AllRules['tables'][number] | undefined {
  return rules.tables.find((it) => it.from <= day)
}

/** The newest version of every template that is in force on a day, by code. */
export function templatesOn(rules: AllRules, day: LocalDate): readonly AllRules['templates'][number][] {
  const inForce = rules.templates.filter((it) => it.from <= day)
  const codes = [...new Set(inForce.map((it) => it.code))].toSorted((a, b) => (a < b ? -1 : 1))
  return codes.flatMap((code) => inForce.find((it) => it.code === code) ?? [])
}

/** The policy in force on a day; undefined before the first one. */
export function policyOn(rules: AllRules, day: LocalDate): AllRules['policies'][number] | undefined {
  return rules.policies.find((it) => it.from <= day)
}

/** Holds the rules for the rest of the transaction: two who publish at once would both look at the rules before. */
export async function lockRules(trx: Transaction<Database>): Promise<void> {
  await sql`select 1 from rules_version for update`.execute(trx)
}
