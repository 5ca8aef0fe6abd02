import { Type, type Static } from 'typebox'
import { Hash, Id, closed, described, literals } from './common.ts'
import { Part } from './differences.ts'

const MergeConflict = closed(
  {
    id: Type.String({ description: 'Among the places of this merge: 1, 2, …' }),
    base: Type.Array(Part, { description: 'What stood there before both' }),
    mine: Type.Array(Part, { description: 'As the 控え has it; empty where it took it out' }),
    theirs: Type.Array(Part, { description: 'As the newest content has it' }),
    canBoth: Type.Boolean({ description: 'One can stand behind the other' }),
    where: Type.Optional(Type.String({ description: 'The cell, as 積算!B2' })),
    about: Type.Optional(Type.Literal('page', { description: 'No words: size and margins of pages' })),
  },
  'A place that both changed',
)

export const MergeView = closed(
  {
    ontoRevisionId: described(Id, 'The newest content, into which the 控え is merged'),
    conflicts: Type.Array(MergeConflict, { description: 'What is to be chosen, in the order of the file' }),
    mine: Type.Integer({ description: 'Blocks that only the 控え changed: they are joined' }),
    theirs: Type.Integer({ description: 'Blocks that only the newest content changed' }),
  },
  'GET /v1/copies/{id}/merge: what comes of a 控え of a Word file or a workbook and the newest content together',
)
export type MergeView = Static<typeof MergeView>

export const MergedBody = closed(
  {
    ontoRevisionId: described(Id, 'The content that the choice was made on'),
    choices: Type.Record(Type.String({ maxLength: 10 }), literals('mine', 'theirs', 'both'), {
      description: 'By the id of each place; one that is missing is as the newest content has it',
    }),
    version: Type.Optional(Type.Integer({ minimum: 0 })),
    manifestSha256: Type.Optional(Hash),
    effect: Type.Optional(Type.Union([Type.Literal('minor'), Type.Literal('major')])),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    as: Type.Optional(Type.String({ maxLength: 80 })),
  },
  'POST /v1/copies/{id}/merged: the two as one become the newest content, and the 控え is gone. What a correction on the way needs as with POST /v1/attachments/{id}/edits',
)
export type MergedBody = Static<typeof MergedBody>
