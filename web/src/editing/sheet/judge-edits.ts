import type { SheetEdit, SheetFacts, WorkbookFacts } from '../../../../server/contract/sheet-edits.ts'
import { type Block, cutBy, keptBy, movedBlocks } from '../../../../server/domain/sheet/blocks.ts'
import { type Cell, contains, parseCell } from '../../../../server/domain/sheet/cells.ts'
import {
  type EntryRule,
  type EntryValue,
  type ValuesIn,
  breaks,
  movedRule,
  ruleAt,
} from '../../../../server/domain/sheet/validation.ts'
import { writtenFormula } from '../../../../server/domain/sheet/formula-check.ts'
import type { SheetWords } from '../../i18n/editing/sheet.ts'

export type Refused = {
  readonly code: keyof SheetWords['refused']
  readonly place: string
  /** The rule for entering (データの入力規則) that was broken. */
  readonly rule?: EntryRule
}

/** What the grid holds now. */
type Now = {
  readonly valueAt: (sheet: string, cell: Cell) => EntryValue | undefined
  readonly valuesIn: ValuesIn
}

/** Says of edits what the server would say of them when they are saved; undefined when it takes them. */
export function judgeOf(facts: WorkbookFacts, now: Now) {
  const sheets = new Map(facts.sheets.map((it) => [it.id, it]))
  const looks = new Map(
    facts.sheets.map((sheet) => [
      sheet.id,
      new Map(sheet.cells.map((it) => [`${it.row} ${it.column}`, it.look])),
    ]),
  )
  /** Rows and columns of a protected sheet never move: its cells are where they were. */
  const isLocked = (sheet: SheetFacts, cell: Cell): boolean => {
    if (!sheet.isProtected || sheet.open.some((it) => contains(it, cell))) return false
    const look = looks.get(sheet.id)?.get(`${cell.row} ${cell.column}`) ?? 0
    return facts.looks[look]?.locked !== false
  }
  const cellRefusal = (sheet: SheetFacts, cell: Cell, before: readonly SheetEdit[]) =>
    isLocked(sheet, cell) ? 'edit_sheet_locked' : keptBy(blocksAfter(sheet, before), cell)
  const rulesAfter = (id: string, before: readonly SheetEdit[]): readonly EntryRule[] =>
    before
      .filter((it) => it.type !== 'set')
      .reduce<readonly EntryRule[]>(
        (rules, edit) =>
          rules.map((it) => movedRule(it, edit, id, edit.sheet)).filter((it) => it !== undefined),
        sheets.get(id)?.rules ?? [],
      )
  /** The rule that a value just entered breaks. */
  const brokenBy = (edit: Extract<SheetEdit, { type: 'set' }>, before: readonly SheetEdit[]) => {
    const cell = parseCell(edit.cell)
    const rule = cell === undefined ? undefined : ruleAt(rulesAfter(edit.sheet, before), cell)
    if (cell === undefined || rule === undefined || edit.as === 'formula') return undefined
    const value = now.valueAt(edit.sheet, cell)
    return value !== undefined && rule.style !== 'none' && breaks(rule, value, now.valuesIn)
      ? rule
      : undefined
  }
  return {
    /** The rule for entering something into a cell. */
    rule: (id: string, cell: Cell, before: readonly SheetEdit[]) => ruleAt(rulesAfter(id, before), cell),
    /** A rule that is broken and lets the value be. */
    noted(edits: readonly SheetEdit[], before: readonly SheetEdit[]): Refused | undefined {
      for (const edit of edits) {
        const rule = edit.type === 'set' ? brokenBy(edit, before) : undefined
        if (edit.type === 'set' && rule !== undefined)
          return { code: 'edit_sheet_rule', place: edit.cell, rule }
      }
      return undefined
    },
    /** Before somebody begins to type into a cell. */
    cell(id: string, cell: Cell, before: readonly SheetEdit[]): Refused['code'] | undefined {
      const sheet = sheets.get(id)
      return sheet === undefined ? undefined : cellRefusal(sheet, cell, before)
    },
    edits(edits: readonly SheetEdit[], before: readonly SheetEdit[]): Refused | undefined {
      for (const [index, edit] of edits.entries()) {
        const sheet = sheets.get(edit.sheet)
        if (sheet === undefined) return { code: 'format', place: '' }
        const sofar = [...before, ...edits.slice(0, index)]
        const code = edit.type === 'set' ? setRefusal(sheet, edit, sofar) : moveRefusal(sheet, edit, sofar)
        const place = edit.type === 'set' ? edit.cell : sheet.name
        if (code !== undefined) return { code, place }
        const rule = edit.type === 'set' ? brokenBy(edit, sofar) : undefined
        if (rule?.style === 'stop') return { code: 'edit_sheet_rule', place, rule }
      }
      return undefined
    },
  }
  function setRefusal(
    sheet: SheetFacts,
    edit: Extract<SheetEdit, { type: 'set' }>,
    before: readonly SheetEdit[],
  ): Refused['code'] | undefined {
    const cell = parseCell(edit.cell)
    const refused = cell === undefined ? undefined : cellRefusal(sheet, cell, before)
    if (refused !== undefined || edit.as !== 'formula') return refused
    const written = writtenFormula(edit.value.replace(/^=/, ''))
    return 'fault' in written ? written.fault.code : undefined
  }
}

function moveRefusal(
  sheet: SheetFacts,
  edit: Exclude<SheetEdit, { type: 'set' }>,
  before: readonly SheetEdit[],
): Refused['code'] | undefined {
  if (sheet.isProtected) return 'edit_sheet_protected'
  return sheet.fixed === undefined ? cutBy(blocksAfter(sheet, before), edit) : 'edit_sheet_bound'
}

function blocksAfter(sheet: SheetFacts, edits: readonly SheetEdit[]): readonly Block[] {
  let { blocks }: { blocks: readonly Block[] } = sheet
  for (const edit of edits)
    if (edit.type !== 'set' && edit.sheet === sheet.id) blocks = movedBlocks(blocks, edit)
  return blocks
}
