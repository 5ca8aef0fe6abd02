import { Type } from 'typebox'

/** What is said of a correction on the way before a program gets the file; all absent for the drafter of a draft. */
export const weighedBefore = {
  effect: Type.Optional(Type.Union([Type.Literal('minor'), Type.Literal('major')])),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  as: Type.Optional(Type.String({ maxLength: 80, description: "In which of one's posts (兼務)" })),
}
