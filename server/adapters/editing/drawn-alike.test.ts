import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { type Test, test } from 'tap'
import { edited, typing } from '../../testing/edited-workbook.ts'
import { decks } from '../../testing/decks.ts'
import { corpusBooks } from '../../testing/workbook-corpus.ts'
import { byDrafter, givenFor } from '../../testing/word-library.ts'
import { bodyOf, makeWordFile, wordFiles } from '../../testing/word-files.ts'
import { createOfficeConverter } from '../converter/office.ts'
import { findSandbox } from '../converter/sandbox.ts'
import { slidesEditor } from './slides/slides-editor.ts'
import { wordEditor } from './word/word-editor.ts'

const run = promisify(execFile)
const dotsPerInch = 60
/** Inches in which one edit shows: a word of a line, a cell, a line of a box. */
const patches: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  docx: { width: 1.2, height: 0.6 },
  xlsx: { width: 2.2, height: 0.6 },
  pptx: { width: 2.6, height: 1.5 },
}
/** Workbooks in which other cells, or a chart, show what was typed. */
const farther = new Set([
  ...['chart', 'comments', 'pivot', 'inline strings', 'auto filter and hyperlinks'],
  ...['order of calculation', 'vertical text and merges'],
])
/** Its column is too narrow for a day: it shows ### before and after. */
const unseen = new Set(['1904'])

/** A file before and after one edit. */
type Edited = {
  readonly name: string
  readonly kind: string
  readonly before: Uint8Array
  readonly after: Uint8Array
}

type SlidesFacts = {
  readonly slides: readonly { readonly boxes: readonly { readonly paragraphs: readonly string[] }[] }[]
}

/** A page as it is drawn, in grey. */
type Drawn = { readonly data: Buffer; readonly width: number; readonly height: number }

/** One word in the corpus of Word files, one cell in that of workbooks, one line in a box of the decks. */
async function editedCorpus(): Promise<readonly Edited[]> {
  const files: Edited[] = []
  for (const [name, before] of [...wordFiles, ['five pages', fivePages()] as const]) {
    const given = givenFor(before, (writer) => {
      const places = writer.texts().flatMap((it, at) => (it.startsWith('次のとおり委託') ? at : []))
      writer.replace(places.at(-1) ?? 0, 5, 7, '売買')
    })
    const saved = await wordEditor.apply(before, given, byDrafter)
    if (!saved.ok) throw new Error(`${name}: ${JSON.stringify(saved.error)}`)
    files.push({ name, kind: 'docx', before, after: saved.value })
  }
  for (const { name, bytes, edit } of corpusBooks())
    files.push({ name, kind: 'xlsx', before: bytes, after: edited(bytes, typing(edit.cell, edit.value)) })
  for (const [name, before] of Object.entries(await decks())) {
    const opened = await slidesEditor.open(before, 'pptx')
    if (!opened.ok) throw new Error(`${name}: ${JSON.stringify(opened.error)}`)
    const { slides } = opened.value as SlidesFacts
    const paragraphs = slides[0]?.boxes[0]?.paragraphs.map((it, at) => (at === 0 ? `${it}（改）` : it))
    const given = { boxes: [{ slide: 0, box: 0, paragraphs }] }
    const saved = await slidesEditor.apply(before, Buffer.from(JSON.stringify(given)), {
      ...byDrafter,
      kind: 'pptx',
    })
    if (!saved.ok) throw new Error(`${name}: ${JSON.stringify(saved.error)}`)
    files.push({ name, kind: 'pptx', before, after: saved.value })
  }
  return files
}

function fivePages(): Buffer {
  const newPage = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
  const pages = ['vertical cell', 'ruby', 'text box', 'warichu', 'merged cells']
  return makeWordFile({ body: pages.map(bodyOf).join(newPage) })
}

/** Draws files by LibreOffice, two at a time. */
async function drawing(t: Test): Promise<(file: Uint8Array, kind: string) => Promise<readonly Drawn[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-drawn-'))
  // The unprivileged user must come through to its own folder in here.
  await chmod(folder, 0o711)
  const office = createOfficeConverter({
    ...{ sandbox: await findSandbox(), allowUnsandboxed: false, maxPdfBytes: 100_000_000 },
  })
  t.teardown(async () => {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  })
  let drawn = 0
  return async (file, kind) => {
    drawn += 1
    const work = join(folder, String(drawn))
    await mkdir(work)
    await writeFile(join(work, `in.${kind}`), file)
    await office.convert(work, kind, { timeoutMs: 60_000 })
    await run('pdftoppm', [
      '-r',
      String(dotsPerInch),
      '-gray',
      '-png',
      join(work, 'in.pdf'),
      join(work, 'page'),
    ])
    const names = (await readdir(work)).filter((it) => it.endsWith('.png')).sort()
    const pages = names.map(async (it): Promise<Drawn> => {
      const { data, info } = await sharp(join(work, it)).raw().toBuffer({ resolveWithObject: true })
      return { data, width: info.width, height: info.height }
    })
    return Promise.all(pages)
  }
}

/** The part of a page in which two drawings differ, in inches; undefined when they are alike. */
function differing(
  one: Drawn,
  other: Drawn,
): { readonly width: number; readonly height: number } | undefined {
  if (one.width !== other.width || one.height !== other.height) return { width: Infinity, height: Infinity }
  let [left, right, top, bottom] = [Infinity, -1, Infinity, -1]
  for (const [at, shade] of one.data.entries()) {
    if (shade === other.data[at]) continue
    const [x, y] = [at % one.width, Math.floor(at / one.width)]
    ;[left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ]
  }
  return right < 0
    ? undefined
    : { width: (right - left + 1) / dotsPerInch, height: (bottom - top + 1) / dotsPerInch }
}

test(
  'LibreOffice draws every file as before, but at the place of the edit',
  { timeout: 600_000 },
  async (t) => {
    const draw = await drawing(t)
    const files = await editedCorpus()
    let alike = 0
    for (const { name, kind, before, after } of files) {
      const [old, now] = await Promise.all([draw(before, kind), draw(after, kind)])
      const places = old.flatMap((page, at) => {
        const other = now[at]
        const place = other === undefined ? undefined : differing(page, other)
        return place === undefined ? [] : [place]
      })
      const most = farther.has(name) ? { width: 8, height: 6 } : patches[kind]
      const isThere = places.every(
        (it) => most !== undefined && it.width <= most.width && it.height <= most.height,
      )
      const isAlike = old.length === now.length && places.length === (unseen.has(name) ? 0 : 1) && isThere
      t.ok(isAlike, `${kind}, ${name}: ${now.length} of ${old.length} pages, ${JSON.stringify(places)}`)
      if (isAlike) alike += 1
    }
    t.comment(`drawn as before but at the place of the edit: ${alike} of ${files.length} files`)
    t.ok(files.length >= 60)
  },
)
