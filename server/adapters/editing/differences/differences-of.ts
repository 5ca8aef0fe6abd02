import { mostChanges } from '../../../contract/differences.ts'
import { type Block, comparePassages } from '../../../domain/compare/compare-passages.ts'
import { compareSheets } from '../../../domain/compare/compare-sheets.ts'
import type { ContentDifferences } from '../../../domain/compare/difference.ts'
import type { FoundDifferences, ToCompare } from '../../../usecases/found-differences.ts'
import { opened } from '../sheet/open.ts'
import { deckOf } from '../slides/deck.ts'
import { readPackage } from '../word/package.ts'
import { besidesBetween } from './besides.ts'
import { odtBlocks } from './read-odt.ts'
import { comparedSheets } from './read-sheet.ts'
import { slideBlocks } from './read-slides.ts'
import { csvSheets, textBlocks, writingOf } from './read-text.ts'
import { wordBlocks } from './read-word.ts'

type Content = ToCompare<Buffer>

/** Beyond it reading both files would take longer than anybody waits. */
const mostBytes = 80_000_000
const mostBlocks = 60_000

/** How two contents differ in words or cells; `pages` where only their pages can be laid beside each other. */
export async function differencesOf(older: Content, newer: Content): Promise<FoundDifferences> {
  const found = await comparedContents(older, newer)
  // One more than is told says that there are more.
  return { ...found, differences: found.differences.slice(0, mostChanges + 1) }
}

async function comparedContents(older: Content, newer: Content): Promise<FoundDifferences> {
  const limit = older.file.length + newer.file.length > mostBytes ? 'ファイルが大きい' : undefined
  if (limit !== undefined) return onlyPages(limit)
  if (older.kind !== newer.kind) return onlyPages()
  switch (newer.kind) {
    case 'docx':
    case 'pptx':
    case 'odt':
      return wordsBetween(
        await Promise.all([older, newer].map(blocksOf)),
        await besidesBetween(older.file, newer.file),
      )
    case 'text':
      return wordsBetween([textBlocks(older.file), textBlocks(newer.file)], writingBetween(older, newer))
    case 'csv':
      return {
        ...{ by: 'cells', besides: writingBetween(older, newer) },
        ...compareSheets(csvSheets(older.file), csvSheets(newer.file)),
      }
    case 'xlsx':
      return sheetsBetween(older, newer)
    default:
      return onlyPages()
  }
}

function onlyPages(limit?: string): FoundDifferences {
  return {
    ...{ by: 'pages', differences: [], isCoarse: false, besides: [] },
    ...(limit === undefined ? {} : { limit }),
  }
}

async function blocksOf({ file, kind }: Content): Promise<readonly Block[] | undefined> {
  if (kind === 'odt') return odtBlocks(file)
  if (kind === 'pptx') {
    const deck = await deckOf(file)
    return deck && slideBlocks(deck.slides)
  }
  const parts = await readPackage(file)
  return parts && wordBlocks(parts)
}

function wordsBetween(
  [older, newer]: readonly (readonly Block[] | undefined)[],
  besides: FoundDifferences['besides'],
): FoundDifferences {
  if (older === undefined || newer === undefined) return onlyPages('ファイルの中身を読めない')
  if (older.length + newer.length > mostBlocks) return onlyPages('段落が多い')
  const found: ContentDifferences = comparePassages(older, newer)
  return { by: 'words', ...found, besides }
}

async function sheetsBetween(older: Content, newer: Content): Promise<FoundDifferences> {
  const [was, is] = [opened(older.file), opened(newer.file)]
  if (!was.ok) return onlyPages(was.error.fact)
  if (!is.ok) return onlyPages(is.error.fact)
  const found = compareSheets(comparedSheets(was.value), comparedSheets(is.value))
  return { by: 'cells', ...found, besides: await besidesBetween(older.file, newer.file) }
}

function writingBetween(older: Content, newer: Content): FoundDifferences['besides'] {
  const [was, is] = [writingOf(older.file), writingOf(newer.file)]
  return [
    ...(was.encoding === is.encoding ? [] : (['encoding'] as const)),
    ...(was.lineEnd === is.lineEnd ? [] : (['line_ends'] as const)),
  ]
}
