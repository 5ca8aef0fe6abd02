import { test } from 'tap'
import type { Instant, LocalDate, PersonId, PostId, ProposalId, Sha256, UnitCode } from '../ids.ts'
import {
  type FolderCommand,
  type Keeping,
  changeFolder,
  folderActs,
  mergeFolders,
  moveCase,
} from './change-folder.ts'
import {
  classesUnder,
  levelOf,
  pathOf,
  refuseAddingClass,
  refuseEndingClass,
  refuseRenamingClass,
  takesFolders,
} from './classification.ts'
import { type Folder, evolveFolder, folderOf } from './folder.ts'
import { folderTerm } from './folder-term.ts'

const day = (text: string) => text as LocalDate
const years = new Map<string, number | null>([
  ['R30', 30],
  ['R05', 5],
  ['R00', 0],
  ['RJY', null],
])
const at = '2032-05-11T00:00:00.000Z' as Instant
const unit = { code: 'KNK' as UnitCode, name: '観光振興課' }
const keeping = (more: Partial<Keeping> = {}): Keeping => ({
  by: {
    person: 'u0505' as PersonId,
    name: '幌平 美咲',
    capacity: {
      ...{ post: 'KNK-1:P-SNN' as PostId, kind: 'primary', title: '主任' },
      ...{ unitName: '観光振興課', positionName: '主任' },
    },
    alsoAs: [],
  },
  at,
  isManager: false,
  keeps: ({ owner }) => owner === 'KNK',
  keepersOf: () => ['主任 幌平 美咲'],
  years,
  takesFolders: (it) => it === '511' || it === '512',
  unitName: ({ owner }) => (owner === undefined ? undefined : { ...unit, code: owner }),
  ...more,
})
const manager = keeping({ isManager: true, keeps: () => false })
const folder: Folder = folderOf({
  ...{ code: '511-01', name: '観光振興計画', fiscalYear: 2026, classification: '511', retention: 'R05' },
  ...{ disposition: 'appraise', owner: 'KNK' as UnitCode },
})
const after = (it: Folder, command: FolderCommand, by = keeping()): Folder | string => {
  const done = changeFolder(it, command, by, folderTerm(it, [], years, day('2032-05-11')))
  return done.ok ? done.value.reduce<Folder>((one, event) => evolveFolder(one, event), it) : done.error.code
}
const reason = '事業が続くため'

test('簿冊: only those who keep it, and none that was merged', async (t) => {
  const stranger = keeping({ keeps: () => false })
  t.equal(after(folder, { type: 'hold', reason }, stranger), 'folder_not_yours')
  t.same(folderActs(folder, stranger), [])
  t.equal(
    after({ ...folder, status: 'merged', mergedInto: '2026-512-01' }, { type: 'hold', reason }),
    'folder_merged',
  )
  t.match(after(folder, { type: 'hold', reason }, manager), { hold: { reason } })
  t.equal(after(folder, { type: 'hold', reason: '　' }), 'folder_reason_missing')
})

test('簿冊: what is put right is said before and after; only the 文書管理者 shortens', async (t) => {
  const done = changeFolder(folder, { type: 'amend', name: '計画', retention: 'R30', reason }, keeping(), {
    kind: 'while_needed',
  })
  t.match(done, {
    value: [
      { before: { name: '観光振興計画', retention: 'R05' }, after: { name: '計画', retention: 'R30' } },
    ],
  })
  t.equal(after(folder, { type: 'amend', name: folder.name, reason }), 'folder_unchanged')
  t.equal(after(folder, { type: 'amend', classification: '51', reason }), 'folder_class_unknown')
  t.equal(after(folder, { type: 'amend', retention: 'R99', reason }), 'folder_retention_unknown')
  t.equal(after(folder, { type: 'amend', retention: 'R00', reason }), 'folder_manager_only')
  t.match(after(folder, { type: 'amend', retention: 'R00', reason }, manager), { retention: 'R00' })
  const held = { ...folder, hold: { by: keeping().by, at, reason } }
  t.equal(after(held, { type: 'amend', retention: 'R00', reason }, manager), 'folder_held')
  t.equal(
    after({ ...folder, retention: 'RJY' }, { type: 'amend', retention: 'R30', reason }),
    'folder_in_constant_use',
  )
})

