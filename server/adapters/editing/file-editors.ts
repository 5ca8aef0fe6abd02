import { constants, copyFile, lstat, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Result, no, yes } from '../../domain/result.ts'
import { nodeArguments, projectRoot } from '../../project-root.ts'
import type { ContentComparer, FoundDifferences } from '../../usecases/found-differences.ts'
import type { FileMerger, MergeOutcome, ToMerge } from '../../usecases/merge-outcome.ts'
import type { EditProblem, FileEditors } from '../../usecases/ports.ts'
import { type Sandbox, findSandbox, readableForNode } from '../converter/sandbox.ts'
import { HasEnded, TimeIsUp, keep, standing } from '../converter/standing.ts'
import type { EditLine, EditOrder } from './edit-order.ts'

type Options = {
  /** Default: bubblewrap where it works. */
  readonly sandbox?: Sandbox
  /** For one file; default a minute. */
  readonly timeoutMs?: number
  /** What the editor could not do although it should have; for the log. */
  readonly onBroken: (detail: string) => void
}

export type OpenFileEditors = FileEditors & ContentComparer & FileMerger & { close(): Promise<void> }

/** At once; opening and saving take a core each. */
const mostAtOnce = 2
/** Those that wait: whoever comes then is told. */
const mostWaiting = 40
/** After so many files a new process begins, whatever the old one has gathered. */
const filesEach = 50
const mostBytes = 500_000_000

/** The editors in a process of their own, without network and without files but those of one edit; kept for the next. */
export function createFileEditors(options: Options): OpenFileEditors {
  let sandbox: Promise<Sandbox> | undefined
  const timeoutMs = options.timeoutMs ?? 60_000
  const turns = inTurns()
  const processes = keep(async () => {
    sandbox ??= options.sandbox === undefined ? findSandbox() : Promise.resolve(options.sandbox)
    return startEditing(await sandbox, timeoutMs)
  })
  const obey = async (
    orderIn: (place: Place) => Promise<EditOrder>,
    signal?: AbortSignal,
  ): Promise<Result<Buffer, EditProblem>> => {
    const done = await turns(() => processes.use((it) => it.obey(orderIn, signal)))
    if (done === 'too_many') return no({ code: 'edit_took_too_long', fact: '編集の処理が混み合っています' })
    if (!('broken' in done)) return done
    options.onBroken(done.broken)
    return no({ code: 'edit_failed', fact: '編集の処理が途中で止まりました' })
  }
  return {
    async open(editor, original, kind) {
      const opened = await obey(async (place) => ({
        ...{ type: 'open', editor, kind, target: place.inside('out') },
        original: await place.bring(original, 'original'),
      }))
      return opened.ok ? yes(opened.value.toString()) : opened
    },
    async needs(editor, given) {
      const told = await obey(async (place) => ({
        ...{ type: 'needs', editor, target: place.inside('out') },
        given: await place.write(given, 'given'),
      }))
      return told.ok ? (JSON.parse(told.value.toString()) as readonly string[]) : []
    },
    apply(editor, { original, given, others, context, signal }) {
      return obey(async (place) => {
        const brought: [string, string][] = []
        for (const [id, path] of others)
          brought.push([id, await place.bring(path, `other-${brought.length}`)])
        return {
          ...{ type: 'apply', editor, context, target: place.inside('out'), others: brought },
          original: await place.bring(original, 'original'),
          given: await place.write(given, 'given'),
        }
      }, signal)
    },
    async compare(older, newer) {
      const told = await obey(async (place) => ({
        ...{ type: 'compare', target: place.inside('out') },
        older: { ...older, file: await place.bring(older.file, 'older') },
        newer: { ...newer, file: await place.bring(newer.file, 'newer') },
      }))
      return told.ok ? yes(JSON.parse(told.value.toString()) as FoundDifferences) : told
    },
    async viewMerge(files) {
      const told = await obey((place) => mergeOrder(place, files, { asks: 'choices' }))
      return told.ok ? yes(JSON.parse(told.value.toString()) as MergeOutcome) : told
    },
    merge: (files, choices) => obey((place) => mergeOrder(place, files, { asks: 'content', choices })),
    close: () => processes.close(),
  }
}

