import { type Static, Type } from 'typebox'
import { Day, Hash, Id, closed, literals } from './common.ts'
import { FolderKey } from './folders.ts'

export const PackageBody = closed(
  {
    folders: Type.Array(closed({ id: FolderKey, version: Type.Integer() }), {
      minItems: 1,
      maxItems: 100,
      description: 'On the versions their sender was looking at',
    }),
  },
  'POST /v1/transfer-packages: a 移管パッケージ of each of these 簿冊, or of none',
)
export type PackageBody = Static<typeof PackageBody>

export const PackageState = closed(
  {
    id: Id,
    folder: FolderKey,
    status: literals('waiting', 'running', 'done', 'failed', 'cancelled'),
    stepsDone: Type.Integer(),
    steps: Type.Optional(Type.Integer({ description: 'Absent until they were counted' })),
    files: Type.Optional(Type.Integer({ description: 'Files in it' })),
    sizeBytes: Type.Optional(Type.Integer()),
    sha256: Type.Optional(Hash),
    failure: Type.Optional(Type.String({ description: 'Why it could not be made, in Japanese' })),
  },
  'How far a 移管パッケージ is',
)
export type PackageState = Static<typeof PackageState>

export const PackagesBegun = closed({ items: Type.Array(PackageState) }, 'In the order they were asked for')
export type PackagesBegun = Static<typeof PackagesBegun>

const Line = Type.String({ minLength: 1, maxLength: 100 })

export const TransferReceiptBody = closed(
  {
    accession: Type.String({ minLength: 1, maxLength: 100, description: '受入番号 of the archive' }),
    on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '受入日 in Asia/Tokyo' }),
    receivedBy: Type.String({ ...Line, description: 'Who signed for the archive' }),
    folders: Type.Array(
      closed({
        id: FolderKey,
        package: { ...Hash, description: 'SHA-256 that the archive confirms' } as typeof Hash,
      }),
      { minItems: 1, maxItems: 100 },
    ),
  },
  'POST /v1/transfer-receipts: 受領書 of the archive for the packages of some 簿冊, for all of them or none',
)
export type TransferReceiptBody = Static<typeof TransferReceiptBody>

/** What is known of the 移管 of a 簿冊. */
export const TransferView = closed({
  package: Type.Optional(PackageState),
  isCurrent: Type.Boolean({
    description: 'Whether the 簿冊 still is what went into the package that was made',
  }),
  receipt: Type.Optional(
    closed({ accession: Type.String(), on: Day, receivedBy: Type.String(), package: Hash }),
  ),
})
export type TransferView = Static<typeof TransferView>
