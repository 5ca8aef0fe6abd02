import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'
import { createDiskBlobs } from '../adapters/blobs-disk.ts'
import { writeTable } from '../adapters/write-table.ts'
import { nodeArguments } from '../project-root.ts'
import { createTestApp } from './app.ts'

const run = promisify(execFile)
/** The 文書管理者 who brings them in. */
export const manager = 'u0104'

type Row = Readonly<Record<string, string>>
/** How an import ended. */
export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Two old cases of 文書課 as most lists have them. */
export const plain: Row = {
  ...{ 旧管理番号: 'K-1', 件名: '﨑と髙の台帳の整理', 文書番号: '文書起第7号', 番号の種類: '起案番号' },
  ...{
    起案日: '平成25年4月2日',
    決裁日: 'H25.4.10',
    施行日: '2013-04-12',
    課: '文書課',
    当時の所属名: '総務部文書課',
  },
  ...{ 起案者: '山田太郎', 起案者の職: '主事', 承認者: '係長 佐藤花子 H25.4.5；課長 田中次郎 H25.4.8' },
  ...{ 決裁者: '鈴木一郎', 決裁者の職: '総務部長', 分類: '111', 簿冊: '旧台帳', 保存期間: '5年' },
  ...{ 満了時の措置: '廃棄', 公開区分: '公開', ファイル: '2013/daicho.txt', ファイルの名前: '台帳' },
}
/** The second. */
export const secret: Row = {
  ...plain,
  ...{ 旧管理番号: 'K-2', 件名: '訴訟の方針', 文書番号: '文書起第9号', 秘密区分: '秘', 閲覧者: 'u0106' },
  ...{ 起案者の職員番号: '', ファイル: '', ファイルの名前: '' },
}

/** Rows as a manifest. */
export function csvOf(rows: readonly Row[], encoding: 'utf-8' | 'cp932' = 'utf-8'): Uint8Array {
  const headings = [...new Set(rows.flatMap((it) => Object.keys(it)))]
  const csv = writeTable([headings, ...rows.map((row) => headings.map((it) => row[it] ?? ''))], encoding)
  if (!('bytes' in csv)) throw new Error(`not in ${encoding}`)
  return csv.bytes
}

/** A stage of its own: a database with the example, a data folder, and the files of an old system. */
export async function stageOf(t: Test) {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-legacy-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const blobs = createDiskBlobs(join(folder, 'data/blobs'))
  const office = await createTestApp(t, { blobs }, 'example')
  const files = join(folder, 'files')
  await mkdir(join(files, '2013'), { recursive: true })
  await writeFile(join(files, '2013/daicho.txt'), '旧台帳の一覧 雪害対策')
  const env = { PATH: process.env['PATH'], DATABASE_URL: office.url, KESSAI_DATA_DIR: join(folder, 'data') }
  const base = ['--by', manager, '--source', '旧文書管理システム']
  const argumentsOf = (manifest: string, more: readonly string[]) => [
    ...nodeArguments('import-legacy'),
    ...base,
    ...['--manifest', join(folder, manifest)],
    ...more,
  ]
  return {
    ...office,
    folder,
    put: (name: string, bytes: Uint8Array | string) => writeFile(join(folder, name), bytes),
    async bring(manifest: string, ...more: readonly string[]): Promise<Ended> {
      try {
        return { code: 0, ...(await run(process.execPath, argumentsOf(manifest, more), { env })) }
      } catch (error) {
        return error as Ended
      }
    },
    begin: (manifest: string, ...more: readonly string[]): ChildProcess =>
      spawn(process.execPath, argumentsOf(manifest, more), { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    files,
  }
}
