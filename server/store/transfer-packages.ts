import { type Insertable, type Kysely, type Selectable, sql } from 'kysely'
import type { TransferPackage } from '../../db/schema.ts'
import type { Reader } from '../domain/access/may-read.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import type { SecretCases } from '../domain/records/expiry.ts'
import type { Database } from './database.ts'
import { filedIn } from './filed-in.ts'
import { isSecret, readable } from './readable.ts'

export type StoredPackage = Selectable<TransferPackage>

export async function insertPackage(db: Kysely<Database>, made: Insertable<TransferPackage>): Promise<void> {
  await db.insertInto('transfer_package').values(made).execute()
}

/** A 移管パッケージ by its id; undefined when there is none. */
export async function findPackage(db: Kysely<Database>, id: string): Promise<StoredPackage | undefined> {
  return db.selectFrom('transfer_package').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The package of each of some 簿冊 that was asked for last. */
export async function listLastPackages(
  db: Kysely<Database>,
  folders: readonly string[],
): Promise<ReadonlyMap<string, StoredPackage>> {
  if (folders.length === 0) return new Map()
  const rows = await db
    .selectFrom('transfer_package')
    .distinctOn('folder_id')
    .selectAll()
    .where('folder_id', 'in', [...folders])
    .orderBy('folder_id')
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute()
  return new Map(rows.map((it) => [it.folder_id, it]))
}

/** Notes how far it is; false when it is over already, made or not. */
export async function advancePackage(
  db: Kysely<Database>,
  id: string,
  change: Partial<
    Pick<
      StoredPackage,
      'status' | 'steps' | 'steps_done' | 'file_count' | 'size_bytes' | 'sha256' | 'failure' | 'finished_at'
    >
  >,
): Promise<boolean> {
  const done = await db
    .updateTable('transfer_package')
    .set(change)
    .where('id', '=', id)
    .where('status', 'in', ['waiting', 'running'])
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Packages that are neither made nor given up: their job may be lost. */
export async function listUnfinishedPackages(db: Kysely<Database>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('transfer_package')
    .select('id')
    .where('status', 'in', ['waiting', 'running'])
    .orderBy('at')
    .execute()
  return rows.map((it) => it.id)
}

/** Whether any case of a 簿冊 is 秘 at the instant of the reader, and those of them he or she may read: 「件名」（番号）. */
export async function findSecretCases(
  db: Kysely<Database>,
  folder: string,
  reader: Reader,
): Promise<SecretCases> {
  const { rows } = await sql<{ title: string; number: string | null; isReadable: boolean }>`
    select proposal.title, proposal.number, ${readable(reader)} as "isReadable" from proposal
    where ${filedIn} = ${folder} and status <> 'draft' and ${isSecret('proposal', reader.at)}
    order by proposal.created_at, proposal.id`.execute(db)
  const known = rows.filter((it) => it.isReadable)
  return {
    isAny: rows.length > 0,
    readable: known.map(({ title, number }) => `「${title}」${number === null ? '' : `（${number}）`}`),
  }
}

/** Where the chain of every case of a 簿冊 ends, in the order of ids. */
export async function listChainEnds(
  db: Kysely<Database>,
  folder: string,
): Promise<readonly { readonly id: ProposalId; readonly seq: number; readonly hash: Sha256 | null }[]> {
  const { rows } = await sql<{ id: ProposalId; seq: number; hash: Sha256 | null }>`
    select id, head_seq as seq, encode(head_hash, 'hex') as hash from proposal
    where ${filedIn} = ${folder} and status <> 'draft' order by id`.execute(db)
  return rows
}
