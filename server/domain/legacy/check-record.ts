import { parseFileName } from '../files/file-name.ts'
import type { Instant, LocalDate, PersonId, Sha256, UnitCode } from '../ids.ts'
import { fiscalYearOf } from '../numbering/fiscal-year.ts'
import type { Disposition } from '../records/folder.ts'
import { type Result, no, yes } from '../result.ts'
import type { AssertedPerson } from './asserted.ts'
import type { LegacyField, TextField } from './columns.ts'
import { readLegacyDay, readLegacyYear } from './legacy-day.ts'
import { type LegacyProblem, isWarning } from './problem.ts'
import type { RawPerson, RawRecord } from './raw-record.ts'

/** A file of a record: where it is, and as what it is kept. */
export type LegacyFile = { readonly path: string; readonly name: string; readonly sha256?: Sha256 }

/** The 簿冊 a record lies in, by what tells one from another. */
export type LegacyFolder = {
  readonly name: string
  readonly fiscalYear: number
  readonly classification: string
  readonly owner: UnitCode
  /** Absent where the manifest says none: 選別 for one that is opened. */
  readonly disposition?: Disposition
}

/** A record that can be brought in. */
export type LegacyRecord = {
  readonly line: number
  readonly key: string
  readonly title: string
  readonly body: string
  readonly number?: string
  readonly numberKind?: string
  readonly draftedOn?: LocalDate
  readonly decidedOn?: LocalDate
  readonly issuedOn?: LocalDate
  readonly completedOn: LocalDate
  readonly section: UnitCode
  readonly sectionName?: string
  readonly drafter?: AssertedPerson
  readonly drafterId?: PersonId
  readonly approvers: readonly AssertedPerson[]
  readonly decider?: AssertedPerson
  readonly folder: LegacyFolder
  readonly retention: string
  readonly disclosure: {
    readonly class: string
    readonly grounds: readonly string[]
    readonly until?: LocalDate
  }
  readonly secrecy: string
  readonly secretUntil?: Instant
  readonly readers: readonly PersonId[]
  readonly files: readonly LegacyFile[]
}

/** What is known here of the words a manifest uses; each is asked by a code or by a name. */
export type LegacyWorld = {
  readonly today: LocalDate
  readonly section: (word: string) => UnitCode | undefined
  readonly hasPerson: (id: string) => boolean
  /** Whether 簿冊 can lie under a class, also one that has ended since. */
  readonly hasClass: (code: string) => boolean
  readonly retention: (word: string) => string | undefined
  readonly disclosure: (
    word: string,
  ) => { readonly code: string; readonly needsGround: boolean; readonly needsUntil: boolean } | undefined
  readonly ground: (word: string) => string | undefined
  readonly secrecy: (
    word: string,
  ) => { readonly code: string; readonly needsUntil: boolean; readonly isElectronic: boolean } | undefined
  readonly hasNumberKind: (kind: string) => boolean
}

const dispositions: Readonly<Record<string, Disposition>> = {
  引渡し: 'transfer',
  移管: 'transfer',
  廃棄: 'destroy',
  選別: 'appraise',
  transfer: 'transfer',
  destroy: 'destroy',
  appraise: 'appraise',
}

const longest = { key: 200, title: 400, body: 100_000, number: 80, folder: 200 } as const
const broken = /\ufffd/
const privateUse = /[\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}]/u

/** Everything that is wrong with a record; and the record, when nothing stands against it. */
export function checkRecord(
  raw: RawRecord,
  world: LegacyWorld,
): Result<
  { readonly record: LegacyRecord; readonly warnings: readonly LegacyProblem[] },
  readonly LegacyProblem[]
