import { readFile } from 'node:fs/promises'
import type { WithoutSecret } from '../usecases/store-file.ts'
import { rewriteZip } from './rewrite-zip.ts'
import { entryBytes, openZipOf } from './zip-entries.ts'

/** A part of a package that unpacks to more than this is not looked into. */
const partBytes = 512 * 1024 * 1024

/**
 * Excel writes the folder it saved to into xl/workbook.xml, and every program may write it into a link. Zeros stand in its
 * place, as many as it had letters, so that a format that counts its bytes stays as it was.
 */
export const withoutSecret: WithoutSecret = async ({ path }, secret) => {
  const bytes = await readFile(path)
  const zip = bytes.subarray(0, 2).toString('latin1') === 'PK' ? await openZipOf(bytes) : undefined
  if (zip === undefined) return blanked(bytes, secret)
  const changed = new Map<string, Buffer>()
  try {
    for await (const entry of zip.eachEntry()) {
      const part = await entryBytes(zip, entry, partBytes)
      const clean = part === undefined || part.length >= partBytes ? undefined : blanked(part, secret)
      if (clean !== undefined) changed.set((entry.fileName as unknown as Buffer).toString('utf8'), clean)
    }
  } catch {
    // Its directory is damaged from here on: no program reads what follows.
  }
  return changed.size === 0 ? undefined : rewriteZip(bytes, changed)
}

/** The same bytes with zeros for the secret, as one byte or two bytes a letter; undefined where it is not. */
function blanked(bytes: Buffer, secret: string): Buffer | undefined {
  let clean: Buffer | undefined
  for (const encoding of ['latin1', 'utf16le'] as const) {
    const [sought, zeros] = [secret, '0'.repeat(secret.length)].map((it) => Buffer.from(it, encoding))
    if (sought === undefined || zeros === undefined) continue
    for (let at = bytes.indexOf(sought); at !== -1; at = bytes.indexOf(sought, at + sought.length)) {
      clean ??= Buffer.from(bytes)
      zeros.copy(clean, at)
    }
  }
  return clean
}
