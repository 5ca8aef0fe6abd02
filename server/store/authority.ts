import type { Kysely } from 'kysely'
import type {
  AuthorityBand,
  AuthorityClass,
  AuthorityTable,
  RouteTemplate,
  TemplateStep,
} from '../domain/authority/authority.ts'
import type { LocalDate, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** The 専決 table in force on a day; undefined before the first one. */
export async function loadAuthority(
  db: Kysely<Database>,
  day: LocalDate,
): Promise<AuthorityTable | undefined> {
  const table = await db
    .selectFrom('authority_table')
    .selectAll()
    .where('from_on', '<=', day)
    .orderBy('from_on', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (table === undefined) return undefined
  const items = await db
    .selectFrom('authority_item')
    .selectAll()
    .where('table_version', '=', table.version)
    .orderBy('sort_order')
    .orderBy('code')
    .execute()
  return {
    version: table.version,
    from: table.from_on as LocalDate,
    source: table.source,
    classes: table.classes as unknown as readonly AuthorityClass[],
    escalation: table.escalation as Readonly<Record<string, number>>,
    items: items.map((it) => ({
      code: it.code,
      name: it.name,
      bands: it.bands as unknown as readonly AuthorityBand[],
      examiningUnits: it.examining_units as UnitCode[],
      concurringUnits: it.concurring_units as UnitCode[],
      ...(it.template_code === null ? {} : { template: it.template_code }),
      ...(it.note === null ? {} : { note: it.note }),
    })),
  }
}

/** The newest version of every route template that is in force on a day, by code. */
export async function loadTemplates(db: Kysely<Database>, day: LocalDate): Promise<readonly RouteTemplate[]> {
  const rows = await db
    .selectFrom('route_template')
    .selectAll()
    .distinctOn('code')
    .where('from_on', '<=', day)
    .orderBy('code')
    .orderBy('from_on', 'desc')
    .orderBy('version', 'desc')
    .execute()
  return rows.map((it) => ({
    code: it.code,
    version: it.version,
    name: it.name,
    steps: it.steps as unknown as readonly TemplateStep[],
    circulation: it.circulation as unknown as RouteTemplate['circulation'],
  }))
}
