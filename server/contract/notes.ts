import { Type, type Static } from 'typebox'
import { At, Id, PersonRef, closed, described, literals } from './common.ts'

const Point = Type.Number({ minimum: -20_000, maximum: 20_000 })
const Box = Type.Tuple([Point, Point, Point, Point], { description: 'x, y, width, height' })

/** Where on its page, in points from the top left as the file has it. */
export const NotePlace = described(
  Type.Union([
    closed({ kind: literals('note', 'check'), x: Point, y: Point }),
    closed({
      kind: Type.Literal('highlight'),
      boxes: Type.Array(Box, { minItems: 1, maxItems: 200 }),
    }),
    closed({ kind: Type.Literal('box'), box: Box }),
    closed({
      kind: Type.Literal('ink'),
      strokes: Type.Array(Type.Array(Point, { minItems: 4, maxItems: 4000 }), {
        minItems: 1,
        maxItems: 400,
        description: 'Each line drawn without lifting the pen, flat: [x0, y0, x1, y1, …]',
      }),
    }),
  ]),
  '付箋, a tick, a passage that is marked, a rectangle, or handwriting',
)
export type NotePlace = Static<typeof NotePlace>

const Audience = described(
  literals('private', 'route', 'drafter'),
  'Whom it is for: nobody else, the people of the route, or the drafter. To others it does not exist',
)
const Words = Type.String({ maxLength: 2000 })
const Quote = closed(
  {
    before: Type.String({ maxLength: 200 }),
    text: Type.String({ minLength: 1, maxLength: 4000 }),
    after: Type.String({ maxLength: 200 }),
  },
  'The passage it is about with the words around it: by them it is found again in another revision',
)

export const NewNote = closed(
  {
    revisionId: described(Id, 'The content the writer was looking at'),
    pageIndex: Type.Integer({ minimum: 0, maximum: 100_000, description: 'In its file, from 0' }),
    place: NotePlace,
    quote: Type.Optional(Quote),
    words: described(Words, 'What it says; may be empty for a mark'),
    audience: Audience,
  },
  'POST /v1/proposals/{id}/notes: a 付箋 on a page. It is never part of the record',
)
export type NewNote = Static<typeof NewNote>

export const NoteChange = closed(
  { words: Type.Optional(Words), audience: Type.Optional(Audience) },
  'PATCH /v1/notes/{id}: by its writer',
)
export type NoteChange = Static<typeof NoteChange>

export const NewReply = closed(
  { words: Type.String({ minLength: 1, maxLength: 2000 }) },
  'POST /v1/notes/{id}/replies: an answer, by whoever sees the note',
)
export type NewReply = Static<typeof NewReply>

export const NoteSettled = closed(
  { settled: Type.Boolean({ description: 'false opens it again' }) },
  'PUT /v1/notes/{id}/settled: by its writer or the drafter',
)
export type NoteSettled = Static<typeof NoteSettled>

export const NoteView = closed({
  id: Id,
  attachmentId: Id,
  revisionId: Id,
  pageIndex: Type.Integer({ description: 'Of the content it was written on, from 0' }),
  place: NotePlace,
  quote: Type.Optional(Quote),
  now: described(
    Type.Union([
      closed({ state: literals('here', 'page', 'gone') }),
      closed({
        state: Type.Literal('moved'),
        pageIndex: Type.Integer({ description: 'From 0' }),
        ordinal: Type.Integer({ description: 'Which passage of these words on the page, from 0' }),
      }),
    ]),
    'In the content that is shown now: the same; the passage is elsewhere; only the page is left (nothing was quoted); neither is',
  ),
  words: Type.String(),
  audience: Audience,
  by: PersonRef,
  at: At,
  settled: Type.Optional(closed({ name: Type.String({ description: 'Who called it settled' }), at: At })),
  replies: Type.Array(closed({ id: Id, words: Type.String(), by: PersonRef, at: At })),
  may: closed(
    { keep: Type.Boolean(), settle: Type.Boolean() },
    'What the reader may do: change it or take it away; call it settled',
  ),
})
export type NoteView = Static<typeof NoteView>

export const NoteList = closed(
  { notes: Type.Array(NoteView) },
  'GET /v1/proposals/{id}/notes: what its reader may see, oldest first',
)
export type NoteList = Static<typeof NoteList>