test('常用 ends on a day with a period that counts from then; 1年未満 ends without one', async (t) => {
  const constant = { ...folder, retention: 'RJY' }
  const on = day('2032-03-31')
  t.equal(after(folder, { type: 'end_use', on, retention: 'R05', reason }), 'folder_not_in_use')
  t.equal(
    after(constant, { type: 'end_use', on: day('2032-05-12'), retention: 'R05', reason }),
    'folder_use_ends_ahead',
  )
  t.equal(after(constant, { type: 'end_use', on, reason }), 'folder_retention_unknown')
  t.equal(after(constant, { type: 'end_use', on, retention: 'RJY', reason }), 'folder_retention_unknown')
  const ended = after(constant, { type: 'end_use', on, retention: 'R05', reason })
  t.match(ended, { retention: 'R05', useEndedOn: on })
  t.match(folderTerm(ended as Folder, [], years, on), { startsOn: '2032-04-01', endsOn: '2037-03-31' })
  t.match(after({ ...folder, retention: 'R00' }, { type: 'end_use', on, reason }), {
    useEndedOn: on,
    retention: 'R00',
  })
  t.ok(
    folderActs(constant, keeping()).includes('end_use') &&
      !folderActs(constant, keeping()).includes('extend'),
  )
})

test('常用 again: what came back into use ends a second time, and counts from then', async (t) => {
  const first = { type: 'end_use', on: day('2030-03-31'), retention: 'R05', reason } as const
  const ended = after({ ...folder, retention: 'RJY' }, first) as Folder
  const again = after(ended, { type: 'amend', retention: 'RJY', reason }) as Folder
  t.same(folderTerm(again, [], years, day('2032-05-11')), { kind: 'constant_use', because: 'folder' })
  t.ok(folderActs(again, keeping()).includes('end_use'))
  const on = day('2032-05-01')
  const over = after(again, { type: 'end_use', on, retention: 'R05', reason })
  t.match(over, { retention: 'R05', useEndedOn: on })
  t.match(folderTerm(over as Folder, [], years, on), { endsOn: '2038-03-31' })
})

test('延長・廃棄停止: whoever keeps it extends and holds; only the 文書管理者 releases', async (t) => {
  t.match(after(folder, { type: 'extend', to: day('2035-03-31'), reason }), { extendedTo: '2035-03-31' })
  t.equal(after(folder, { type: 'extend', to: day('2031-03-31'), reason }), 'folder_extension')
  t.equal(
    after({ ...folder, retention: 'RJY' }, { type: 'extend', to: day('2035-03-31'), reason }),
    'folder_extension',
  )
  const held = after(folder, { type: 'hold', reason }) as Folder
  t.equal(after(held, { type: 'hold', reason }), 'folder_held')
  t.equal(after(held, { type: 'release', reason }), 'folder_manager_only')
  t.equal(after(folder, { type: 'release', reason }, manager), 'folder_not_held')
  t.equal((after(held, { type: 'release', reason }, manager) as Folder).hold, undefined)
  t.same(folderActs(held, keeping()), ['amend', 'shelve', 'extend', 'hand_over'])
})

test('引継ぎ: from one 課 to another, and whose it was stays', async (t) => {
  const to = { code: 'SHO' as UnitCode, name: '商業課' }
  t.match(after(folder, { type: 'hand_over', to, reason }), { owner: 'SHO' })
  t.equal(after(folder, { type: 'hand_over', to: unit, reason }), 'folder_unchanged')
  const { owner: _owner, ...common } = folder
  t.equal(
    after(common, { type: 'hand_over', to, reason }),
    'folder_not_yours',
    '庁内共通 is the records office’s',
  )
  t.match(after(common, { type: 'hand_over', to, reason }, manager), { owner: 'SHO' })
})

