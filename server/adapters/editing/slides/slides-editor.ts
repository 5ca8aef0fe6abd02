import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { FileEditor } from '../file-editor.ts'
import { rewriteZip } from '../../rewrite-zip.ts'
import {
  type Slide,
  boxesOf,
  deckOf,
  hasOtherWords,
  movesByParagraph,
  paragraphsOf,
  wordsOf,
} from './deck.ts'
import { type Change, changesOf } from './write-words.ts'

const SlidesEdit = Type.Object(
  {
    boxes: Type.Array(
      Type.Object(
        {
          slide: Type.Integer({ minimum: 0, description: 'The slide, from 0, hidden ones counted' }),
          box: Type.Integer({ minimum: 0, description: 'The box on it, from 0, as `editable` named it' }),
          paragraphs: Type.Array(Type.String({ maxLength: 20_000 }), {
            minItems: 1,
            maxItems: 1000,
            description: 'Its paragraphs now; a vertical tab is a line break inside one',
          }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
const check = Compile(SlidesEdit)

const damaged = { code: 'edit_damaged', fact: 'スライドの中身を読み取れません' } as const
const signed = { code: 'edit_slide_signed', fact: '電子署名が付いています' } as const

/** pptx and pptm: the words of existing boxes. Only the parts of slides whose words changed are written. */
export const slidesEditor: FileEditor = {
  async open(original) {
    const deck = await deckOf(Buffer.from(original))
    if (deck === undefined) return no(damaged)
    if (deck.isSigned) return no(signed)
    let pages = 0
    const slides = deck.slides.map(({ root, hidden }) => ({
      ...(hidden ? {} : { pageIndex: pages++ }),
      ...(hasOtherWords(root) ? { otherWords: true } : {}),
      boxes: boxesOf(root).map(({ index, name, kind, body }) => ({
        ...{ index, name, kind },
        paragraphs: paragraphsOf(body).map(wordsOf),
      })),
    }))
    return yes({ slides })
  },

  async apply(original, given) {
    const edit = parsed(given)
    if (edit === undefined) return no({ code: 'edit_malformed', fact: 'スライドへの編集' })
    const deck = await deckOf(Buffer.from(original))
    if (deck === undefined) return no(damaged)
    if (deck.isSigned) return no(signed)
    const parts = new Map<string, Buffer>()
    for (const [index, slide] of deck.slides.entries()) {
      const own = edit.filter((it) => it.slide === index)
      const source = rewritten(slide, own, index + 1)
      if (!source.ok) return source
      if (source.value !== slide.root.source) parts.set(slide.part, Buffer.from(source.value))
    }
    if (edit.some((it) => it.slide >= deck.slides.length))
      return no({ code: 'edit_slide_box_missing', fact: `スライドは${deck.slides.length}枚です` })
    if (parts.size === 0) return yes(original)
    const written = rewriteZip(Buffer.from(original), parts)
    return written === undefined ? no(damaged) : yes(written)
  },
}

type BoxEdit = { readonly slide: number; readonly box: number; readonly paragraphs: readonly string[] }

function parsed(given: Uint8Array): readonly BoxEdit[] | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(given))
    return check.Check(value) ? value.boxes : undefined
  } catch {
    return undefined
  }
}

function rewritten(
  { root }: Slide,
  edits: readonly BoxEdit[],
  slideNumber: number,
): Result<string, EditProblem> {
  const boxes = boxesOf(root)
  const moving = movesByParagraph(root)
  const changes: Change[] = []
  for (const edit of edits) {
    const box = boxes[edit.box]
    const place = `スライド${slideNumber}の枠${edit.box + 1}`
    if (box === undefined) return no({ code: 'edit_slide_box_missing', fact: place })
    // What XML has no way to hold; a tab and a break inside a paragraph are.
    if (edit.paragraphs.some((it) => /[^\P{Cc}\t\v]|[\p{Cs}\ufffe\uffff]/u.test(it)))
      return no({ code: 'edit_slide_text', fact: `${place}に制御文字があります` })
    const isMoving = box.shapeId !== undefined && moving.has(box.shapeId)
    if (isMoving && edit.paragraphs.length !== paragraphsOf(box.body).length)
      return no({ code: 'edit_slide_moving', fact: place })
    const written = changesOf(box.body, edit.paragraphs, place)
    if (!written.ok) return written
    changes.push(...written.value)
  }
  let source = root.source
  for (const { from, to, text } of changes.toSorted(
    (one, other) => other.from - one.from || other.to - one.to,
  ))
    source = source.slice(0, from) + text + source.slice(to)
  return yes(source)
}
