import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Scratch, TransferShelf } from '../usecases/ports.ts'
import { createPrintShelf } from './print-shelf.ts'

/** Packages for the archive in a folder of the local disk, and files to put them together in. */
export function createTransferShelf(dir: string): TransferShelf {
  return { ...createPrintShelf(dir, 'zip'), scratch }
}

async function scratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-transfer-'))
  const path = join(folder, 'scratch')
  const file = await open(path, 'w', 0o600)
  let at = 0
  return {
    async add(bytes) {
      const start = at
      await file.writeFile(bytes)
      at += bytes.byteLength
      const end = at - 1
      return async () => (end < start ? Readable.from([]) : createReadStream(path, { start, end }))
    },
    async close() {
      await file.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
