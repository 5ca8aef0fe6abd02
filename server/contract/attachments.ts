import { Type, type Static } from 'typebox'
import { AttachmentView } from './proposals.ts'
import { Hash, Id, closed } from './common.ts'

export const UploadedAttachment = closed(
  { attachment: AttachmentView, manifestSha256: Hash },
  'POST /v1/proposals/{id}/attachments: multipart/form-data with one part `file` (its filename is the name; an optional field `path` before it keeps the folder it came from). One file a request; `Idempotency-Key` makes a retry answer the same attachment',
)
export type UploadedAttachment = Static<typeof UploadedAttachment>

export const OrderBody = closed(
  { ids: Type.Array(Id, { maxItems: 1000 }) },
  'PUT /v1/proposals/{id}/attachments/order: all ids, in the wanted order',
)
export type OrderBody = Static<typeof OrderBody>

/** PATCH /v1/attachments/{id} */
export const RenameBody = closed(
  { name: Type.String({ minLength: 1, maxLength: 1000 }) },
  'The new name of an attachment',
)
export type RenameBody = Static<typeof RenameBody>

export const CorrectionQuery = closed(
  {
    version: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })),
    manifestSha256: Type.Optional(Hash),
    effect: Type.Optional(Type.Union([Type.Literal('minor'), Type.Literal('major')])),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    as: Type.Optional(
      Type.String({ maxLength: 80, description: "In which of one's posts, where several wait (兼務)" }),
    ),
  },
  "POST /v1/attachments/{id}/revisions: multipart/form-data with one part `file`, the new content. Without a query the drafter replaces a file of a draft or of what was returned. On the way whoever's turn it is corrects it, and all of these say on what, how much it weighs (軽微・重要) and why",
)
export type CorrectionQuery = Static<typeof CorrectionQuery>

export const AttachmentsChanged = closed(
  { attachments: Type.Array(AttachmentView), manifestSha256: Hash },
  'Answer to a new content, order, rename and DELETE /v1/attachments/{id}',
)
export type AttachmentsChanged = Static<typeof AttachmentsChanged>
