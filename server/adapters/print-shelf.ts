import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isMissing } from './blobs-disk.ts'
import type { PrintShelf } from '../usecases/ports.ts'

const oneDayMs = 24 * 60 * 60 * 1000
/** How long what is made lies on its shelf: a PDF long enough to print it once more, a package until an archive has looked at it. */
const kept = { pdf: oneDayMs, zip: 90 * oneDayMs } as const

/** Prints, or packages, in a folder of the local disk, beside the blobs: one file each, named by its id, whole or not there. */
export function createPrintShelf(dir: string, kind: keyof typeof kept = 'pdf'): PrintShelf {
  const folder = resolve(dir)
  const keptMs = kept[kind]
  const pathOf = (id: string) => join(folder, `${id}.${kind}`)
  return {
    async put(id, source) {
      await mkdir(folder, { recursive: true })
      const path = pathOf(id)
      // A job that is done twice at once (its worker was thought dead) is written twice, and each of the two is whole.
      const unfinished = `${path}.${randomUUID()}.part`
      try {
        await pipeline(Readable.from(source), createWriteStream(unfinished, { mode: 0o600 }))
        const { size } = await stat(unfinished)
        await rename(unfinished, path)
        return size
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    },

    async open(id, range) {
      try {
        const file = await open(pathOf(id), 'r')
        return file.createReadStream(range === undefined ? {} : { start: range.start, end: range.end })
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },

    async sweep() {
      await mkdir(folder, { recursive: true })
      let gone = 0
      for (const name of await readdir(folder)) {
        const found = await stat(join(folder, name)).catch(() => undefined)
        if (found === undefined || Date.now() - found.mtimeMs < keptMs) continue
        await rm(join(folder, name), { force: true })
        gone += 1
      }
      return gone
    },
  }
}
