import { type TSchema, Type } from 'typebox'
import { described } from './common.ts'

/** Bytes, which no schema describes further. */
const Bytes = Type.String({ format: 'binary', description: 'Bytes' })

/** An answer of a media type of its own, in the words of OpenAPI; strings, buffers and streams go out as they are. */
export function answerOf(
  mediaType: string | readonly string[],
  description: string,
  schema: TSchema = Bytes,
) {
  const types = typeof mediaType === 'string' ? [mediaType] : mediaType
  return { description, content: Object.fromEntries(types.map((it) => [it, { schema }])) }
}

/** An answer without a body. */
export function emptyAnswer(description: string): TSchema {
  return described(Type.Null(), description)
}

/** What is asked of bytes that never change: a part of them, or only whether one has them already. */
export const ContentHeaders = Type.Object({
  range: Type.Optional(Type.String({ description: 'One range of bytes (RFC 9110 section 14): bytes=0-99' })),
  'if-none-match': Type.Optional(
    Type.String({ description: 'The ETag one has: then the answer may be 304' }),
  ),
})

/** Answers with bytes that never change: all of them, a part, or that nothing is new. */
export function contentAnswers(mediaType: string, description: string) {
  return {
    200: answerOf(mediaType, description),
    206: answerOf(mediaType, `A part of it: ${description}`),
    304: emptyAnswer('The same as the one of If-None-Match'),
    416: emptyAnswer('There are no such bytes; Content-Range says how many there are'),
  }
}

/** A file as one part of `multipart/form-data`; its filename is its name. */
export const OneFile = Type.Object(
  {
    path: Type.Optional(
      Type.String({ description: 'The folder it came from; stands before the file', maxLength: 8192 }),
    ),
    file: described(Bytes, 'The file; its filename is the name'),
  },
  { additionalProperties: false, description: 'multipart/form-data with one file' },
)

/** The files of a directory import, and how they are meant. */
export const DirectoryFiles = Type.Object(
  {
    effectiveOn: Type.String({ description: '適用日: 2027-04-01', format: 'date' }),
    scope: Type.Optional(
      Type.Union([Type.Literal('listed'), Type.Literal('whole')], {
        description:
          'Whether only what is listed changes (the default), or whoever is not listed is no longer there',
      }),
    ),
    people: Type.Optional(described(Bytes, 'people.csv, UTF-8 or cp932')),
    units: Type.Optional(described(Bytes, 'units.csv, UTF-8 or cp932')),
  },
  { additionalProperties: false, description: 'multipart/form-data with at least one of the two files' },
)

/** A manifest of an old system and a ZIP of its files. */
export const LegacyFilesForm = Type.Object(
  {
    source: Type.String({ description: 'The old system: its keys are told apart by it', maxLength: 400 }),
    decision: Type.Optional(
      Type.String({ description: '起案番号 of the case by which it was decided', maxLength: 400 }),
    ),
    manifest: described(Bytes, '目録: CSV (UTF-8 or cp932) or JSON'),
    files: Type.Optional(described(Bytes, 'The files as a ZIP, by the paths the manifest names')),
  },
  { additionalProperties: false, description: 'multipart/form-data: the texts first' },
)
