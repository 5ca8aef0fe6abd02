import type {
  CellFacts,
  SheetEdit,
  SheetEdits,
  SheetFacts,
  WorkbookFacts,
} from '../../../contract/sheet-edits.ts'
import type { ComparedCell } from '../../../domain/compare/compare-sheets.ts'
import { linesOf } from '../../../domain/compare/sheet-lines.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import { cellName } from '../../../domain/sheet/cells.ts'
import type { MergeChoice, MergeConflict, MergeOutcome } from '../../../usecases/merge-outcome.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import { comparedSheets } from '../differences/read-sheet.ts'
import { applied } from './apply.ts'
import { opened } from './open.ts'

type Files = { readonly base: Uint8Array; readonly mine: Uint8Array; readonly theirs: Uint8Array }
type Side = {
  readonly facts: WorkbookFacts
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, ComparedCell>>
}

export type MergedEdits = { readonly outcome: MergeOutcome; readonly edits: SheetEdits }

/** Days that are typed here have their year. */
const anyYear = 2000

/**
 * What somebody's cells change in a workbook that another one has changed meanwhile: edits to be made on the newest. A cell that
 * both changed is chosen; not chosen, it stays as the newest has it. Only where rows and columns stand where they stood,
 * and where the edits say all that one's own file changed.
 */
export function mergeBooks(
  files: Files,
  choices: Readonly<Record<string, MergeChoice>>,
): Result<MergedEdits, EditProblem> {
  const [base, mine, theirs] = [files.base, files.mine, files.theirs].map(sideOf)
  if (base === undefined || mine === undefined || theirs === undefined)
    return no(cannot('ブックを開けません'))
  if (!isSamePlace(base, mine) || !isSamePlace(base, theirs))
    return no(cannot('シート、行または列が増減しています'))
  const own = editsBetween(base, mine)
  const other = new Map(editsBetween(base, theirs).map((it) => [keyOf(it), it]))
  const replayed = applied(files.base, { edits: own.map(({ edit }) => edit), year: anyYear })
  const again = replayed.ok ? sideOf(replayed.value) : undefined
  if (again === undefined || contentOf(again.facts) !== contentOf(mine.facts))
    return no(cannot('セルの値と数式のほかも変えています'))
  const conflicts: MergeConflict[] = []
  const edits: SheetEdit[] = []
  let joined = 0
  for (const it of own) {
    const rival = other.get(keyOf(it))
    if (rival === undefined) {
      joined += 1
      edits.push(it.edit)
    } else if (saidBy(rival.now) !== saidBy(it.now)) {
      const id = `${conflicts.length + 1}`
      conflicts.push(conflictOf(id, it, rival.now))
      if (choices[id] === 'mine') edits.push(it.edit)
    }
  }
  const both = own.filter((it) => other.has(keyOf(it))).length
  return yes({
    outcome: { conflicts, mine: joined, theirs: other.size - both },
    edits: { edits, year: anyYear },
  })
}

function cannot(fact: string): EditProblem {
  return { code: 'edit_sheet_cannot_merge', fact }
}

function sideOf(file: Uint8Array): Side | undefined {
  const book = opened(file)
  if (!book.ok) return undefined
  const cells = new Map(
    comparedSheets(book.value).map((sheet) => [
      sheet.id,
      new Map(sheet.cells.map((it) => [cellName(it), it])),
    ]),
  )
  return { facts: book.value, cells }
}

function isSamePlace(base: Side, side: Side): boolean {
  const [were, are] = [comparedSheets(base.facts), comparedSheets(side.facts)]
  return (
    were.length === are.length &&
    were.every((old, at) => {
      const now = are[at]
      if (now?.id !== old.id || now.name !== old.name) return false
      const { rows, columns } = linesOf(old, now)
      return [...rows.pairs, ...columns.pairs].every(([was, is]) => was === is)
    })
  )
}

type CellEdit = {
  readonly edit: SheetEdit & { readonly type: 'set' }
  readonly sheetName: string
  readonly was: ComparedCell | undefined
  readonly now: ComparedCell | undefined
}

function keyOf({ edit }: CellEdit): string {
  return `${edit.sheet} ${edit.cell}`
}

/** What somebody put into a cell; a result of a formula is nobody's. */
function saidBy(cell: ComparedCell | undefined): string {
  return cell === undefined
    ? ''
    : cell.formula === undefined
      ? `${cell.isText} ${cell.value}`
      : `=${cell.formula}`
}

function editsBetween(base: Side, side: Side): readonly CellEdit[] {
  return side.facts.sheets.flatMap((sheet) => {
    const [were, are] = [base.cells.get(sheet.id), side.cells.get(sheet.id)]
    const values = new Map(sheet.cells.map((it) => [cellName(it), it]))
    const names = new Set([...(were?.keys() ?? []), ...(are?.keys() ?? [])])
    return [...names].flatMap((cell): readonly CellEdit[] => {
      const [was, now] = [were?.get(cell), are?.get(cell)]
      if (saidBy(was) === saidBy(now)) return []
      const edit = { type: 'set' as const, sheet: sheet.id, cell, ...typedAs(was, now, values.get(cell)) }
      return [{ edit, sheetName: sheet.name, was, now }]
    })
  })
}

function typedAs(
  was: ComparedCell | undefined,
  now: ComparedCell | undefined,
  facts: CellFacts | undefined,
): Pick<CellEdit['edit'], 'as' | 'value'> {
  if (now === undefined) return { as: 'text', value: '' }
  if (now.formula !== undefined) return { as: 'formula', value: `=${now.formula}` }
  if (typeof facts?.value === 'boolean') return { as: 'boolean', value: now.value }
  if (typeof facts?.value !== 'number') return { as: 'text', value: now.value }
  // A day was typed where a number stood: typed again it gets the same format.
  return was?.look === now.look ? { as: 'number', value: now.value } : { as: 'typed', value: now.shown }
}

/** All that a workbook holds and shows but what its formulas give, for comparing. */
function contentOf({ sheets, looks, ...rest }: WorkbookFacts): string {
  const bare = (sheet: SheetFacts) => ({
    ...sheet,
    cells: sheet.cells
      .filter((it) => it.value !== undefined || it.formula !== undefined)
      .map(({ value, look, formula, isError: _isError, ...place }) => ({
        ...place,
        look: looks[look],
        ...(formula === undefined ? { value } : { formula }),
      })),
  })
  return JSON.stringify([sheets.map(bare), rest])
}

function conflictOf(
  id: string,
  { edit, sheetName, was, now }: CellEdit,
  rival: ComparedCell | undefined,
): MergeConflict {
  const parts = (cell: ComparedCell | undefined, changed: boolean) => {
    const text = cell?.formula === undefined ? (cell?.shown ?? '') : `=${cell.formula}`
    return text === '' ? [] : [{ text, changed }]
  }
  return {
    ...{ id, where: `${sheetName}!${edit.cell}`, canBoth: false },
    base: parts(was, false),
    mine: parts(now, true),
    theirs: parts(rival, true),
  }
}
