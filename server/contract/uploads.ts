import { Type } from 'typebox'
import { closed } from './common.ts'

/** The id of an upload; who has it needs the right to it as well. */
export const UploadById = closed({
  id: Type.String({ pattern: '^[0-9a-f]{32}$', description: 'The last part of Location' }),
})

const version = Type.Optional(Type.String({ description: 'The version of tus: 1.0.0' }))

/** POST /v1/uploads */
export const NewUploadHeaders = Type.Object({
  'tus-resumable': version,
  'upload-length': Type.Optional(Type.String({ description: 'The size of the file in bytes' })),
  'upload-metadata': Type.Optional(
    Type.String({
      maxLength: 8192,
      description:
        'Names and base64 values as tus writes them: `proposalId`, `filename`, and if wanted `key` (a second upload of one key becomes the same attachment)',
    }),
  ),
})

/** PATCH /v1/uploads/{id} */
export const PieceHeaders = Type.Object({
  'tus-resumable': version,
  'upload-offset': Type.Optional(Type.String({ description: 'Where these bytes begin: what HEAD said' })),
})

/** HEAD and DELETE /v1/uploads/{id} */
export const TusHeaders = Type.Object({ 'tus-resumable': version })