test('移動・統合: both 簿冊 say so; nothing is kept for less long by it unless the 文書管理者 does it', async (t) => {
  const here = { id: '2026-511-01', folder }
  const there = { id: '2026-512-01', folder: { ...folder, code: '512-01' } }
  const one = '00000000-0000-4000-8000-000000000001' as ProposalId
  t.match(moveCase(here, there, one, keeping(), reason), {
    value: {
      out: [{ type: 'case_moved_out', to: there.id }],
      into: [{ type: 'case_moved_in', from: here.id }],
    },
  })
  t.match(moveCase(here, here, one, keeping(), reason), { error: { code: 'folder_same' } })
  t.match(moveCase(here, there, one, keeping(), ''), { error: { code: 'folder_reason_missing' } })
  const foreign = { ...there, folder: { ...there.folder, owner: 'SHO' as UnitCode } }
  t.match(moveCase(here, foreign, one, keeping(), reason), { error: { code: 'folder_not_yours' } })
  const long = { ...here, folder: { ...folder, retention: 'R30', extendedTo: day('2060-03-31') } }
  t.match(moveCase(long, there, one, keeping(), reason), { error: { because: 'shorter' } })
  t.match(mergeFolders(long, there, [one], keeping(), reason), { error: { because: 'shorter' } })
  const merged = mergeFolders(long, there, [one], manager, reason)
  t.match(merged, { value: { out: [{ type: 'merged_into', cases: [one] }] } })
  if (!merged.ok) return
  t.match(
    merged.value.out.reduce<Folder>((it, event) => evolveFolder(it, event), long.folder),
    {
      ...{ status: 'merged', mergedInto: there.id },
    },
  )
  t.match(
    merged.value.into.reduce<Folder>((it, event) => evolveFolder(it, event), there.folder),
    { extendedTo: '2060-03-31' },
    'a later 満了日 goes along',
  )
  const held = { ...here, folder: { ...folder, hold: { by: keeping().by, at, reason } } }
  t.match(mergeFolders(held, there, [], manager, reason), { error: { code: 'folder_held_together' } })
  for (const by of [keeping(), manager])
    t.match(moveCase(held, there, one, by, reason), { error: { code: 'folder_held_together', reason } })
  t.match(moveCase(there, held, one, keeping(), reason), { ok: true }, 'into one that is held')
  const older = { ...here, folder: { ...folder, fiscalYear: 2025 } }
  t.match(mergeFolders(older, there, [], manager, reason), { error: { code: 'folder_other_year' } })
})

test('移動・統合: a 年度, a 延長 or an ended use is not got round by filing elsewhere', async (t) => {
  const one = '00000000-0000-4000-8000-000000000001' as ProposalId
  const move = (from: Partial<Folder>, to: Partial<Folder>, by = keeping()) => {
    const places = [from, to].map((it, nth) => ({ id: `2026-51${nth}-01`, folder: { ...folder, ...it } }))
    const done = moveCase(places[0]!, places[1]!, one, by, reason)
    return done.ok ? 'ok' : done.error.code
  }
  const extendedTo = day('2040-03-31')
  t.equal(move({ extendedTo }, {}), 'folder_manager_only')
  t.equal(move({ extendedTo }, { extendedTo: day('2039-03-31') }), 'folder_manager_only')
  t.equal(move({ extendedTo }, { extendedTo }), 'ok')
  t.equal(move({ extendedTo }, { retention: 'R30' }), 'ok')
  t.equal(move({ extendedTo }, { retention: 'RJY' }), 'ok')
  t.equal(move({}, { fiscalYear: 2025 }), 'folder_manager_only')
  t.equal(move({}, { fiscalYear: 2027 }), 'ok')
  t.equal(move({ extendedTo }, {}, manager), 'ok')
  t.equal(move({ useEndedOn: day('2031-05-01') }, {}), 'folder_manager_only')
  const short = { retention: 'R00' }
  t.equal(move(short, short), 'ok')
  t.equal(move(short, { ...short, useEndedOn: day('2032-05-10') }), 'folder_manager_only')
  const [from, to] = [
    { id: '2026-511-01', folder: { ...folder, extendedTo } },
    { id: '2026-512-01', folder },
  ]
  t.match(mergeFolders(from, to, [one], keeping(), reason), { ok: true }, 'a 統合 takes the 延長 along')
  const ended = { ...from, folder: { ...folder, useEndedOn: day('2031-05-01') } }
  t.match(mergeFolders(ended, to, [one], keeping(), reason), { error: { because: 'shorter' } })
})

test('統合: what is no electronic file goes along, so that its 廃棄 asks what became of it', async (t) => {
  const paper = { medium: 'paper', shelf: '書庫3-2', quantity: 2 } as const
  const film = { medium: 'microfilm', shelf: '書庫1-1', quantity: 1 } as const
  const merged = (from: Partial<Folder>, to: Partial<Folder>) => {
    const here = { id: '2026-511-01', folder: { ...folder, ...from } }
    const there = { id: '2026-512-01', folder: { ...folder, ...to } }
    const done = mergeFolders(here, there, [], keeping(), reason)
    if (!done.ok) return done.error.code
    const { into } = done.value
    return into.reduce<Folder>((it, event) => evolveFolder(it, event), there.folder).parts
  }
  t.same(merged({ parts: [paper] }, { parts: [film] }), [film, paper])
  t.same(merged({ parts: [paper] }, {}), [paper])
  t.same(merged({}, { parts: [film] }), [film])
})

