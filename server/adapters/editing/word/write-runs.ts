import { type Atom, type Box, shellOf } from './atoms.ts'
import { type Piece, isRestyled } from './plan-paragraphs.ts'
import { restyledLook } from './properties.ts'
import { type Writing, markOf, takenFrom } from './writing.ts'
import { type XmlElement, escaped, rawOf, startTagOf } from './xml.ts'

/** What the runs of some paragraphs are written from. */
export type Scene = {
  readonly writing: Writing
  /** Properties of runs as the original writes them, by what they say. */
  readonly looks: ReadonlyMap<string, XmlElement | undefined>
  readonly boxes: ReadonlyMap<string, Box>
  /** Things that were taken out, by what they are: they may stand somewhere else now. */
  readonly gone: ReadonlyMap<string, Atom>
}

export function sceneOf(atoms: readonly Atom[], pieces: readonly Piece[], writing: Writing): Scene {
  const gone = pieces.filter((it) => it.state === 'deleted' && it.atom.kind === 'thing')
  return {
    writing,
    looks: new Map(
      atoms.flatMap(({ run }) => (run === undefined ? [] : [[run.look, run.properties] as const])),
    ),
    boxes: new Map(atoms.flatMap(({ path }) => path.map((it) => [it.key, it] as const))),
    gone: new Map(gone.map(({ atom }) => [atom.key, atom])),
  }
}

/** Pieces that come into one run. */
type Stretch = { readonly pieces: Piece[]; readonly path: readonly Box[]; kept: Piece | undefined }

/** The inside of a paragraph, with the links and controls its runs stand in. */
export function writeRuns(pieces: readonly Piece[], scene: Scene): string {
  let written = ''
  let open: readonly Box[] = []
  const goTo = (path: readonly Box[]): void => {
    const common = sharedDepth(open, path)
    for (const box of open.slice(common).reverse()) written += shellOf(box).close
    for (const box of path.slice(common)) written += shellOf(box).open
    open = path
  }
  for (const stretch of stretchesOf(pieces, scene)) {
    goTo(stretch.path)
    written += writeStretch(stretch, scene)
  }
  goTo([])
  return written
}

function sharedDepth(one: readonly Box[], other: readonly Box[]): number {
  let depth = 0
  while (depth < one.length && depth < other.length && one[depth]?.element === other[depth]?.element)
    depth += 1
  return depth
}

function stretchesOf(pieces: readonly Piece[], scene: Scene): readonly Stretch[] {
  const found: Stretch[] = []
  const isTracked = scene.writing.author !== undefined
  for (const piece of pieces) {
    if (piece.state === 'deleted' && !isTracked) continue
    const path = piece.state === 'inserted' ? pathOf(piece, scene) : piece.atom.path
    const last = found.at(-1)
    const isInside = last?.path.length === path.length && sharedDepth(last.path, path) === path.length
    if (last !== undefined && isInside && goesOn(last, piece, isTracked)) {
      last.pieces.push(piece)
      if (piece.state !== 'inserted') last.kept ??= piece
    } else found.push({ pieces: [piece], path, kept: piece.state === 'inserted' ? undefined : piece })
  }
  return found
}

/** Whether a piece belongs into the run of those before it. What the drafter writes joins a run that looks the same. */
function goesOn({ pieces, kept }: Stretch, piece: Piece, isTracked: boolean): boolean {
  const before = pieces.at(-1)
  if (
    before?.atom.run === undefined ||
    piece.atom.run === undefined ||
    lookAfter(before) !== lookAfter(piece)
  )
    return false
  const isOfRun = piece.state === 'inserted' || kept === undefined || kept.atom.run === piece.atom.run
  if (!isTracked && ![before, piece].some(isRestyled)) return isOfRun
  return isOfRun && stateOf(before) === stateOf(piece)
}

function stateOf({ state }: Piece): Piece['state'] {
  return state === 'fixed' ? 'kept' : state
}

function lookAfter(piece: Piece): string {
  return (piece.state === 'kept' ? piece.now.run?.look : piece.atom.run?.look) ?? ''
}

