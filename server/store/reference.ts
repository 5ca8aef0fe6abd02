import type { Kysely } from 'kysely'
import type { SealingWay } from '../domain/issuing/plan.ts'
import type { Database } from './database.ts'

/** Given at submission; the other kinds are given after the decision. */
const draftNumber = '起案番号'

/** The path of names of every classification, 総務 › 文書・法制 › 法制. */
function pathsOf(
  rows: readonly { readonly code: string; readonly name: string; readonly parent_code: string | null }[],
): (code: string) => string {
  const byCode = new Map(rows.map((it) => [it.code, it]))
  return (code) => {
    const names: string[] = []
    // No scheme is deeper than its number of rows; a chain that bites its own tail ends here too.
    for (let at = byCode.get(code); at !== undefined && names.length < rows.length;) {
      names.unshift(at.name)
      at = at.parent_code === null ? undefined : byCode.get(at.parent_code)
    }
    return names.join(' › ')
  }
}

/** The lists a compose page chooses from; `folders` are the 簿冊 of that fiscal year. */
export async function loadReference(db: Kysely<Database>, fiscalYear: number) {
  const classification = await db.selectFrom('classification').selectAll().execute()
  const folders = await db
    .selectFrom('record_folder')
    .selectAll()
    .where('fiscal_year', '=', fiscalYear)
    .orderBy('code')
    .execute()
  const retention = await db.selectFrom('retention_period').selectAll().orderBy('sort_order').execute()
  const classes = await db.selectFrom('disclosure_class').selectAll().orderBy('sort_order').execute()
  const grounds = await db.selectFrom('disclosure_ground').selectAll().orderBy('code').execute()
  const levels = await db.selectFrom('secrecy_level').selectAll().orderBy('sort_order').execute()
  const numbers = await db
    .selectFrom('number_format')
    .select('kind')
    .where('kind', '<>', draftNumber)
    .orderBy('kind')
    .execute()
  const kinds = await db.selectFrom('issue_kind').selectAll().orderBy('sort_order').orderBy('kind').execute()
  const pathOf = pathsOf(classification)
  return {
    fiscalYear,
    folders: folders.map((it) => ({
      id: it.id,
      code: it.code,
      name: it.name,
      classification: pathOf(it.classification_code),
      retention: it.retention_code,
    })),
    retentionPeriods: retention.map((it) => ({ code: it.code, name: it.name })),
    disclosureClasses: classes.map((it) => ({
      code: it.code,
      name: it.name,
      needsGround: it.needs_ground,
      needsUntil: it.needs_until,
    })),
    disclosureGrounds: grounds.map((it) => ({ code: it.code, name: it.name })),
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
