import { readFile } from 'node:fs/promises'
import type { Kysely, Transaction } from 'kysely'
import { parse } from 'yaml'
import type { StepRole } from '../../server/domain/approval/route.ts'
import type { AuthorityBand, TemplateStep, VacancyRule } from '../../server/domain/authority/authority.ts'
import {
  type Instant,
  type LocalDate,
  type PositionCode,
  type UnitCode,
  localDateOf,
} from '../../server/domain/ids.ts'
import { fiscalYearOf } from '../../server/domain/numbering/fiscal-year.ts'
import { theBeginning } from '../../server/domain/organisation/acting-orders.ts'
import type { AppointmentKind, Selector } from '../../server/domain/organisation/organisation.ts'
import { projectFile } from '../../server/project-root.ts'
import type { Database } from '../../server/store/database.ts'
import { bumpOrganisationVersion, lockOrganisation } from '../../server/store/organisation.ts'
import { importIssuing } from './import-issuing.ts'
import type {
  SeedBook,
  SeedClassification,
  SeedFile,
  SeedItem,
  SeedPlace,
  SeedStep,
} from './example-prefecture.ts'

const kinds: Readonly<Record<string, AppointmentKind>> = {
  本務: 'primary',
  兼務: 'concurrent',
  事務取扱: 'handling',
  職務代理: 'proxy',
}
const roles: Readonly<Record<string, StepRole>> = {
  kaigi: 'review',
  shinsa: 'examine',
  gogi: 'concur',
  kessai: 'decide',
}
const dispositions: Readonly<Record<string, 'transfer' | 'destroy' | 'appraise'>> = {
  引渡し: 'transfer',
  廃棄: 'destroy',
  選別: 'appraise',
}

function known<Value>(table: Readonly<Record<string, Value>>, word: string): Value {
  const value = table[word]
  if (value === undefined) throw new Error(`the example prefecture says ${word}, which nothing here knows`)
  return value
}

/** `unit:EXE`, `own_section`, or `{unit: SOM}`. */
function selectorOf(place: SeedPlace): Selector {
  if (place.unit !== undefined) return { at: 'unit', unit: place.unit as UnitCode }
  const at = place.at ?? ''
  if (at.startsWith('unit:')) return { at: 'unit', unit: at.slice('unit:'.length) as UnitCode }
  const words = [
    'own_group',
    'own_section',
    'own_bureau',
    'own_department',
    'own_branch',
    'charge_vice_governor',
  ] as const
  const word = words.find((it) => it === at)
  if (word === undefined) throw new Error(`the example prefecture has no place ${at}`)
  return { at: word }
}

function stepOf(step: SeedStep, index: number): TemplateStep {
  const units = { gogi_units: 'concurring_units', review_units: 'examining_units' } as const
  const target = step.targets ?? step.at
  return {
    key: `step-${index + 1}`,
    role: known(roles, step.type),
    where:
      target === 'gogi_units' || target === 'review_units'
        ? { at: units[target] }
        : selectorOf({ at: target }),
    // 合議 goes to the 課長 of each unit unless the template names another position.
    position: (step.pos ?? 'P-SEC') as PositionCode,
    onVacant: step.on_vacant as VacancyRule,
    parallel: step.parallel ?? false,
    optional: step.optional ?? false,
    ...(step.article === undefined ? {} : { article: step.article }),
    ...(step.provisional === true ? { provisional: true } : {}),
  }
}

function bandsOf(item: SeedItem): AuthorityBand[] {
  return item.bands.map((band) => ({
    minYen: band.min ?? 0,
    class: band.class,
    ...(band.max == null ? {} : { maxYen: band.max }),
    ...(band.max_inclusive === true ? { maxInclusive: true } : {}),
    ...(band.decider == null ? {} : { decider: band.decider as PositionCode }),
    ...(band.note === undefined ? {} : { note: band.note }),
    ...(band.entrusted_by === undefined ? {} : { entrustedBy: band.entrusted_by }),
  }))
}

/** A minute in Japan as an instant; `end` is the last millisecond of that minute. */
function instantOf(minute: string, end: boolean): string {
  return new Date(`${minute}${end ? ':59.999' : ':00.000'}+09:00`).toISOString()
}

