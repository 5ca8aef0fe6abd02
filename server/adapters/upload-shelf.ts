import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { FileConfigstore, FileStore } from '@tus/file-store'
import { Upload } from '@tus/server'
import { type UploadStore, planOf } from '../usecases/finish-upload.ts'

/** How long an upload may take, and how long one that has ended is remembered, in milliseconds. */
const keptMs = 48 * 60 * 60 * 1000

/**
 * Uploads that arrive in pieces, in a folder beside the blobs: the bytes that are here, and a small file that says what
 * they are to become. Once they have become an attachment the bytes go, and the upload still answers as complete.
 */
export class UploadShelf extends FileStore implements UploadStore {
  constructor(dir: string) {
    const directory = resolve(dir)
    super({
      directory,
      configstore: new FileConfigstore(directory),
      expirationPeriodInMilliseconds: keptMs,
    })
  }

  override async create(upload: Upload): Promise<Upload> {
    // Drafts of a case are nobody else's on this machine.
    await mkdir(this.directory, { recursive: true, mode: 0o700 })
    return super.create(upload)
  }

  override async getUpload(id: string): Promise<Upload> {
    const finished = await this.finished(id)
    if (finished !== undefined) return finished
    try {
      return await super.getUpload(id)
    } catch (error) {
      // It became an attachment at this very moment, and its bytes went.
      const now = await this.finished(id)
      if (now === undefined) throw error
      return now
    }
  }

  private async finished(id: string): Promise<Upload | undefined> {
    const known = await this.configstore.get(id)
    if (known?.size === undefined || planOf(known).attachment === undefined) return undefined
    // Read back as a plain object.
    return Object.assign(Object.create(Upload.prototype), known, { offset: known.size }) as Upload
  }

  /** The bytes of a complete upload. */
  bytes(id: string): Readable {
    return createReadStream(join(this.directory, id))
  }

  /** Remembers what it has become, and lets the bytes go. */
  async become(upload: Upload, attachment: string): Promise<void> {
    const path = join(this.directory, `${upload.id}.json`)
    const written = `${path}.${randomUUID()}`
    // Whole or not at all: others read it meanwhile.
    await writeFile(
      written,
      JSON.stringify(Object.assign({}, upload, { metadata: { ...upload.metadata, attachment } })),
    )
    await rename(written, path)
    await rm(join(this.directory, upload.id), { force: true })
  }

  override async remove(id: string): Promise<void> {
    await rm(join(this.directory, id), { force: true })
    await this.configstore.delete(id)
  }

  /** Takes away the files that nothing was added to for too long; gives how many. */
  async sweep(nowMs: number): Promise<number> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 })
    let gone = 0
    for (const name of await readdir(this.directory)) {
      const path = join(this.directory, name)
      const found = await stat(path).catch(() => undefined)
      if (found === undefined || nowMs - found.mtimeMs < keptMs) continue
      await rm(path, { force: true })
      gone += 1
    }
    return gone
  }
}
