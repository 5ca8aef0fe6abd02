import { createWriteStream } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { LegacyShelf } from '../usecases/ports.ts'
import { noLegacyFiles, openLegacyFiles } from './legacy-files.ts'

/** How long what was sent for an import lies there: it is put right and tried for some days, and may hold 秘. */
const keptMs = 30 * 24 * 60 * 60 * 1000

/** Manifests and ZIPs that were sent for an import, in a folder of the local disk: whole or not there. */
export function createLegacyShelf(dir: string): LegacyShelf {
  const folder = resolve(dir)
  const pathOf = (id: string, part: 'manifest' | 'files') => join(folder, `${id}.${part}`)
  return {
    async put(id, part, source) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const unfinished = `${pathOf(id, part)}.part`
      try {
        await pipeline(Readable.from(source), createWriteStream(unfinished, { mode: 0o600 }))
        await rename(unfinished, pathOf(id, part))
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    },

    manifest: (id) => readFile(pathOf(id, 'manifest')).catch(() => undefined),

    async files(id) {
      const path = pathOf(id, 'files')
      const isThere = (await stat(path).catch(() => undefined)) !== undefined
      return isThere ? openLegacyFiles(path) : noLegacyFiles
    },

    async drop(id) {
      for (const part of ['manifest', 'files'] as const) await rm(pathOf(id, part), { force: true })
    },

    async sweep() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      for (const name of await readdir(folder)) {
        const found = await stat(join(folder, name)).catch(() => undefined)
        if (found !== undefined && Date.now() - found.mtimeMs >= keptMs)
          await rm(join(folder, name), { force: true })
      }
    },
  }
}