async function insertOrganisation(trx: Transaction<Database>, seed: SeedFile): Promise<void> {
  await trx
    .insertInto('unit')
    .values(
      seed.units.map((it, index) => ({
        code: it.code,
        name: it.name,
        kind: it.kind,
        parent_code: it.parent ?? null,
        symbol: it.symbol ?? null,
        role: it.role ?? null,
        sort_order: index,
      })),
    )
    .execute()
  await trx
    .insertInto('position')
    .values(
      seed.positions.map((it) => ({
        code: it.code,
        name: it.name,
        rank: it.rank,
        is_line: it.line,
        is_decider: it.decider,
      })),
    )
    .execute()
  await trx
    .insertInto('person')
    .values(
      seed.staff.map((it) => ({
        id: it.id,
        name: it.name,
        name_kana: it.kana,
        login: it.id,
        email: `${it.id}@${seed.meta.email_domain}`,
      })),
    )
    .execute()
  await trx
    .insertInto('person_role')
    .values(seed.staff.flatMap((it) => (it.roles ?? []).map((role) => ({ person_id: it.id, role }))))
    .execute()
  await trx
    .insertInto('charge')
    .values(
      seed.staff.flatMap((it) => (it.charge ?? []).map((unit) => ({ person_id: it.id, unit_code: unit }))),
    )
    .execute()
  await trx
    .insertInto('appointment')
    .values(
      seed.staff.flatMap((it) =>
        it.posts.map((post) => ({
          person_id: it.id,
          unit_code: post.unit,
          position_code: post.pos,
          kind: known(kinds, post.kind),
          from_on: post.from,
          to_on: post.to ?? null,
        })),
      ),
    )
    .execute()
  await trx
    .insertInto('absence')
    .values(
      seed.absences.map((it) => ({
        person_id: it.user,
        from_at: instantOf(it.from, false),
        to_at: instantOf(it.to, true),
        reason: it.reason,
      })),
    )
    .execute()
  const always = { from_on: theBeginning, revision: 1 }
  await trx
    .insertInto('acting_order_version')
    .values(seed.daiketsu_order.map((it) => ({ decider_position: it.decider, ...always })))
    .execute()
  await trx
    .insertInto('acting_order')
    .values(
      seed.daiketsu_order.flatMap((it) =>
        it.order.map((one, place) => ({
          decider_position: it.decider,
          ...always,
          place,
          selector: JSON.stringify(selectorOf(one)),
          position_code: one.pos ?? null,
        })),
      ),
    )
    .execute()
}

async function insertRules(trx: Transaction<Database>, seed: SeedFile): Promise<void> {
  const { authority } = seed
  await trx
    .insertInto('authority_table')
    .values({
      version: authority.version,
      from_on: authority.version,
      source: authority.source,
      note: authority.note,
      classes: JSON.stringify(authority.classes),
      escalation: JSON.stringify(authority.escalation_flags),
      escalation_articles: JSON.stringify(authority.escalation_articles),
    })
    .execute()
  await trx
    .insertInto('authority_item')
    .values(
      authority.items.map((it, index) => ({
        table_version: authority.version,
        code: it.code,
        name: it.name,
        article: it.article,
        bands: JSON.stringify(bandsOf(it)),
        examining_units: it.requires
          .filter((one) => one.startsWith('審査:'))
          .map((one) => one.slice('審査:'.length)),
        concurring_units: it.gogi_default,
        template_code: it.template ?? null,
        note: it.note ?? null,
        sort_order: index,
      })),
    )
    .execute()
  await trx
    .insertInto('route_template')
    .values(
      seed.route_templates.map((it) => ({
        code: it.code,
        version: authority.version,
        from_on: authority.version,
        name: it.name,
        steps: JSON.stringify(it.steps.map(stepOf)),
        circulation: JSON.stringify((it.after ?? []).map((one) => ({ where: selectorOf(one) }))),
      })),
    )
    .execute()
  await trx
    .insertInto('policy')
    .values({
      version: seed.policy.version,
      from_on: seed.policy.from,
      settings: JSON.stringify(seed.policy.settings),
    })
    .execute()
  await trx
    .insertInto('number_format')
    .values(seed.numbering.map((it) => ({ kind: it.kind, allocated_at: it.allocated_at })))
    .execute()
  await trx
    .insertInto('number_format_version')
    .values(seed.numbering.map((it) => ({ kind: it.kind, pattern: it.format, from_on: '1900-01-01' })))
    .execute()
  await importIssuing(trx, seed)
}

