import { Readable } from 'node:stream'
import type { DraftDisposalBody, DraftedDisposal } from '../contract/expiry.ts'
import type { FolderItem } from '../contract/folders.ts'
import type { ProposalContent } from '../contract/proposals.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import { type LocalDate, type PersonId, type ProposalId, type Sha256, partsOfPost } from '../domain/ids.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import type { Appraisal } from '../domain/records/disposition.ts'
import type { Folder } from '../domain/records/folder.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { lockFolders, writeFolder } from '../store/folders.ts'
import { refreshManifest } from '../store/manifests.ts'
import { insertDraft } from '../store/proposals.ts'
import { type ExpiryProblem, asSeen, decideAll } from './at-expiry.ts'
import { copyFiles, sendForPages } from './copy-files.ts'
import { emptyContent } from './create-proposal.ts'
import { partText } from './folder-history.ts'
import { type FolderDeps, folderWorld } from './folder-keeping.ts'
import { hashLink } from './hashes.ts'
import type { JobQueue, WriteTable } from './ports.ts'
import { type StoreFileDeps, storeFile } from './store-file.ts'
import { utf8Table } from './utf8-table.ts'
import { itemOf } from './view-folders.ts'
import { exercisedBy } from './who-is.ts'

export type DraftDisposalDeps = FolderDeps &
  StoreFileDeps & { readonly jobs: JobQueue; readonly writeTable: WriteTable }

/**
 * 起案 of the 廃棄 or 引渡し of some 簿冊, with their list attached: of all of them or of none. Each remembers it, so that the
 * decision is recorded from there once the case is decided. Of the cases in them it says nothing.
 */
export async function draftDisposal(
  deps: DraftDisposalDeps,
  by: PersonId,
  body: DraftDisposalBody,
): Promise<Result<DraftedDisposal, ExpiryProblem>> {
  const proposal = deps.newId() as ProposalId
  const made = await deps.db.transaction().execute(async (trx) => {
    const ids = body.folders.map((it) => it.id)
    const locked = await lockFolders(trx, ids)
    const world = await folderWorld(deps, trx)
    const { organisation, at } = world
    const outcome = locked.get(ids[0] ?? '')?.folder.appraisal?.outcome ?? 'destroy'
    const command = { type: 'draft' as const, case: proposal, outcome }
    const decided = await decideAll(trx, world, by, asSeen(locked, body.folders), command)
    if (!decided.ok) return decided
    const [capacity] = exercisedBy(organisation, by, at)
    if (capacity === undefined) return no({ code: 'no_post' as const })
    const { unit } = partsOfPost(capacity.post)
    const listed = decided.value.map(({ found, end }) => ({
      folder: found.folder,
      item: itemOf(world, found, end.filed),
    }))
    const name = `${names[outcome].list}.csv`
    const bytes = utf8Table(deps.writeTable, listTable(listed))
    const file = await storeFile(deps, { name, source: Readable.from([bytes]) })
    if (!file.ok) throw new Error(`the list of 簿冊 was refused: ${file.error.code}`)
    await insertDraft(trx, {
      ...{ id: proposal, drafter: by, post: capacity.post, unit },
      section: sectionOf(organisation, unit)?.code ?? unit,
      content: contentOf(outcome, listed),
      // Of the text and the list together; set below, when both are there.
      manifestSha256: '' as Sha256,
      ...{ clientKey: undefined, at },
    })
    const { sha256, sizeBytes, inspection } = file.value
    const { kind, warnings } = inspection
    const files = [{ name, sha256, sizeBytes, kind, warnings }]
    const waiting = await copyFiles(deps, trx, { files, to: proposal, by, at })
    await refreshManifest(trx, proposal)
    for (const { found, events } of decided.value) await writeFolder(trx, found, events, hashLink)
    return yes(waiting)
  })
  if (!made.ok) return made
  await sendForPages(deps, made.value)
  return yes({ proposalId: proposal })
}

const names: Readonly<Record<Appraisal, { readonly act: string; readonly list: string }>> = {
  destroy: { act: '廃棄', list: '廃棄する簿冊の一覧' },
  transfer: { act: '文書館への引渡し', list: '引き渡す簿冊の一覧' },
}

type Listed = { readonly folder: Folder; readonly item: FolderItem }

const head = [
  ...['年度', '簿冊番号', '簿冊の名称', '分類', '所管', '保存期間', '満了日', '電子以外の記録'],
  ...['評価選別', '評価選別の日', '評価選別の理由'],
]

function listTable(listed: readonly Listed[]): readonly (readonly string[])[] {
  return [
    head,
    ...listed.map(({ folder: { parts, appraisal }, item: it }) => [
      ...[String(it.fiscalYear), it.code, it.name, it.path, it.owner?.name ?? '庁内共通', it.retention.name],
      ...[it.term.endsOn ?? '', parts.map(partText).join('、')],
      ...[appraisal?.outcome === 'transfer' ? '移管' : '廃棄', appraisal?.on ?? '', appraisal?.reason ?? ''],
    ]),
  ]
}

/** So many 簿冊 stand in the 伺い文 itself; the list has all. */
const namedAtMost = 20

function contentOf(outcome: Appraisal, listed: readonly Listed[]): ProposalContent {
  const { act, list } = names[outcome]
  const lines = listed.slice(0, namedAtMost).map(({ item: { code, name, term } }) => {
    const end = term.endsOn === undefined ? '' : `（満了日　${longWareki(term.endsOn as LocalDate)}）`
    return `・${code}　${name}${end}`
  })
  const more = listed.length - lines.length
  return {
    ...emptyContent,
    title: `保存期間の満了した簿冊の${act}について`,
    body: [
      '（伺い）',
      `保存期間の満了した次の簿冊について、文書館の評価選別の結果のとおり${act}を決定してよろしいか伺います。`,
      '',
      `対象　${listed.length}冊（別紙「${list}」のとおり）`,
      ...lines,
      ...(more > 0 ? [`ほか${more}冊`] : []),
      '',
    ].join('\n'),
  }
}
