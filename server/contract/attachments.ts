import { Type, type Static } from 'typebox'
import { AttachmentView } from './proposals.ts'
import { Hash, Id, closed } from './common.ts'

/**
 * POST /v1/proposals/{id}/attachments: multipart/form-data with one part `file` (its filename is the name; an
 * optional field `path` before it keeps the folder it came from). One file a request; `Idempotency-Key` makes a
 * retry answer the same attachment.
 */
export const UploadedAttachment = closed({ attachment: AttachmentView, manifestSha256: Hash })
export type UploadedAttachment = Static<typeof UploadedAttachment>

/** PUT /v1/proposals/{id}/attachments/order: all ids, in the wanted order. */
export const OrderBody = closed({ ids: Type.Array(Id, { maxItems: 1000 }) })
export type OrderBody = Static<typeof OrderBody>

/** PATCH /v1/attachments/{id} */
export const RenameBody = closed({ name: Type.String({ minLength: 1, maxLength: 1000 }) })
export type RenameBody = Static<typeof RenameBody>

/**
 * POST /v1/attachments/{id}/revisions: multipart/form-data with one part `file`, the new content. Without a query the
 * drafter replaces a file of a draft or of what was returned. On the way whoever's turn it is corrects it, and all of
 * these say on what, how much it weighs (軽微・重要) and why.
 */
export const CorrectionQuery = closed({
  version: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })),
  manifestSha256: Type.Optional(Hash),
  effect: Type.Optional(Type.Union([Type.Literal('minor'), Type.Literal('major')])),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  /** In which of one's posts, where several wait (兼務). */
  as: Type.Optional(Type.String({ maxLength: 80 })),
})
export type CorrectionQuery = Static<typeof CorrectionQuery>

/** Answer to a new content, order, rename and DELETE /v1/attachments/{id}. */
export const AttachmentsChanged = closed({ attachments: Type.Array(AttachmentView), manifestSha256: Hash })
export type AttachmentsChanged = Static<typeof AttachmentsChanged>