async function mergeOrder(
  place: Place,
  { kind, base, mine, theirs }: ToMerge,
  asked: Pick<EditOrder & { type: 'merge' }, 'asks' | 'choices'>,
): Promise<EditOrder> {
  const files = {
    kind,
    base: await place.bring(base, 'base'),
    mine: await place.bring(mine, 'mine'),
    theirs: await place.bring(theirs, 'theirs'),
  }
  return { type: 'merge', files, ...asked, target: place.inside('out') }
}

/** Lets so many run at once; the others wait in the order they came. */
function inTurns(): <Value>(work: () => Promise<Value>) => Promise<Value | 'too_many'> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (waiting.length >= mostWaiting) return 'too_many'
    if (running < mostAtOnce) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}

/** The folder of one edit, as both sides see it. */
type Place = {
  readonly inside: (name: string) => string
  /** Puts a copy of a file there; answers where the process finds it. */
  readonly bring: (path: string, name: string) => Promise<string>
  readonly write: (bytes: Uint8Array, name: string) => Promise<string>
}

async function startEditing(sandbox: Sandbox, timeoutMs: number) {
  const work = await mkdtemp(join(tmpdir(), 'kessai-edit-'))
  const program = await sandbox.start({
    work,
    asCaller: true,
    command: () => [
      process.execPath,
      '--max-old-space-size=1500',
      ...nodeArguments('adapters/editing/edit-child'),
    ],
    // tsx is found from the folder of the project, not from the work folder.
    folder: projectRoot,
    readable: [...readableForNode(projectRoot), '/etc/fonts', '/var/cache/fontconfig'],
    limits: {
      cpuSeconds: Math.ceil((timeoutMs / 1000) * filesEach),
      fileBytes: mostBytes,
      openFiles: 256,
      dataBytes: 6_000_000_000,
    },
  })
  const editing = standing(program)
  const inside = (name: string): string => `${sandbox.kind === 'none' ? work : '/w'}/${name}`
  const place: Place = {
    inside,
    async bring(path, name) {
      await copyFile(path, join(work, name), constants.COPYFILE_FICLONE)
      return inside(name)
    },
    async write(bytes, name) {
      await writeFile(join(work, name), bytes)
      return inside(name)
    },
  }
  return {
    get alive() {
      return editing.alive && editing.obeyed < filesEach
    },
    async obey(
      orderIn: (place: Place) => Promise<EditOrder>,
      signal: AbortSignal | undefined,
    ): Promise<Result<Buffer, EditProblem> | { readonly broken: string }> {
      const said: EditLine[] = []
      try {
        const order = await orderIn(place)
        const take = async (line: string): Promise<'more' | 'last'> => {
          // Libraries print warnings of their own.
          if (!line.startsWith('{')) return 'more'
          said.push(JSON.parse(line) as EditLine)
          return 'last'
        }
        await editing.ask(order, take, { timeoutMs, signal })
        const [line] = said
        if (line?.type === 'problem') {
          const { type: _type, ...problem } = line
          return no(problem)
        }
        if (line?.type !== 'done') return { broken: line?.detail ?? 'nothing was said' }
        const target = join(work, 'out')
        // It may have put anything there: a link would be followed outside of the sandbox.
        return (await lstat(target)).isFile()
          ? yes(await readFile(target))
          : { broken: 'no file was written' }
      } catch (error) {
        if (error instanceof TimeIsUp)
          return no({ code: 'edit_took_too_long', fact: `${timeoutMs / 1000}秒を超えました` })
        if (error instanceof HasEnded) return { broken: error.message }
        throw error
      } finally {
        for (const name of await readdir(work)) await rm(join(work, name), { recursive: true, force: true })
      }
    },
    async close() {
      await editing.close()
      await rm(work, { recursive: true, force: true })
    },
  }
}
