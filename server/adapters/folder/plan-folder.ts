import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { nodeArguments, projectRoot } from '../../project-root.ts'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { type Sandbox, readableForNode } from '../converter/sandbox.ts'
import { type BindingPlan, missingFor } from './bind.ts'
import { type Member, type Unpacked, limits } from './member.ts'

/** For all files of a container together; what comes after it is listed as too slow. */
const officeTimeoutMs = 240_000
const unpackTimeoutMs = 60_000

export type FolderJob = {
  readonly source: { readonly path: string; readonly kind: string }
  readonly work: string
  readonly sandbox: Sandbox
  readonly timeoutMs: number
  readonly isOffice: (kind: string) => boolean
  /** Converts an Office file and answers the PDF's path. */
  readonly convert: (
    source: { readonly path: string; readonly kind: string },
    work: string,
    timeoutMs: number,
  ) => Promise<string>
  readonly signal: AbortSignal | undefined
}

/**
 * Takes the files out of a ZIP or a mail, converts those that need LibreOffice, and answers the path of the plan by which
 * the page process binds everything; all it needs lies in the plan's folder. Throws `RenderFailure` when the container
 * itself cannot be read.
 */
export async function planFolder(job: FolderJob): Promise<string> {
  const folder = join(job.work, 'folder')
  await mkdir(folder)
  const unpacked = await unpackInSandbox(job, folder)
  const converted: string[] = []
  const members: Member[] = []
  const until = performance.now() + officeTimeoutMs
  for (const member of unpacked.members) {
    const { file } = member
    if (file === undefined || !job.isOffice(member.kind)) {
      members.push(member)
      continue
    }
    try {
      const timeoutMs = Math.min(job.timeoutMs, until - performance.now())
      if (timeoutMs < 1000) throw new RenderFailure('timeout', 'all files together')
      const made = await job.convert({ path: join(folder, file), kind: member.kind }, job.work, timeoutMs)
      await rename(made, join(folder, `${file}.pdf`))
      converted.push(file)
      members.push(member)
    } catch (error) {
      job.signal?.throwIfAborted()
      members.push({ ...member, missing: missingFor(error) })
    }
  }
  const plan: BindingPlan = { ...unpacked, members, converted }
  const path = join(folder, 'plan.json')
  await writeFile(path, JSON.stringify(plan))
  return path
}

async function unpackInSandbox(job: FolderJob, folder: string): Promise<Unpacked> {
  const { source, sandbox, signal } = job
  let said = ''
  const outcome = await sandbox.run({
    work: folder,
    asCaller: true,
    command: (inside) => [
      process.execPath,
      '--max-old-space-size=1500',
      ...nodeArguments('adapters/folder/unpack-child'),
      source.kind,
      source.path,
      inside('.'),
    ],
    folder: projectRoot,
    readable: [...readableForNode(projectRoot), source.path],
    timeoutMs: unpackTimeoutMs,
    limits: {
      cpuSeconds: unpackTimeoutMs / 1000,
      fileBytes: limits.fileBytes,
      openFiles: 256,
      dataBytes: 4_000_000_000,
    },
    async onStdout(output) {
      said = await text(output)
    },
    ...(signal === undefined ? {} : { signal }),
  })
  // What makes the reader run out of memory or time is nothing another try would read.
  if (outcome.exitCode !== 0) {
    throw new RenderFailure(
      outcome.timedOut ? 'too_large' : 'damaged',
      `exit ${outcome.exitCode} ${outcome.stderr}`,
    )
  }
  const unpacked = parseUnpacked(said)
  if (unpacked === undefined) throw new RenderFailure('damaged', 'nothing came out')
  return unpacked
}

/** The word of a process that reads files of strangers is not taken for granted: names of files are ours alone. */
function parseUnpacked(text: string): Unpacked | undefined {
  const said = JSON.parse(text) as Unpacked | null
  if (said === null || !Array.isArray(said.members) || !Number.isSafeInteger(said.uncounted)) return undefined
  const isOurs = (it: Member): boolean =>
    (it.file === undefined || /^\d{4}$/.test(it.file)) &&
    typeof it.kind === 'string' &&
    Array.isArray(it.path) &&
    it.path.every((name) => typeof name === 'string')
  return said.members.every(isOurs) ? said : undefined
}