> {
  const problems: LegacyProblem[] = [...raw.problems]
  const tell = (code: LegacyProblem['code'], field: LegacyField, value?: string): undefined => {
    problems.push({ field, code, ...(value === undefined ? {} : { value }) })
    return undefined
  }
  const text = (field: TextField): string | undefined => raw.texts[field]
  const needed = (field: TextField): string => text(field) ?? (tell('value_missing', field), '')
  const known = <Value>(
    field: TextField,
    code: LegacyProblem['code'],
    find: (word: string) => Value | undefined,
  ): Value | undefined => {
    const word = text(field)
    return word === undefined ? undefined : (find(word) ?? tell(code, field, word))
  }
  const day = (field: TextField, mayBeAhead = false): LocalDate | undefined => {
    const on = known(field, 'bad_day', readLegacyDay)
    if (on !== undefined && on > world.today && !mayBeAhead) return tell('day_ahead', field, on)
    return on
  }

  for (const [field, value] of Object.entries(raw.texts) as [TextField, string][]) {
    if (broken.test(value)) tell('broken_character', field, value.slice(0, 60))
    else if (privateUse.test(value)) tell('private_character', field, value.slice(0, 60))
    const max = field in longest ? longest[field as keyof typeof longest] : 400
    if (value.length > max) tell('too_long', field, String(max))
  }
  const rest = [
    ...raw.approvers.map((it) => ['approvers', `${it.title ?? ''} ${it.name} ${it.on ?? ''}`] as const),
    ...raw.grounds.map((it) => ['disclosureGrounds', it] as const),
    ...raw.readers.map((it) => ['readers', it] as const),
    ...raw.files.map((it) => ['files', Object.values(it).join(' ')] as const),
  ]
  for (const [field, value] of rest)
    if (broken.test(value)) tell('broken_character', field, value.slice(0, 60))
  const key = needed('key')
  const title = needed('title')
  const sectionWord = needed('section')
  const section =
    sectionWord === ''
      ? undefined
      : (world.section(sectionWord) ?? tell('unknown_section', 'section', sectionWord))
  const draftedOn = day('draftedOn')
  const decidedOn = day('decidedOn')
  const issuedOn = day('issuedOn')
  const completedOn = day('completedOn') ?? issuedOn ?? decidedOn
  if (completedOn === undefined && !problems.some((it) => it.code === 'bad_day' || it.code === 'day_ahead'))
    tell('no_completion', 'completedOn')
  const inOrder = [draftedOn, decidedOn, issuedOn].filter((it) => it !== undefined)
  if (inOrder.some((it, at) => at > 0 && it < (inOrder[at - 1] ?? it)))
    tell('days_out_of_order', 'decidedOn', inOrder.join(' / '))

  const person = (field: LegacyField, it: RawPerson): AssertedPerson => {
    const on = it.on === undefined ? undefined : (readLegacyDay(it.on) ?? tell('bad_day', field, it.on))
    return {
      name: it.name,
      ...(it.title === undefined ? {} : { title: it.title }),
      ...(on === undefined ? {} : { on }),
    }
  }
  const named = (field: 'drafter' | 'decider', on: LocalDate | undefined): AssertedPerson | undefined => {
    const name = text(field)
    const its = text(`${field}Title`)
    if (name === undefined) return its === undefined ? undefined : tell('value_missing', field)
    return { name, ...(its === undefined ? {} : { title: its }), ...(on === undefined ? {} : { on }) }
  }
  const drafter = named('drafter', draftedOn)
  const decider = named('decider', decidedOn)
  const approvers = raw.approvers.map((it) => person('approvers', it))
  const drafterId = known('drafterEmployeeNo', 'unknown_person', (id) =>
    world.hasPerson(id) ? (id as PersonId) : undefined,
  )

  const folderName = needed('folder')
  const classification = needed('classification')
  if (classification !== '' && !world.hasClass(classification))
    tell('unknown_class', 'classification', classification)
  const retention =
    known('retention', 'unknown_retention', world.retention) ??
    (text('retention') === undefined ? tell('value_missing', 'retention') : undefined)
  const disposition = known('disposition', 'unknown_disposition', (word) => dispositions[word])
  const firstDay = draftedOn ?? decidedOn ?? completedOn
  const fiscalYear =
    known('folderYear', 'bad_year', readLegacyYear) ??
    (firstDay === undefined ? undefined : fiscalYearOf(firstDay))
  if (fiscalYear !== undefined && (fiscalYear < 1868 || fiscalYear > fiscalYearOf(world.today)))
    tell('bad_year', 'folderYear', String(fiscalYear))

  const disclosure = known('disclosure', 'unknown_disclosure', world.disclosure)
  const grounds = raw.grounds.flatMap((word) => {
    const code = world.ground(word)
    return code === undefined ? (tell('unknown_ground', 'disclosureGrounds', word), []) : [code]
  })
  const until = day('disclosureUntil', true)
  if (disclosure?.needsGround === true && raw.grounds.length === 0)
    tell('ground_missing', 'disclosureGrounds')
  if (disclosure?.needsUntil === true && text('disclosureUntil') === undefined)
    tell('until_missing', 'disclosureUntil')

  const secrecy = known('secrecy', 'unknown_secrecy', world.secrecy)
  const isSecret = secrecy !== undefined && secrecy.code !== 'none'
  if (secrecy?.isElectronic === false) tell('secret_on_paper_only', 'secrecy', text('secrecy'))
  const secretDay = day('secretUntil', true)
  if (secrecy?.needsUntil === true && text('secretUntil') === undefined)
    tell('secret_until_missing', 'secretUntil')
  const readers = raw.readers.flatMap((id) =>
    world.hasPerson(id) ? [id as PersonId] : (tell('unknown_person', 'readers', id), []),
  )
  if (isSecret && raw.readers.length === 0) tell('readers_missing', 'readers')

  const numberKind = known('numberKind', 'unknown_number_kind', (kind) =>
    world.hasNumberKind(kind) ? kind : undefined,
  )
  if (text('numberKind') !== undefined && text('number') === undefined) tell('value_missing', 'number')
  const files = filesOf(raw, tell)

  const [warnings, errors] = [problems.filter(isWarning), problems.filter((it) => !isWarning(it))]
  if (errors.length > 0 || section === undefined || completedOn === undefined) return no(problems)
  if (fiscalYear === undefined || retention === undefined) return no(problems)
  const number = text('number')
  return yes({
    warnings,
    record: {
      ...{
        line: raw.line,
        key,
        title,
        body: text('body') ?? '',
        section,
        approvers,
        completedOn,
        files,
        readers,
        retention,
      },
      ...given({ number, numberKind, draftedOn, decidedOn, issuedOn, drafter, decider, drafterId }),
      ...given({ sectionName: text('sectionName') }),
      folder: { name: folderName, fiscalYear, classification, owner: section, ...given({ disposition }) },
      disclosure: { class: disclosure?.code ?? '', grounds, ...given({ until }) },
      secrecy: secrecy?.code ?? 'none',
      // Secret to the end of that day in Japan.
      ...(isSecret && secretDay !== undefined
        ? { secretUntil: `${secretDay}T15:00:00.000Z` as Instant }
        : {}),
    },
  })
}

