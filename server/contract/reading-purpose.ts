import { Type, type Static } from 'typebox'
import { At, closed } from './common.ts'

const Purpose = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '\\S',
  description: 'What it is read for (閲覧の目的): 定期監査, 開示請求第12号',
})

/** PUT /v1/reading-purpose */
export const ReadingPurposeBody = closed({ purpose: Purpose }, '閲覧の目的 of an auditor')
export type ReadingPurposeBody = Static<typeof ReadingPurposeBody>

export const ReadingPurpose = closed({ purpose: Purpose, until: At }, '閲覧の目的, and until when it counts')
