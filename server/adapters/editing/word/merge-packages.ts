import type { Part } from '../../../domain/compare/difference.ts'
import { markedText } from '../../../domain/compare/marked-text.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { MergeChoice, MergeConflict, MergeOutcome } from '../../../usecases/merge-outcome.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import { textOfBlocks } from '../differences/read-word.ts'
import { rewriteZip } from '../../rewrite-zip.ts'
import { adopting } from './adopt.ts'
import { noPackage, whyClosed } from './facts.ts'
import { type Piece, type StoryConflict, mergeStory } from './merge-story.ts'
import { type WordPackage, isStory, parseStory, readPackage } from './package.ts'
import { otherPartsDiffer } from './part-sums.ts'
import { canonical, rawOf } from './xml.ts'

export type MergedFile = { readonly outcome: MergeOutcome; readonly bytes: Uint8Array }
type Files = { readonly base: Buffer; readonly mine: Buffer; readonly theirs: Buffer }
type Packages = { readonly base: WordPackage; readonly mine: WordPackage; readonly theirs: WordPackage }

/**
 * Two Word files that came of the same one, as one: blocks that only one of them changed are as that one has them. What is
 * not chosen yet is as the other file has it. Everything but the stories is taken from the file that changed it.
 */
export async function mergeFiles(
  files: Files,
  choices: Readonly<Record<string, MergeChoice>>,
): Promise<Result<MergedFile, EditProblem>> {
  if (files.mine.equals(files.base)) return yes({ outcome: nothing, bytes: files.theirs })
  if (files.theirs.equals(files.base)) return yes({ outcome: nothing, bytes: files.mine })
  const isMineOther = await otherPartsDiffer(files.base, files.mine)
  const isTheirsOther = await otherPartsDiffer(files.base, files.theirs)
  if (isMineOther && isTheirsOther)
    return no(cannot('スタイルや図など、本文のほかの部分を二人とも変えています'))
  const packages = await readAll(files)
  if (!packages.ok) return packages
  // The file that is taken over as it is, but for the stories, stands as `theirs`.
  const isTurned = isMineOther
  const { base, mine, theirs } = packages.value
  const merged = mergeStories(
    isTurned ? { base, mine: theirs, theirs: mine } : packages.value,
    choices,
    isTurned,
  )
  if (!merged.ok) return merged
  const { changed, outcome } = merged.value
  const whole = isTurned ? files.mine : files.theirs
  const bytes = changed.size === 0 ? whole : rewriteZip(whole, changed)
  return bytes === undefined ? no(noPackage) : yes({ outcome, bytes })
}

const nothing: MergeOutcome = { conflicts: [], mine: 0, theirs: 0 }

function cannot(fact: string): EditProblem {
  return { code: 'edit_word_cannot_merge', fact }
}

async function readAll(files: Files): Promise<Result<Packages, EditProblem>> {
  const [base, mine, theirs] = await Promise.all([files.base, files.mine, files.theirs].map(readPackage))
  for (const it of [base, mine, theirs]) {
    const why = whyClosed(it)
    if (why !== undefined) return no(why)
  }
  return base === undefined || mine === undefined || theirs === undefined
    ? no(noPackage)
    : yes({ base, mine, theirs })
}

