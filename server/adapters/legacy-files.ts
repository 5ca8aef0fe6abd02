import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Entry } from 'yauzl'
import type { LegacyFiles } from '../usecases/legacy-files.ts'
import { entryName, openZip } from './zip-entries.ts'

/** The files of an import where there are none. */
export const noLegacyFiles: LegacyFiles = { find: async () => undefined, close: async () => undefined }

/** Opens a folder, or a ZIP by its name; undefined when it is neither. */
export async function openLegacyFiles(path: string): Promise<LegacyFiles | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() === true) return folderFiles(await realpath(path))
  return found?.isFile() === true ? zipFiles(path) : undefined
}

/** What a link leads to outside of the folder is not in it. */
function folderFiles(root: string): LegacyFiles {
  return {
    async find(path) {
      const real = await realpath(join(root, path)).catch(() => undefined)
      if (real === undefined || !real.startsWith(root + sep)) return undefined
      const found = await stat(real)
      return found.isFile() ? { sizeBytes: found.size, open: async () => createReadStream(real) } : undefined
    },
    close: async () => undefined,
  }
}

const symbolicLink = 0o120000
const fileType = 0o170000

async function zipFiles(path: string): Promise<LegacyFiles | undefined> {
  const zip = await openZip(path)
  if (zip === undefined) return undefined
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      const isLink = ((entry.externalFileAttributes >>> 16) & fileType) === symbolicLink
      if (!isLink && !entry.isEncrypted()) entries.set(entryName(entry).replaceAll('\\', '/'), entry)
    }
  } catch {
    zip.close()
    return undefined
  }
  return {
    async find(name) {
      const entry = entries.get(name)
      if (entry === undefined) return undefined
      return {
        sizeBytes: entry.uncompressedSize,
        open: () => zip.openReadStreamPromise(entry),
      }
    },
    close: async () => zip.close(),
  }
}
