import type { ExpiringFolder, ExpiryList, ExpiryQuery } from '../contract/expiry.ts'
import { type LocalDate, type PersonId, localDateOf } from '../domain/ids.ts'
import type { TransferView } from '../contract/transfers.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { destroyableFrom } from '../domain/records/disposition.ts'
import { type Expiry, appraisedFrom, expiryStep, refuseDisposal } from '../domain/records/expiry.ts'
import { termEndsOn } from '../domain/records/folder-term.ts'
import { listDecidingCases } from '../store/disposals.ts'
import { type StoredFolder, listAllFolders, readableAmong } from '../store/folders.ts'
import { listLastPackages } from '../store/transfer-packages.ts'
import { disposalRules, endsOf, expiryOf } from './at-expiry.ts'
import { obstacleText } from './expiry-problems.ts'
import { type FolderDeps, folderWorld } from './folder-keeping.ts'
import { transferContents } from './transfer-contents.ts'
import { packageStateOf } from './transfer-packages.ts'
import { itemOf } from './view-folders.ts'
import { readerOf } from './who-is.ts'

/** 簿冊 at the end of their 保存期間, with how far each is and what stands in the way, for one reader. */
export async function listExpiring(deps: FolderDeps, by: PersonId, query: ExpiryQuery): Promise<ExpiryList> {
  const world = await folderWorld(deps, deps.db)
  const today = localDateOf(world.at)
  const rules = await disposalRules(deps.db, world)
  const reader = readerOf(world.organisation, by, world.at)
  const found = (await listAllFolders(deps.db, {})).filter((it) => it.folder.status !== 'merged')
  const ends = await endsOf(deps.db, world, by, found)
  const wanted = found.flatMap((it) => {
    const end = ends.get(it.id)
    const endsOn = end === undefined ? undefined : termEndsOn(end.told)
    if (end === undefined || endsOn === undefined || !isWanted(it, endsOn, today, query)) return []
    return [{ found: it, end, endsOn }]
  })
  const decidedBy = wanted.flatMap(({ found: { folder } }) => folder.disposalDecision?.case ?? [])
  const titles = await readableAmong(deps.db, decidedBy, reader)
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
      step: expiryStep(folder, endsOn, today),
      ...judged(folder, titles),
      ...(transfer === undefined || !isTheirs(expiry, folder) ? {} : { transfer }),
      mayAct: expiry !== undefined && (expiry.isManager || expiry.keeps(folder)),
      ...(refused === undefined ? {} : { obstacle: obstacleText(refused) }),
    }
  })
  return {
    today,
    waitingDays: rules.waitingDays,
    appraises: reader.roles.includes('archivist'),
    items: items.toSorted((a, b) => order(a).localeCompare(order(b))),
    cases: cases.map(({ id, title, number }) => ({ id, title, ...(number === null ? {} : { number }) })),
  }
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
  { year }: ExpiryQuery,
): boolean {
  if (year !== undefined) return fiscalYearOf(endsOn) === Number(year)
  return folder.disposal === undefined && appraisedFrom(endsOn) <= today
}

function judged(
  { appraisal, disposalDecision, publishedOn, disposal }: StoredFolder['folder'],
  titles: Awaited<ReturnType<typeof readableAmong>>,
): Partial<ExpiringFolder> {
  const title = disposalDecision && titles.get(disposalDecision.case)
  return {
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
            ...(title === undefined
              ? {}
              : {
                  case: {
                    ...{ id: disposalDecision.case, title },
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
  ...['年度', '簿冊番号', '簿冊の名称', '分類', '所管', '保存期間', '満了日', '廃棄を決定した日', '公表日'],
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
  const { items, ...rules } = await listExpiring(deps, by, query)
  const decided = items.filter((it) => it.appraisal?.outcome === 'destroy' && it.decision !== undefined)
  return [
    head,
    ...decided.map((it) => [
      ...[String(it.fiscalYear), it.code, it.name, it.path, it.owner?.name ?? '庁内共通', it.retention.name],
      ...[it.term.endsOn ?? '', it.decision?.on ?? '', it.publishedOn ?? ''],
      ...[
        it.publishedOn === undefined ? '' : destroyableFrom(it.publishedOn as LocalDate, rules),
        it.disposedOn ?? '',
      ],
    ]),
  ]
}
