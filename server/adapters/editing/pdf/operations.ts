import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const points = Type.Number({ minimum: -20_000, maximum: 20_000 })
const BoxOnPage = Type.Tuple([points, points, points, points], {
  description:
    'x, y, width, height in points from the top left of the page as it is shown before it is turned here',
})

const Mark = Type.Union([
  Type.Object({ kind: Type.Literal('redact'), box: BoxOnPage }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('rectangle'), box: BoxOnPage }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('highlight'), box: BoxOnPage }, { additionalProperties: false }),
  Type.Object(
    {
      kind: Type.Literal('text'),
      box: BoxOnPage,
      text: Type.String({ minLength: 1, maxLength: 2000 }),
      size: Type.Number({ minimum: 4, maximum: 200, description: 'Font size in points' }),
    },
    { additionalProperties: false },
  ),
])
export type Mark = Static<typeof Mark>

const turn = Type.Union([Type.Literal(0), Type.Literal(90), Type.Literal(180), Type.Literal(270)], {
  description: 'Quarter turns clockwise that are added, in degrees',
})

const Sheet = Type.Union([
  Type.Object(
    {
      from: Type.Optional(Type.String({ description: 'Another revision, a PDF; absent: this file' })),
      index: Type.Integer({ minimum: 0, description: 'The page in its file, from 0' }),
      turn: Type.Optional(turn),
      marks: Type.Optional(Type.Array(Mark, { maxItems: 1000 })),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      blank: Type.Tuple(
        [Type.Number({ minimum: 10, maximum: 14_400 }), Type.Number({ minimum: 10, maximum: 14_400 })],
        {
          description: 'Width and height of an empty page in points',
        },
      ),
      marks: Type.Optional(Type.Array(Mark, { maxItems: 1000 })),
    },
    { additionalProperties: false },
  ),
])
export type Sheet = Static<typeof Sheet>

/** What the browser sends for a PDF. */
const PdfEdit = Type.Object(
  {
    pages: Type.Array(Sheet, {
      maxItems: 20_000,
      description: 'The pages of the new file in order; this file’s own pages that are missing are deleted',
    }),
    fields: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Union([Type.String({ maxLength: 20_000 }), Type.Boolean(), Type.Array(Type.String())]),
        {
          description: 'Form fields by their full names: words, a check mark, or what is chosen',
        },
      ),
    ),
    breakSignature: Type.Optional(
      Type.Literal(true, { description: 'The person was told that the signatures will be invalid' }),
    ),
    keepFiles: Type.Optional(
      Type.Literal(true, { description: 'Files inside stay although something is blacked out' }),
    ),
  },
  { additionalProperties: false },
)
export type PdfEdit = Static<typeof PdfEdit>

const check = Compile(PdfEdit)

/** Undefined for what is no edit of a PDF. */
export function parsePdfEdit(given: Uint8Array): PdfEdit | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(given))
    return check.Check(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether it leaves a file of so many pages as it is. */
export function changesNothing(edit: PdfEdit, pageCount: number): boolean {
  return (
    edit.pages.length === pageCount &&
    Object.keys(edit.fields ?? {}).length === 0 &&
    edit.pages.every(
      (it, index) =>
        'index' in it &&
        it.from === undefined &&
        it.index === index &&
        (it.turn ?? 0) === 0 &&
        (it.marks ?? []).length === 0,
    )
  )
}