test('移管: what the archive has received keeps its content and its term', async (t) => {
  const receipt = {
    ...{ accession: '令14-1', on: day('2032-04-20'), receivedBy: '文書館長' },
    package: 'a'.repeat(64) as Sha256,
  }
  const gone = { ...folder, transfer: receipt }
  const refused = 'folder_transferred'
  for (const by of [keeping(), manager]) {
    t.equal(after(gone, { type: 'extend', to: day('2035-03-31'), reason }, by), refused)
    t.equal(after(gone, { type: 'amend', retention: 'R30', reason }, by), refused)
    const [one, here, there] = [
      '00000000-0000-4000-8000-000000000001' as ProposalId,
      { id: '2026-511-01', folder: gone },
      { id: '2026-512-01', folder },
    ]
    t.match(moveCase(here, there, one, by, reason), { error: { code: refused, accession: '令14-1' } })
    t.match(moveCase(there, here, one, by, reason), { error: { code: refused } })
    t.match(mergeFolders(here, there, [one], by, reason), { error: { code: refused } })
    t.match(mergeFolders(there, here, [one], by, reason), { error: { code: refused } })
  }
  t.match(after(gone, { type: 'amend', name: '計画', reason }), { name: '計画' })
  t.match(after(gone, { type: 'hold', reason }), { hold: { reason } })
  t.same(folderActs(gone, keeping()), ['amend', 'shelve', 'hold', 'hand_over'])
  t.same(
    folderActs({ ...gone, retention: 'R00' }, keeping()).filter((it) => it === 'end_use' || it === 'extend'),
    [],
  )
})

test('文書分類表: four levels, codes that sort as the tree does, and what is used stays', async (t) => {
  const classes = [
    { code: '5', name: '経済・観光' },
    { code: '51', name: '観光', parent: '5' },
    { code: '511', name: '計画', parent: '51' },
    { code: '5111', name: '素案', parent: '511' },
    { code: '519', name: '旧計画', parent: '51', endedOn: day('2025-03-31') },
  ]
  const scheme = new Map(classes.map((it) => [it.code, it]))
  const none = () => false
  t.equal(levelOf(scheme, '5111'), 4)
  t.equal(pathOf(scheme, '511'), '経済・観光 › 観光 › 計画')
  t.same(classesUnder(scheme, '511'), ['511', '5111'])
  t.same(
    ['5', '511', '5111', '519', '9'].map((it) => takesFolders(scheme, it)),
    [false, false, true, false, false],
  )
  const adding = (code: string, name: string, parent?: string, hasFolders: (it: string) => boolean = none) =>
    refuseAddingClass(scheme, hasFolders, { code, name, ...(parent === undefined ? {} : { parent }) })?.code
  t.equal(adding('512', '後援', '51'), undefined)
  t.equal(adding('6', '農政'), undefined)
  t.equal(adding('511', '計画', '51'), 'class_known')
  t.equal(adding('519', '計画', '51'), 'class_known', 'a code is not used again')
  t.equal(adding('512', '後援', '99'), 'class_unknown')
  t.equal(adding('5191', '後援', '519'), 'class_ended')
  t.equal(adding('51111', '一', '5111'), 'class_too_deep')
  t.equal(adding('612', '後援', '51'), 'class_code')
  t.equal(
    adding('5112', '素々案', '511', (it) => it === '511'),
    'class_has_folders',
  )
  t.equal(adding('512', '計画', '51'), 'class_name_taken')
  t.equal(adding('512', '旧計画', '51'), undefined, 'what ended takes no name')
  t.equal(refuseRenamingClass(scheme, '511', '計画等'), undefined)
  t.match(refuseRenamingClass(scheme, '511', '計画'), { code: 'class_unchanged' })
  t.match(refuseRenamingClass(scheme, '519', '計画等'), { code: 'class_ended' })
  t.match(refuseEndingClass(scheme, '51'), { code: 'class_has_folders' })
  t.equal(refuseEndingClass(scheme, '5111'), undefined)
})