/** The boxes of the original that something inserted stands in; tracked, it stands in nobody else's insertion. */
function pathOf(piece: Piece & { state: 'inserted' }, { writing, boxes }: Scene): readonly Box[] {
  const beside = [...(piece.before?.path ?? []), ...(piece.after?.path ?? [])]
  return piece.atom.path.flatMap((box) => {
    if (writing.author !== undefined && /^w:(?:ins|moveTo)$/.test(box.element.name)) return []
    const own = beside.find((it) => it.key === box.key) ?? boxes.get(box.key)
    if (own !== undefined) return [own]
    writing.problems.push({ code: 'edit_word_cannot_add', fact: box.element.name })
    return []
  })
}

function writeStretch({ pieces, kept }: Stretch, scene: Scene): string {
  const first = kept ?? pieces[0]
  if (first === undefined) return ''
  const { writing } = scene
  const { run } = first.atom
  if (run === undefined) return writeBare(first, scene)
  const isChanged = pieces.some((it) => (it.state === 'kept' ? isRestyled(it) : it.state !== 'fixed'))
  if (!isChanged && pieces.length === run.count) return rawOf(run.element)
  const look =
    first.state === 'inserted'
      ? lookOf(first.atom, scene)
      : first.state === 'kept' && isRestyled(first)
        ? restyledLook(run.properties, lookOf(first.now, scene), writing)
        : raw(run.properties)
  const tag = first.state === 'inserted' ? '<w:r>' : startTagOf(run.element)
  const written = `${tag}${look}${writeLetters(pieces, scene)}</w:r>`
  return first.state === 'inserted' || first.state === 'deleted'
    ? wrapped(written, first.state, writing)
    : written
}

/** What stands in no run: a formula, a field of one element, an end of a bookmark. */
function writeBare({ state, atom }: Piece, { writing, gone }: Scene): string {
  const isOwn = state === 'kept' || state === 'fixed'
  if (isOwn || (writing.author === undefined && gone.has(atom.key))) return rawOf(atom.element)
  const code = state === 'deleted' ? 'edit_word_untrackable' : 'edit_word_cannot_add'
  writing.problems.push({ code, fact: atom.element.name })
  return ''
}

function wrapped(runs: string, state: 'inserted' | 'deleted', writing: Writing): string {
  const { author } = writing
  if (author === undefined) return runs
  const name = state === 'inserted' ? 'w:ins' : 'w:del'
  return `<${name} ${markOf(writing, author)}>${runs}</${name}>`
}

/** Properties of a run in the original's own words where it has them, else in the editor's. */
function lookOf(atom: Atom, { looks, writing }: Scene): string {
  const look = atom.run?.look ?? ''
  if (looks.has(look)) return raw(looks.get(look))
  return atom.run?.properties === undefined ? '' : takenFrom(atom.run.properties, writing)
}

const plainThings = /^w:(?:tab|br|cr|noBreakHyphen|softHyphen|sym)$/

function writeLetters(pieces: readonly Piece[], scene: Scene): string {
  let written = ''
  let letters = ''
  const name = pieces[0]?.state === 'deleted' ? 'w:delText' : 'w:t'
  const flush = (): void => {
    if (letters !== '') written += `<${name} xml:space="preserve">${escaped(letters)}</${name}>`
    letters = ''
  }
  for (const piece of pieces) {
    if (piece.atom.kind === 'letter') letters += piece.atom.key
    else {
      flush()
      written += writeThing(piece, scene)
    }
  }
  flush()
  return written
}

/** A picture, a tab, a reference. New is what needs nothing outside the paragraph, or, untracked, what was taken out elsewhere. */
function writeThing({ state, atom }: Piece, { writing, gone }: Scene): string {
  if (state !== 'inserted') {
    const written = rawOf(atom.element)
    return state === 'deleted' ? written.replaceAll(/(<\/?w:)instrText\b/g, '$1delInstrText') : written
  }
  const own = writing.author === undefined ? gone.get(atom.key) : undefined
  if (own === undefined && !plainThings.test(atom.element.name))
    writing.problems.push({ code: 'edit_word_cannot_add', fact: atom.element.name })
  return rawOf((own ?? atom).element)
}

function raw(element: XmlElement | undefined): string {
  return element === undefined ? '' : rawOf(element)
}
