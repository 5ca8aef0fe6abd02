import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { projectFile } from '../../project-root.ts'
import { type Caller, type CaseKind, callerNames, caseKinds } from './callers.ts'

/** The table of rights: every route, and what each kind of caller is answered. */
export const tablePath = 'server/testing/rights/matrix.yaml'

/** What is answered of one kind of case, or of what belongs to no case: `2xx`, or another status. */
export type Line = {
  readonly of: CaseKind | 'any'
  readonly answers: Readonly<Record<Caller, string>>
}
/** One row: a route, with what is asked of it in brackets where that matters. */
export type Row = { readonly name: string; readonly lines: readonly Line[] }
export type Group = { readonly title: string; readonly rows: readonly Row[] }

type Written = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>

function lineOf(row: string, of: string, text: string): Line {
  const kind = [...caseKinds, 'any' as const].find((it) => it === of)
  const words = text.trim().split(/\s+/)
  if (
    kind === undefined ||
    words.length !== callerNames.length ||
    !words.every((it) => /^(2xx|[345]\d\d)$/.test(it))
  )
    throw new Error(`${tablePath}: ${row}: ${of}: ${text}`)
  const answers = Object.fromEntries(callerNames.map((caller, at) => [caller, words[at]]))
  return { of: kind, answers: answers as Line['answers'] }
}

/** Reads the table; throws at a line that does not name an answer for each caller. */
export function readTable(text = readFileSync(projectFile(tablePath), 'utf8')): readonly Group[] {
  return Object.entries(parse(text) as Written).map(([title, rows]) => ({
    title,
    rows: Object.entries(rows).map(([name, lines]) => ({
      name,
      lines: Object.entries(lines).map(([of, answers]) => lineOf(name, of, answers)),
    })),
  }))
}
