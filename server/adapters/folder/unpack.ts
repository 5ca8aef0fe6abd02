import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspectFile } from '../sniff/inspect.ts'
import { readMail } from '../converter/read-mail.ts'
import type { Mail } from '../converter/mail.ts'
import { readOutlookMail } from '../converter/read-outlook-mail.ts'
import { type Member, type Missing, type Unpacked, limits } from './member.ts'
import { type Found, zipMembers } from './zip-members.ts'

type Kind = 'zip' | 'eml' | 'msg'

/**
 * Takes the files out of a ZIP or a mail into a folder, and what is inside of those as well. Names are for show: files are
 * written as `0001`, `0002`, …, so that no name leads anywhere. What exceeds the limits is listed with the reason.
 * Undefined when the container itself cannot be read.
 */
export async function unpack(kind: Kind, bytes: Buffer, folder: string): Promise<Unpacked | undefined> {
  const members: Member[] = []
  let uncounted = 0
  let bytesLeft: number = limits.totalBytes

  async function take(found: Found, above: readonly string[], depth: number): Promise<void> {
    if (members.length >= limits.listed) {
      uncounted += 1
      return
    }
    const path = [...above, ...found.path]
    const told = { path, sizeBytes: found.sizeBytes, modified: found.modified }
    const without = (missing: Missing, kind = 'unknown'): void =>
      void members.push({ ...told, kind, missing })
    if (members.length >= limits.shown) return without('too_many')
    if (found.missing !== undefined) return without(found.missing)
    if (found.sizeBytes > Math.min(limits.fileBytes, bytesLeft)) return without('too_large')
    const content = await found.content(Math.min(limits.fileBytes, bytesLeft))
    if (content === undefined) return without('damaged')
    bytesLeft -= content.length
    const file = String(members.length + 1).padStart(4, '0')
    await writeFile(join(folder, file), content)
    const name = path.at(-1) ?? ''
    const about = await inspectFile({ path: join(folder, file), name, sizeBytes: content.length })
    if (about.refused !== undefined) return without(about.refused === 'zip_bomb' ? 'too_large' : 'damaged')
    if (isContainer(about.kind)) {
      if (depth >= limits.depth) return without('too_deep', about.kind)
      const opened = await open(about.kind, content, path, depth + 1)
      return opened === undefined ? without('damaged', about.kind) : undefined
    }
    if (about.kind === 'unknown' || about.kind === 'cad') return without('not_shown', about.kind)
    members.push({ ...told, kind: about.kind, file })
  }

  /** Takes the files out of a container; a mail inside of something is a text among them. Undefined for a damaged one. */
  async function open(
    kind: Kind,
    content: Buffer,
    path: readonly string[],
    depth: number,
  ): Promise<{ readonly text?: string } | undefined> {
    if (kind === 'zip') {
      const found = await zipMembers(content, 10 * limits.listed)
      if (found === undefined) return undefined
      for (const it of found) await take(it, path, depth)
      return {}
    }
    const mail = kind === 'eml' ? readMail(content) : readOutlookMail(content)
    if (mail === undefined) return undefined
    if (depth > 0) await take(textOf(mail), path, depth)
    for (const it of mail.attached) {
      await take(
        { path: [it.name], sizeBytes: it.content.length, modified: '', content: async () => it.content },
        path,
        depth,
      )
    }
    return { text: mail.text }
  }

  const opened = await open(kind, bytes, [], 0)
  return opened && { ...opened, members, uncounted }
}

function textOf(mail: Mail): Found {
  const content = Buffer.from(mail.text)
  return { path: ['本文.txt'], sizeBytes: content.length, modified: '', content: async () => content }
}

export function isContainer(kind: string): kind is Kind {
  return kind === 'zip' || kind === 'eml' || kind === 'msg'
}