type FlatClassification = {
  readonly code: string
  readonly name: string
  readonly parent_code: string | null
}
type FlatBook = SeedBook & { readonly classification: string }

/** The tree as rows, parents before children. */
function flatten(
  tree: readonly SeedClassification[],
  parent: string | null,
): { readonly rows: readonly FlatClassification[]; readonly books: readonly FlatBook[] } {
  const below = tree.map((it) => flatten(it.children ?? [], it.code))
  return {
    rows: [
      ...tree.map((it) => ({ code: it.code, name: it.name, parent_code: parent })),
      ...below.flatMap((it) => it.rows),
    ],
    books: [
      ...tree.flatMap((it) => (it.books ?? []).map((book) => ({ ...book, classification: it.code }))),
      ...below.flatMap((it) => it.books),
    ],
  }
}

async function insertRecords(trx: Transaction<Database>, seed: SeedFile, today: LocalDate): Promise<void> {
  await trx
    .insertInto('retention_period')
    .values(
      seed.retention_periods.map((it, index) => ({
        code: it.code,
        name: it.name,
        years: it.years,
        note: it.note ?? null,
        sort_order: index,
      })),
    )
    .execute()
  const { rows, books } = flatten(seed.classification, null)
  await trx.insertInto('classification').values(rows).execute()
  // The year of the file for its documents, and today's: whoever tries the product next year finds 簿冊 too.
  const fiscalYears = [...new Set([seed.meta.current_fiscal_year, fiscalYearOf(today)])]
  await trx
    .insertInto('record_folder')
    .values(
      fiscalYears.flatMap((fiscalYear) =>
        books.map((it) => ({
          id: `${fiscalYear}-${it.code}`,
          code: it.code,
          name: it.name,
          fiscal_year: fiscalYear,
          classification_code: it.classification,
          retention_code: it.retention,
          disposition: known(dispositions, it.disposal),
        })),
      ),
    )
    .execute()
  await trx
    .insertInto('disclosure_class')
    .values(
      seed.disclosure_classes.map((it, index) => ({
        code: it.code,
        name: it.name,
        needs_ground: it.needs_ground ?? false,
        needs_until: it.needs_until ?? false,
        sort_order: index,
      })),
    )
    .execute()
  await trx.insertInto('disclosure_ground').values(seed.disclosure_grounds).execute()
  await trx
    .insertInto('secrecy_level')
    .values(
      seed.secrecy_levels.map((it, index) => ({
        code: it.code,
        name: it.name,
        needs_until: it.needs_until ?? false,
        is_electronic: it.electronic ?? true,
        sort_order: index,
      })),
    )
    .execute()
}

async function insertApplications(trx: Transaction<Database>, seed: SeedFile): Promise<void> {
  await trx
    .insertInto('application')
    .values(({ fn }) =>
      seed.applications.map((it) => ({
        client_id: it.id,
        name: it.name,
        contact: it.contact,
        may_submit: [...it.may_submit],
        sandbox: it.sandbox ?? false,
        may_provision: it.provisions ?? false,
        created_at: fn<string>('now'),
        changed_at: fn<string>('now'),
      })),
    )
    .execute()
}

/**
 * Fills an empty database with the example prefecture (organisation, 専決 table, route templates, policy, 簿冊 and
 * lists), all of it or nothing. A database that already is somebody's is left as it is.
 *
 * @returns whether anything was written.
 */
export async function seedExampleOrganisation(
  db: Kysely<Database>,
  today: LocalDate = localDateOf(new Date().toISOString() as Instant),
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await lockOrganisation(trx)
    const body = await trx.selectFrom('body_profile').select('name').executeTakeFirst()
    if (body !== undefined) return false
    const text = await readFile(projectFile('db/seed/example-prefecture.yaml'), 'utf8')
    const seed = parse(text) as SeedFile
    await trx
      .insertInto('body_profile')
      .values({ name: seed.meta.name, short_name: seed.meta.short, email_domain: seed.meta.email_domain })
      .execute()
    await insertOrganisation(trx, seed)
    await insertRules(trx, seed)
    await insertRecords(trx, seed, today)
    await insertApplications(trx, seed)
    await bumpOrganisationVersion(trx)
    return true
  })
}
