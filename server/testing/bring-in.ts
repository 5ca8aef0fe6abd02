import { Readable } from 'node:stream'
import { readTable } from '../adapters/read-table.ts'
import { inspectFile } from '../adapters/sniff/inspect.ts'
import { writeTable } from '../adapters/write-table.ts'
import type { PersonId } from '../domain/ids.ts'
import { importLegacy } from '../usecases/import-legacy.ts'
import { utf8Table } from '../usecases/utf8-table.ts'
import { type Office, staff } from './office.ts'

/** Brings one case of an old system in, with a file; answers its id. */
export async function bringIn(
  { deps, db }: Office,
  row: Readonly<Record<string, string>>,
  file: Buffer,
): Promise<string> {
  const whole = { ...row, ファイル: 'old.txt', ファイルの名前: '旧文書' }
  const done = await importLegacy(
    { ...deps, readTable, inspect: inspectFile },
    {
      ...{ by: staff.recordsManager as PersonId, source: '旧文書管理', isRehearsal: false },
      manifest: {
        name: 'old.csv',
        bytes: utf8Table(writeTable, [Object.keys(whole), Object.values(whole)]),
      },
      files: {
        find: async () => ({ sizeBytes: file.length, open: async () => Readable.from([file]) }),
        close: async () => undefined,
      },
    },
  )
  if (!done.ok || done.value.counts.imported !== 1) throw new Error(JSON.stringify(done))
  const { proposal_id: id } = await db
    .selectFrom('legacy_case')
    .select('proposal_id')
    .where('run_id', '=', done.value.run ?? '')
    .executeTakeFirstOrThrow()
  return id
}