function mergeStories(
  packages: Packages,
  choices: Readonly<Record<string, MergeChoice>>,
  isTurned: boolean,
): Result<{ readonly changed: ReadonlyMap<string, Buffer>; readonly outcome: MergeOutcome }, EditProblem> {
  const changed = new Map<string, Buffer>()
  const conflicts: MergeConflict[] = []
  const joined = { mine: 0, theirs: 0 }
  const goneAndChanged = (gone: WordPackage, changed: WordPackage): boolean =>
    packages.base.names.some((it) => {
      const text = changed.texts.get(it)
      return isStory(it) && !gone.texts.has(it) && text !== undefined && text !== packages.base.texts.get(it)
    })
  if (goneAndChanged(packages.theirs, packages.mine) || goneAndChanged(packages.mine, packages.theirs))
    return no(cannot('一人が消したヘッダーや注などを、もう一人が直しています'))
  for (const name of packages.theirs.names.filter(isStory)) {
    const [base, mine, theirs] = [packages.base, packages.mine, packages.theirs].map((it) =>
      it.texts.get(name),
    )
    if (base === undefined || mine === undefined || theirs === undefined || mine === base || mine === theirs)
      continue
    const problems: string[] = []
    const adopt = adopting(name, packages, problems)
    const pieces = piecesOf({ base, mine, theirs }, { adopt, joined })
    if (pieces === undefined) return no(cannot('文書の書き方が大きく違います'))
    const written = pieces
      .map((it) => {
        if (typeof it === 'string') return it
        const conflict = conflictOf(`${conflicts.length + 1}`, it, isTurned)
        conflicts.push(conflict)
        return chosen(it, choices[conflict.id] ?? 'theirs', { adopt, isTurned })
      })
      .join('')
    const [problem] = problems
    if (problem !== undefined) return no(cannot(problem))
    if (parseStory(written) === undefined || !isBalanced(written))
      return no(cannot('フィールドなど、段落をまたぐものを二人とも変えています'))
    if (written !== theirs) changed.set(name, Buffer.from(written, 'utf8'))
  }
  const { mine, theirs } = isTurned ? { mine: joined.theirs, theirs: joined.mine } : joined
  return yes({ changed, outcome: { conflicts, mine, theirs } })
}

function piecesOf(
  { base, mine, theirs }: Readonly<Record<'base' | 'mine' | 'theirs', string>>,
  merging: Parameters<typeof mergeStory>[1],
): readonly Piece[] | undefined {
  const [was, own, other] = [base, mine, theirs].map(parseStory)
  if (was === undefined || own === undefined || other === undefined) return undefined
  return mergeStory({ base: was, mine: own, theirs: other }, merging)
}

/** Fields begin and end in runs of different paragraphs. */
function isBalanced(story: string): boolean {
  const count = (type: string) => story.match(new RegExp(`w:fldCharType="${type}"`, 'g'))?.length ?? 0
  return count('begin') === count('end')
}

/** Two of these in one file would be two where there can be one. */
const onlyOnce =
  /<w:(?:sectPr|bookmarkStart|commentRangeStart|commentReference|footnoteReference|endnoteReference|permStart|drawing|fldChar|sdt)[\s/>]/

function conflictOf(id: string, { base, mine, theirs }: StoryConflict, isTurned: boolean): MergeConflict {
  const [own, other] = isTurned ? [theirs, mine] : [mine, theirs]
  const was = textOfBlocks(base)
  const [ownText, otherText] = [markedText(was, textOfBlocks(own)), markedText(was, textOfBlocks(other))]
  const isPlain = [...own, ...other].every((it) => /^w:(?:p|tr)$/.test(it.name) && !onlyOnce.test(rawOf(it)))
  return {
    id,
    base: plain(was),
    mine: ownText.after,
    theirs: otherText.after,
    canBoth: isPlain && own.length > 0 && other.length > 0,
    ...(own.some((it) => it.name === 'w:sectPr') ? { about: 'page' as const } : {}),
  }
}

function plain(text: string): readonly Part[] {
  return text === '' ? [] : [{ text, changed: false }]
}

function chosen(
  { mine, theirs }: StoryConflict,
  choice: MergeChoice,
  {
    adopt,
    isTurned,
  }: { readonly adopt: (block: StoryConflict['mine'][number]) => string; readonly isTurned: boolean },
): string {
  const kept = (): readonly string[] => theirs.map(rawOf)
  if (choice === 'both') {
    const known = new Set(theirs.map(canonical))
    const more = mine.filter((it) => !known.has(canonical(it))).map(adopt)
    return (isTurned ? [...more, ...kept()] : [...kept(), ...more]).join('')
  }
  return ((choice === 'mine') === isTurned ? kept() : mine.map(adopt)).join('')
}
