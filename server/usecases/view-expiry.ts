import type { ExpiringFolder, ExpiryList, ExpiryQuery } from '../contract/expiry.ts'
import { type LocalDate, type PersonId, localDateOf } from '../domain/ids.ts'
import type { TransferView } from '../contract/transfers.ts'
import { firstDayOf, fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { destroyableFrom } from '../domain/records/disposition.ts'
import { type Expiry, appraisedFrom, expiryStep, refuseDisposal } from '../domain/records/expiry.ts'
import { termEndsOn } from '../domain/records/folder-term.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findNamedCases, listDecidingCases } from '../store/disposals.ts'
import { type ExpiringPlace, listExpiringFolders } from '../store/expiring-folders.ts'
import { type StoredFolder, findFolder } from '../store/folders.ts'
import { listLastPackages } from '../store/transfer-packages.ts'
import { disposalRules, endsOf, expiryOf } from './at-expiry.ts'
import { isYear, parseCursor, toCursor } from './cursor.ts'
import { obstacleText } from './expiry-problems.ts'
import { partText } from './folder-history.ts'
import { type FolderDeps, type FolderWorld, folderWorld } from './folder-keeping.ts'
import { transferContents } from './transfer-contents.ts'
import { packageStateOf } from './transfer-packages.ts'
import { itemOf } from './view-folders.ts'
import { readerOf } from './who-is.ts'

/** 簿冊 of a page, and how many are looked at for one page at most: most of the older ones ended long ago. */
const pageSize = 100
const atOnce = 200
const examinedAtMost = 2000

/** A page of 簿冊 at the end of their 保存期間, with how far each is and what stands in the way, for one reader. */
export async function listExpiring(
  deps: FolderDeps,
  by: PersonId,
  query: ExpiryQuery,
): Promise<Result<ExpiryList, { readonly code: 'bad_cursor' }>> {
  const after = query.after === undefined ? undefined : placeOf(query.after)
  if (query.after !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  // Of one moment: a package that is done meanwhile would else be told beside a 簿冊 that has none.
  return deps.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => yes(await pageOf({ ...deps, db: trx }, by, query, after)))
}

async function pageOf(
  deps: FolderDeps,
  by: PersonId,
  query: ExpiryQuery,
  after: ExpiringPlace | undefined,
): Promise<ExpiryList> {
  const world = await folderWorld(deps, deps.db)
  const rules = await disposalRules(deps.db, world)
  const reader = readerOf(world.organisation, by, world.at)
  const { wanted, next } = await somePage(deps, world, by, query, after)
  const named = wanted.flatMap(({ found: { folder } }) => [
    ...(folder.disposalDecision === undefined ? [] : [folder.disposalDecision.case]),
    ...(folder.disposalDraft === undefined ? [] : [folder.disposalDraft]),
  ])
  const readable = await findNamedCases(deps.db, named, reader)
  const cases = await listDecidingCases(deps.db, reader, 50)
  const transfers = await transfersOf(
    deps,
    wanted.map((it) => it.found),
  )
  const items = wanted.map(({ found: one, end, endsOn }): ExpiringFolder => {
    const { folder } = one
    const transfer = transfers.get(one.id)
    const expiry = expiryOf(world, by, folder, rules)
    const refused = folder.disposal === undefined ? refuseDisposal(end, { at: world.at, rules }) : undefined
    return {
      ...itemOf(world, one, end.filed),
      version: one.version,
      step: expiryStep(folder, endsOn, localDateOf(world.at)),
      parts: [...folder.parts],
      ...judged(folder, readable),
      ...(transfer === undefined || !isTheirs(expiry, folder) ? {} : { transfer }),
      mayAct: expiry !== undefined && (expiry.isManager || expiry.keeps(folder)),
      ...(refused === undefined ? {} : { obstacle: obstacleText(refused) }),
    }
  })
  return {
    today: localDateOf(world.at),
    waitingDays: rules.waitingDays,
    appraises: reader.roles.includes('archivist'),
    items: items.toSorted((a, b) => order(a).localeCompare(order(b))),
    cases: cases.map(({ id, title, number, decidedAt }) => ({
      ...{ id, title, decidedOn: localDateOf(decidedAt) },
      ...(number === null ? {} : { number }),
    })),
    ...(next === undefined ? {} : { next }),
  }
}

type Wanted = { readonly found: StoredFolder; readonly end: Ends; readonly endsOn: LocalDate }
type Ends = Awaited<ReturnType<typeof endsOf>> extends ReadonlyMap<string, infer End> ? End : never

/** Goes through 簿冊 by the earliest end each can have, until a page of those that do end then is together. */
async function somePage(
  { db }: FolderDeps,
  world: FolderWorld,
  by: PersonId,
  { year, folder }: ExpiryQuery,
  from: ExpiringPlace | undefined,
): Promise<{ readonly wanted: readonly Wanted[]; readonly next?: string }> {
  const today = localDateOf(world.at)
  if (folder !== undefined) return { wanted: await onlyOne(db, world, by, folder) }
  const endsBy = year === undefined ? fiscalYearOf(today) + 1 : Number(year)
  // Nothing is disposed of before its end.
  const disposed = year === undefined ? {} : { disposedFrom: firstDayOf(endsBy) }
  const wanted: Wanted[] = []
  let after = from
  for (let examined = 0; examined < examinedAtMost; examined += atOnce) {
    const place = after === undefined ? {} : { after }
    const found = await listExpiringFolders(db, { endsBy, limit: atOnce, ...disposed, ...place })
    const ends = await endsOf(db, world, by, found)
    for (const it of found) {
      after = it.place
      const end = ends.get(it.id)
      const endsOn = end === undefined ? undefined : termEndsOn(end.told)
      if (end === undefined || endsOn === undefined || !isWanted(it, endsOn, today, year)) continue
      wanted.push({ found: it, end, endsOn })
      if (wanted.length === pageSize) return { wanted, next: cursorOf(after) }
    }
    if (found.length < atOnce) return { wanted }
  }
  return { wanted, ...(after === undefined ? {} : { next: cursorOf(after) }) }
}

/** A 簿冊 by itself, when it may be appraised; disposed of or not. */
async function onlyOne(
  db: FolderDeps['db'],
  world: FolderWorld,
  by: PersonId,
  id: string,
): Promise<readonly Wanted[]> {
  const found = await findFolder(db, id)
  if (found === undefined || found.folder.status === 'merged') return []
  const end = (await endsOf(db, world, by, [found])).get(id)
  const endsOn = end && termEndsOn(end.told)
  if (end === undefined || endsOn === undefined || appraisedFrom(endsOn) > localDateOf(world.at)) return []
  return [{ found, end, endsOn }]
}

const cursorOf = ({ endsIn, code, id }: ExpiringPlace): string => toCursor([endsIn, code, id])

function placeOf(text: string): ExpiringPlace | undefined {
  const [endsIn, code, id] = parseCursor(text, 3) ?? []
  return isYear(endsIn) && typeof code === 'string' && typeof id === 'string'
    ? { endsIn, code, id }
    : undefined
}

/** Whether somebody keeps a 簿冊 or receives it. */
function isTheirs(expiry: Expiry | undefined, folder: StoredFolder['folder']): boolean {
  return expiry !== undefined && (expiry.isManager || expiry.isArchivist || expiry.keeps(folder))
}

/** How far the 移管 of those 簿冊 is that were appraised so. */
async function transfersOf(
  { db }: FolderDeps,
  found: readonly StoredFolder[],
): Promise<ReadonlyMap<string, TransferView>> {
  const theirs = found.filter((it) => it.folder.appraisal?.outcome === 'transfer')
  const last = await listLastPackages(
    db,
    theirs.map((it) => it.id),
  )
  const views = new Map<string, TransferView>()
  for (const { id, folder } of theirs) {
    const { packaged, transfer } = folder
    const row = last.get(id)
    const isCurrent = packaged !== undefined && (await transferContents(db, id, folder)) === packaged.contents
    views.set(id, {
      ...(row === undefined ? {} : { package: packageStateOf(row) }),
      isCurrent,
      ...(transfer === undefined ? {} : { receipt: transfer }),
    })
  }
  return views
}

const order = ({ term, id }: ExpiringFolder): string => `${term.endsOn} ${id}`

function isWanted(
  { folder }: StoredFolder,
  endsOn: LocalDate,
  today: LocalDate,
  year: string | undefined,
): boolean {
  if (year !== undefined) return fiscalYearOf(endsOn) === Number(year)
  return folder.disposal === undefined && appraisedFrom(endsOn) <= today
}

function judged(
  { appraisal, disposalDraft, disposalDecision, publishedOn, disposal }: StoredFolder['folder'],
  readable: Awaited<ReturnType<typeof findNamedCases>>,
): Partial<ExpiringFolder> {
  const decided = disposalDecision && readable.get(disposalDecision.case)
  const draft = disposalDraft && readable.get(disposalDraft)
  return {
    ...(draft === undefined ? {} : { draft }),
    ...(appraisal === undefined
      ? {}
      : {
          appraisal: {
            ...{ outcome: appraisal.outcome, on: appraisal.on, reason: appraisal.reason },
            by: `${appraisal.by.capacity.title} ${appraisal.by.name}`.trim(),
          },
        }),
    ...(disposalDecision === undefined
      ? {}
      : {
          decision: {
            on: disposalDecision.on,
            ...(decided === undefined
              ? {}
              : {
                  case: {
                    ...{ id: disposalDecision.case, title: decided.title },
                    ...(disposalDecision.number === undefined ? {} : { number: disposalDecision.number }),
                  },
                }),
          },
        }),
    ...(publishedOn === undefined ? {} : { publishedOn }),
    ...(disposal === undefined ? {} : { disposedOn: disposal.on }),
  }
}

const head = [
  ...[
    '年度',
    '簿冊番号',
    '簿冊の名称',
    '分類',
    '所管',
    '保存期間',
    '電子以外の記録',
    '満了日',
    '廃棄を決定した日',
    '公表日',
  ],
  ...['廃棄できる日', '廃棄日'],
]

/**
 * The list of 簿冊 whose 廃棄 was decided, to be published. Of the cases in them it says nothing, not even how many there are, so
 * that nothing of 秘 is in it.
 */
export async function disposalTable(
  deps: FolderDeps,
  by: PersonId,
  query: ExpiryQuery,
): Promise<readonly (readonly string[])[]> {
  const { year } = query
  const items: ExpiringFolder[] = []
  let rules = { waitingDays: 0 }
  let after: string | undefined
  do {
    const page = await listExpiring(deps, by, {
      ...(year === undefined ? {} : { year }),
      ...(after === undefined ? {} : { after }),
    })
    if (!page.ok) throw new Error('a cursor of our own is wrong')
    items.push(...page.value.items)
    rules = page.value
    after = page.value.next
  } while (after !== undefined)
  const decided = items.filter((it) => it.appraisal?.outcome === 'destroy' && it.decision !== undefined)
  return [
    head,
    ...decided.map((it) => [
      ...[String(it.fiscalYear), it.code, it.name, it.path, it.owner?.name ?? '庁内共通', it.retention.name],
      ...[it.parts.map(partText).join('、')],
      ...[it.term.endsOn ?? '', it.decision?.on ?? '', it.publishedOn ?? ''],
      ...[
        it.publishedOn === undefined ? '' : destroyableFrom(it.publishedOn as LocalDate, rules),
        it.disposedOn ?? '',
      ],
    ]),
  ]
}