/** What there is of these. */
function given<Facts extends Readonly<Record<string, unknown>>>(
  facts: Facts,
): { readonly [Name in keyof Facts]?: Exclude<Facts[Name], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, it]) => it !== undefined)) as never
}

/** The files in their order: by `fileOrder` where it is given, else as they come. */
function filesOf(
  { files }: RawRecord,
  tell: (code: LegacyProblem['code'], field: LegacyField, value?: string) => undefined,
): readonly LegacyFile[] {
  const seen = new Set<string>()
  const read = files.flatMap((it, index) => {
    const { filePath, fileTitle, fileOrder, fileSha256 } = it
    if (filePath === undefined) return (tell('value_missing', 'filePath'), [])
    const parts = filePath
      .replaceAll('\\', '/')
      .split('/')
      .filter((part) => part !== '.')
    const path = parts.join('/')
    if (/^\/|^[A-Za-z]:/.test(path) || parts.includes('..') || parts.includes(''))
      return (tell('bad_path', 'filePath', filePath), [])
    if (seen.has(path)) return (tell('file_twice', 'filePath', filePath), [])
    seen.add(path)
    const order = fileOrder === undefined ? index + 1 : Number(fileOrder.normalize('NFKC'))
    if (!Number.isInteger(order)) tell('bad_order', 'fileOrder', fileOrder)
    const sha256 = fileSha256?.toLowerCase()
    if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) tell('bad_sha256', 'fileSha256', fileSha256)
    const name = parseFileName(fileTitle === undefined ? path : titled(fileTitle, path))
    if (!name.ok) return (tell('bad_file_name', 'fileTitle', fileTitle ?? path), [])
    return [
      { path, name: name.value, order, index, ...(sha256 === undefined ? {} : { sha256: sha256 as Sha256 }) },
    ]
  })
  return read
    .toSorted((a, b) => a.order - b.order || a.index - b.index)
    .map(({ order: _order, index: _index, ...file }) => file)
}

/** A title without the extension of its file gets it: programs know a file by that. */
function titled(title: string, path: string): string {
  const [extension = ''] = /\.[A-Za-z0-9]{1,8}$/.exec(path) ?? []
  return title.toLowerCase().endsWith(extension.toLowerCase()) ? title : `${title}${extension}`
}
