import { type Static, type TSchema, Type } from 'typebox'

/** A UUID in lower case. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
/** SHA-256 in lower-case hexadecimal. */
export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
/** ISO 8601, UTC, milliseconds. */
export const At = Type.String({ description: 'Instant, ISO 8601 in UTC' })
/** The same as it must be sent: instants are compared as text, so another offset or precision is another text. */
export const ExactAt = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  description: 'Instant, ISO 8601 in UTC with milliseconds: 2026-05-11T01:20:00.000Z',
})
/** A day in Japan, `2026-05-11`. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Day in Asia/Tokyo' })

/** `Type.Object` that refuses unknown fields: what we do not know we do not silently drop. */
export function closed<Fields extends Record<string, TSchema>>(fields: Fields) {
  return Type.Object(fields, { additionalProperties: false })
}

/** RFC 9457 problem document. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Stable, for programs: https://kessai.example/problems/<code>' }),
    title: Type.String({ description: 'Japanese: what is so, and as its last sentence what to do instead' }),
    status: Type.Integer({ description: 'The HTTP status' }),
    code: Type.String({ description: 'The last part of type' }),
    detail: Type.Optional(Type.String({ description: 'Japanese: the fact that failed' })),
    rule: Type.Optional(
      Type.String({ description: 'The rule that said no: its id (R-12), or the term or duty it belongs to' }),
    ),
    ruleText: Type.Optional(Type.String({ description: 'Japanese: that rule as a sentence' })),
    facts: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'The data behind detail, by name' }),
    ),
    technical: Type.Optional(
      Type.String({
        description: 'English, for developers: what the validator found. Never shown to people',
      }),
    ),
  },
  { description: 'RFC 9457 problem document' },
)
export type Problem = Static<typeof Problem>

/** What a person acts as: a snapshot of one appointment on one day. */
export const CapacityView = closed({
  post: Type.String(),
  kind: Type.Union([
    Type.Literal('primary'),
    Type.Literal('concurrent'),
    Type.Literal('handling'),
    Type.Literal('proxy'),
  ]),
  unitName: Type.String(),
  positionName: Type.String(),
  title: Type.String(),
  /** Of a 事務取扱 or 職務代理: the title of the 本務, written after it. */
  ownTitle: Type.Optional(Type.String()),
})
export type CapacityView = Static<typeof CapacityView>

export const PersonRef = closed({ id: Type.String(), name: Type.String(), title: Type.String() })
export type PersonRef = Static<typeof PersonRef>

/** One of a few words. */
export function literals<Word extends string>(...words: readonly Word[]) {
  return Type.Unsafe<Word>(Type.Union(words.map((it) => Type.Literal(it))))
}
