import { groupBy } from '../../../domain/group-by.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditContext, EditProblem } from '../../../usecases/ports.ts'
import type { FileEditor } from '../file-editor.ts'
import { rewriteZip } from '../../rewrite-zip.ts'
import { factsOf, noPackage, whyClosed } from './facts.ts'
import { lost } from './guard.ts'
import { type WordPackage, isStory, readPackage } from './package.ts'
import { type Given, isBesides, parseGiven } from './given.ts'
import { knownNames, rewriteStory } from './rewrite-story.ts'
import { settleChanges, withoutNotes } from './settle-changes.ts'
import { writeComments } from './write-comments.ts'
import { withTexts } from './write-texts.ts'
import { canonical, parseXml } from './xml.ts'

/**
 * Word files. The browser's editor writes the whole file anew; taken from that is only what somebody changed, paragraph by
 * paragraph, put into the original's own XML (decision 0027).
 */
export const wordEditor: FileEditor = {
  async open(original) {
    const parts = await readPackage(Buffer.from(original))
    const why = whyClosed(parts)
    return parts === undefined || why !== undefined ? no(why ?? noPackage) : yes(factsOf(parts))
  },

  async apply(original, given, context) {
    const parts = await readPackage(Buffer.from(original))
    const why = whyClosed(parts)
    if (parts === undefined || why !== undefined) return no(why ?? noPackage)
    const edited = parseGiven(given)
    if (edited === undefined) return no({ code: 'edit_malformed', fact: '文書の中身が入っていません' })
    const changed = changedParts(parts, edited, context)
    if (!changed.ok) return changed
    if (changed.value.size === 0) return yes(original)
    const written = rewriteZip(Buffer.from(original), changed.value)
    return written === undefined ? no(noPackage) : yes(written)
  },
}

/** The parts that come out different, by name. */
function changedParts(
  parts: WordPackage,
  given: Given,
  context: EditContext,
): Result<ReadonlyMap<string, Buffer>, EditProblem> {
  const known = knownNames(parts)
  const changed = new Map<string, Buffer>()
  const byText = partsByText(parts, given.texts)
  if (!byText.ok) return byText
  if (context.tracked && given.changes.length > 0)
    return no({ code: 'edit_word_drafter_settles', fact: `変更履歴 ${given.changes.length}件` })
  for (const [name, own] of groupBy(given.changes, (it) => it.part)) {
    const settled = settleChanges(parts.texts.get(name) ?? '', own)
    if (!settled.ok) return settled
    changed.set(name, Buffer.from(settled.value, 'utf8'))
  }
  for (const [name, without] of withoutNotes(parts.texts, changed))
    changed.set(name, Buffer.from(without, 'utf8'))
  for (const [name, now] of [...Object.entries(given.parts), ...byText.value]) {
    const before = parts.texts.get(name)
    if (before === undefined || !isStory(name)) {
      const why = besides(name, before, now)
      if (why !== undefined) return no(why)
      continue
    }
    const written = rewriteStory(before, now, { known, author: authorOf(context), base: given.before[name] })
    if (!written.ok) return written
    if (written.value === before) continue
    const less = lost(before, written.value, given.accepted)
    if (less !== undefined) return no({ code: 'edit_word_would_lose', fact: less })
    changed.set(name, Buffer.from(written.value, 'utf8'))
  }
  const now = new Map([
    ...parts.texts,
    ...Array.from(changed, ([name, it]) => [name, it.toString()] as const),
  ])
  const commented = writeComments(now, given.comments, { name: context.author, at: context.at })
  if (!commented.ok) return commented
  for (const [name, text] of commented.value) changed.set(name, Buffer.from(text, 'utf8'))
  return yes(changed)
}

/** The stories in which single paragraphs were written anew, as the browser's editor would have sent them. */
function partsByText(
  { texts: stories }: WordPackage,
  texts: Given['texts'],
): Result<readonly (readonly [name: string, now: string])[], EditProblem> {
  const written: (readonly [string, string])[] = []
  for (const [name, own] of groupBy(texts, (it) => it.part)) {
    const now = withTexts(stories.get(name) ?? '', own)
    if (!now.ok) return now
    written.push([name, now.value])
  }
  return yes(written)
}

function authorOf({ author, at, tracked }: EditContext): { name: string; at: string } | undefined {
  return tracked ? { name: author, at } : undefined
}

/** Styles and lists are not written back: a file that got new ones says so instead of losing them. */
function besides(name: string, before: string | undefined, now: string): EditProblem | undefined {
  if (!isBesides(name)) return undefined
  const [was, is] = [before === undefined ? undefined : parseXml(before), parseXml(now)]
  if (was !== undefined && is !== undefined && canonical(was) === canonical(is)) return undefined
  return { code: 'edit_word_cannot_add', fact: name.includes('styles') ? 'スタイル' : '箇条書き・段落番号' }
}
