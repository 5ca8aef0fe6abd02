import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { LegacyRecord } from '../domain/legacy/check-record.ts'
import type { LegacyProblem } from '../domain/legacy/problem.ts'
import type { Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { ImportedFile } from '../store/legacy-cases.ts'
import { isRenderable } from './file-sentences.ts'
import type { LegacyFiles } from './legacy-files.ts'
import type { Inspection } from './ports.ts'
import { type StoreFileDeps, storeFile } from './store-file.ts'

/** A file whose bytes were looked at, and stored unless it is a rehearsal. */
export type ReadFile = Omit<ImportedFile, 'id' | 'revisionId'>

/** Thrown where a rehearsal has seen enough: the store leaves nothing of the file. */
class Rehearsed extends Error {}

/**
 * Reads the files of a record: stored, or in a rehearsal looked at in the same way and left. What stands against one of them is
 * told of all.
 */
export async function readFiles(
  deps: StoreFileDeps,
  { files }: Pick<LegacyRecord, 'files'>,
  from: LegacyFiles,
  { keeps, signal }: { readonly keeps: boolean; readonly signal?: AbortSignal },
): Promise<Result<readonly ReadFile[], readonly LegacyProblem[]>> {
  const read: ReadFile[] = []
  const problems: LegacyProblem[] = []
  for (const file of files) {
    signal?.throwIfAborted()
    const content = await from.find(file.path)
    if (content === undefined) {
      problems.push({ field: 'filePath', code: 'file_missing', value: file.path })
      continue
    }
    const source = await content.open()
    const one = keeps
      ? await storeFile(deps, { name: file.name, source, ...(signal === undefined ? {} : { signal }) })
      : await lookAt(deps, file.name, source)
    if (!one.ok) {
      const code = {
        empty_file: 'file_empty',
        file_too_large: 'file_too_large',
        zip_bomb: 'file_dangerous',
      } as const
      problems.push({ field: 'filePath', code: code[one.error.code], value: file.path })
      continue
    }
    const { sha256, sizeBytes, inspection } = one.value
    if (file.sha256 !== undefined && file.sha256 !== sha256) {
      problems.push({ field: 'fileSha256', code: 'file_differs', value: `${file.path} ${sha256}` })
      continue
    }
    const { kind, warnings } = inspection
    read.push({ name: file.name, sha256, sizeBytes, kind, warnings, isRenderable: isRenderable(kind) })
  }
  return problems.length === 0 ? yes(read) : no(problems)
}

async function lookAt(deps: StoreFileDeps, name: string, source: Readable): ReturnType<typeof storeFile> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  let inspection: Inspection | undefined
  async function* passing(): AsyncIterable<Uint8Array> {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      hash.update(chunk)
      sizeBytes += chunk.byteLength
      yield chunk
    }
  }
  try {
    return await storeFile(
      {
        ...deps,
        inspect: async (file) => {
          inspection = await deps.inspect(file)
          if (inspection.refused === undefined) throw new Rehearsed()
          return inspection
        },
      },
      { name, source: passing() },
    )
  } catch (error) {
    if (!(error instanceof Rehearsed) || inspection === undefined) throw error
    return yes({ sha256: hash.digest('hex') as Sha256, sizeBytes, inspection })
  }
}
