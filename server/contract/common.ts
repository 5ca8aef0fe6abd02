import { type Static, type TSchema, Type } from 'typebox'

export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case',
})
export const Hash = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 in lower-case hexadecimal',
})
export const At = Type.String({ description: 'Instant, ISO 8601 in UTC with milliseconds' })
/** The same as it must be sent: instants are compared as text, so another offset or precision is another text. */
export const ExactAt = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  description: 'Instant, ISO 8601 in UTC with milliseconds: 2026-05-11T01:20:00.000Z',
})
/** A day in Japan, `2026-05-11`. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Day in Asia/Tokyo' })

/** `Type.Object` that refuses unknown fields: what we do not know we do not silently drop. */
export function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, {
    additionalProperties: false,
    ...(description === undefined ? {} : { description }),
  })
}

/** The same schema with a description of its own; the one it is made from (`Day`, another object) keeps its own. */
export function described<Schema extends TSchema>(schema: Schema, description: string): Schema {
  return Object.defineProperties(
    {},
    {
      // A copy by spreading would lose what TypeBox keeps hidden: the kind, and whether it is optional.
      ...Object.getOwnPropertyDescriptors(schema),
      description: { value: description, enumerable: true },
    },
  ) as Schema
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

export const CapacityView = closed(
  {
    post: Type.String({ description: 'The 職: KAN:P-DIR' }),
    kind: Type.Union(
      [Type.Literal('primary'), Type.Literal('concurrent'), Type.Literal('handling'), Type.Literal('proxy')],
      { description: '本務, 兼務, 事務取扱, 職務代理' },
    ),
    unitName: Type.String({ description: '所属' }),
    positionName: Type.String({ description: '職位' }),
    title: Type.String({ description: '職名 as it is written: 観光局長事務取扱' }),
    ownTitle: Type.Optional(
      Type.String({ description: 'Of a 事務取扱 or 職務代理: the title of the 本務, written after it' }),
    ),
  },
  'What a person acts as: a snapshot of one appointment on one day',
)
export type CapacityView = Static<typeof CapacityView>

export const PersonRef = closed(
  {
    id: Type.String({ description: '職員番号' }),
    name: Type.String(),
    title: Type.String({ description: '職名, of the 本務 first' }),
  },
  'A person with the title of that day',
)
export type PersonRef = Static<typeof PersonRef>

/** One of a few words. */
export function literals<Word extends string>(...words: readonly Word[]) {
  return Type.Unsafe<Word>(Type.Union(words.map((it) => Type.Literal(it))))
}
