import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Instant } from '../../domain/ids.ts'
import { nodeArguments, projectRoot } from '../../project-root.ts'
import type { MailHead, ReadMailHead } from '../../usecases/receipt-files.ts'
import { mailHeaders } from './read-mail.ts'
import type { WrittenHead } from './read-outlook-mail.ts'
import { type Sandbox, findSandbox, readableForNode } from './sandbox.ts'

/** More than any head; what is longer is not read to its end. */
const mostBytes = 256 * 1024
/** Whoever enters the mail waits for it. */
const outlookMs = 10_000
/** Found once. */
let sandbox: Promise<Sandbox> | undefined

/**
 * 件名, 差出人 and the time of a mail, from its head alone. That of Outlook is read in a process of its own, shut in and ended in
 * time: its format is a file system, and its reader follows whatever a stranger wrote there.
 */
export const readMailHead: ReadMailHead = async (path, kind) =>
  headOf(kind === 'eml' ? await readHeaders(path) : await readOutlook(path))

async function readHeaders(path: string): Promise<WrittenHead> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0)
    const headers = mailHeaders(buffer.subarray(0, bytesRead))
    return { from: headers.get('from'), date: headers.get('date'), subject: headers.get('subject') }
  } finally {
    await file.close()
  }
}

async function readOutlook(path: string): Promise<WrittenHead> {
  const work = await mkdtemp(join(tmpdir(), 'kessai-mail-'))
  let said = ''
  try {
    sandbox ??= findSandbox()
    const { exitCode } = await (
      await sandbox
    ).run({
      work,
      asCaller: true,
      command: () => [
        process.execPath,
        '--max-old-space-size=500',
        ...nodeArguments('adapters/converter/outlook-head-child'),
        path,
      ],
      folder: projectRoot,
      readable: [...readableForNode(projectRoot), path],
      timeoutMs: outlookMs,
      limits: {
        ...{ cpuSeconds: outlookMs / 1_000, fileBytes: 1_000_000 },
        ...{ openFiles: 256, dataBytes: 4_000_000_000 },
      },
      async onStdout(output) {
        said = await text(output)
      },
    })
    return exitCode === 0 ? ((JSON.parse(said) as WrittenHead | null) ?? {}) : {}
  } catch {
    // A mail whose head nobody can read is a file like any other.
    return {}
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function headOf(written: WrittenHead): MailHead {
  // A subject that was cut in the middle of a character ends in half of it, which nobody can keep.
  const said = (value: unknown): string | undefined =>
    typeof value === 'string' ? value.replaceAll(/\p{Cc}|\p{Cs}/gu, '').trim() || undefined : undefined
  const [subject, from, date] = [said(written.subject), said(written.from), said(written.date)]
  const time = date === undefined ? Number.NaN : Date.parse(date)
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(from === undefined ? {} : { from }),
    ...(Number.isNaN(time) ? {} : { sentAt: new Date(time).toISOString() as Instant }),
  }
}
