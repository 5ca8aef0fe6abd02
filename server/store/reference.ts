import { type Kysely, sql } from 'kysely'
import type { UnitCode } from '../domain/ids.ts'
import type { SealingWay } from '../domain/issuing/plan.ts'
import { pathOf } from '../domain/records/classification.ts'
import { loadClassifications } from './classifications.ts'
import type { Database } from './database.ts'
import { takesCases } from './filing.ts'

/** Given at submission, and to what arrives; the other kinds are given after the decision. */
const givenOtherwise = ['起案番号', '収受番号']

/**
 * The lists a compose page chooses from. `folders` are the 簿冊 of that fiscal year that take cases: those of `units` and
 * those of the whole body (庁内共通), or all of them where no units are given.
 */
export async function loadReference(db: Kysely<Database>, fiscalYear: number, units?: readonly UnitCode[]) {
  const scheme = await loadClassifications(db)
  const folders = await db
    .selectFrom('record_folder')
    .selectAll()
    .where('fiscal_year', '=', fiscalYear)
    .where(takesCases)
    .$if(units !== undefined, (query) =>
      query.where(sql<boolean>`(owner_unit is null or owner_unit = any(${[...(units ?? [])]}::text[]))`),
    )
    .orderBy('code')
    .execute()
  const retention = await db.selectFrom('retention_period').selectAll().orderBy('sort_order').execute()
  const classes = await db.selectFrom('disclosure_class').selectAll().orderBy('sort_order').execute()
  const grounds = await db.selectFrom('disclosure_ground').selectAll().orderBy('code').execute()
  const levels = await db.selectFrom('secrecy_level').selectAll().orderBy('sort_order').execute()
  const numbers = await db
    .selectFrom('number_format')
    .select('kind')
    .where('kind', 'not in', givenOtherwise)
    .orderBy('kind')
    .execute()
  const kinds = await db.selectFrom('issue_kind').selectAll().orderBy('sort_order').orderBy('kind').execute()
  return {
    fiscalYear,
    folders: folders.map((it) => ({
      id: it.id,
      code: it.code,
      name: it.name,
      classification: pathOf(scheme, it.classification_code),
      retention: it.retention_code,
    })),
    retentionPeriods: retention.map((it) => ({ code: it.code, name: it.name })),
    disclosureClasses: classes.map((it) => ({
      code: it.code,
      name: it.name,
      needsGround: it.needs_ground,
      needsUntil: it.needs_until,
    })),
    disclosureGrounds: grounds.map((it) => ({ code: it.code, name: it.name, article: it.article })),
    secrecyLevels: levels.map((it) => ({
      code: it.code,
      name: it.name,
      needsUntil: it.needs_until,
      electronic: it.is_electronic,
    })),
    numberKinds: numbers.map((it) => it.kind),
    issueKinds: kinds.map((it) => ({
      kind: it.kind,
      sealing: it.sealing as SealingWay,
      issuer: it.issuer,
      isAddressed: it.is_addressed,
      ...(it.number_kind === null ? {} : { numberKind: it.number_kind }),
    })),
  }
}
