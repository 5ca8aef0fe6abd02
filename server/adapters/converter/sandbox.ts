import { type ChildProcess, spawn } from 'node:child_process'
import { chown } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable, Writable } from 'node:stream'

/** The folder of one job, seen as `/w` from inside the sandbox. */
export type WorkFolder = string

export type SandboxedProgram = {
  readonly work: WorkFolder
  /** Program and arguments; `inside` gives the path a file of the work folder has for the program. */
  readonly command: (inside: (name: string) => string) => readonly string[]
  readonly env?: (inside: (name: string) => string) => Readonly<Record<string, string>>
  /** Where the program starts; default the work folder. */
  readonly folder?: string
  /** Runs as the user we are, without any of its powers, instead of the unprivileged one. For programs of our own. */
  readonly asCaller?: boolean
  /** Files and folders outside of the work folder that the program may read, at their own paths. */
  readonly readable?: readonly string[]
  readonly limits: Limits
}

export type SandboxedRun = SandboxedProgram & {
  readonly timeoutMs: number
  /** Gets standard output as it comes; without it the output is thrown away. */
  readonly onStdout?: (output: Readable) => Promise<void>
  readonly signal?: AbortSignal
}

/** Limits of each process, in seconds and bytes. */
export type Limits = {
  readonly cpuSeconds: number
  readonly fileBytes: number
  readonly openFiles: number
  /** Address space; not for programs that reserve far more than they use, as WebAssembly does. */
  readonly addressBytes?: number
  /** Private writable memory. */
  readonly dataBytes?: number
}

/** How a program ended. */
export type Ending = {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** Last part of standard error, for the log only. */
  readonly stderr: string
}

export type SandboxOutcome = Ending & { readonly timedOut: boolean }

export type RunningProgram = {
  readonly stdin: Writable
  /** Has to be read, or the program waits. */
  readonly stdout: Readable
  /** Rejects when it could not be started. */
  readonly ended: Promise<Ending>
  /** Ends it with everything it has started; nothing happens when it has ended. */
  readonly kill: () => void
}

export type Sandbox = {
  /** `bubblewrap`: no network, no files but its own. `none`: only the limits of time and memory. */
  readonly kind: 'bubblewrap' | 'none'
  /** A program for one thing. */
  run(run: SandboxedRun): Promise<SandboxOutcome>
  /** A program that goes on until it is killed or ends by itself. */
  start(program: SandboxedProgram): Promise<RunningProgram>
}

const nobody = 65534
const stderrKept = 4000

/** Finds out whether bubblewrap works here: in many containers user namespaces are switched off. */
export async function findSandbox(): Promise<Sandbox> {
  const tries = await exitCodeOf(['bwrap', ...bubblewrap([]), '--', 'true'])
  const limits = await exitCodeOf(['prlimit', '--core=0', 'true'])
  return tries === 0 && limits === 0
    ? sandboxOf('bubblewrap', startInBubblewrap)
    : sandboxOf('none', startPlainly)
}

function sandboxOf(kind: Sandbox['kind'], start: Sandbox['start']): Sandbox {
  return { kind, start, run: async (run) => watch(await start(run), run) }
}

async function startInBubblewrap(run: SandboxedProgram): Promise<RunningProgram> {
  const inside = (name: string): string => `/w/${name}`
  const asRoot = process.getuid?.() === 0 && run.asCaller !== true
  if (asRoot) await chown(run.work, nobody, nobody)
  const environment = Object.entries({
    HOME: '/w',
    PATH: '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TMPDIR: '/tmp',
    ...run.env?.(inside),
  })
  // Each of these replaces itself by the next, so that bubblewrap is our own child and --die-with-parent means us:
  // whatever ends this process takes the conversion with it.
  const argv = [
    ...prlimit(run.limits),
    ...(asRoot ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : []),
    'bwrap',
    ...bubblewrap(run.readable ?? []),
    ...['--bind', run.work, '/w', '--chdir', run.folder ?? '/w'],
    ...environment.flatMap(([name, value]) => ['--setenv', name, value]),
    '--',
    ...run.command(inside),
  ]
  return begin(argv, {}, run.work)
}

async function startPlainly(run: SandboxedProgram): Promise<RunningProgram> {
  const inside = (name: string): string => `${run.work}/${name}`
  const env = { HOME: run.work, PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...run.env?.(inside) }
  return begin(run.command(inside), env, run.folder ?? run.work)
}

function prlimit(limits: Limits): string[] {
  return [
    'prlimit',
    `--cpu=${limits.cpuSeconds}`,
    `--fsize=${limits.fileBytes}`,
    `--nofile=${limits.openFiles}`,
    '--core=0',
    ...(limits.addressBytes === undefined ? [] : [`--as=${limits.addressBytes}`]),
    ...(limits.dataBytes === undefined ? [] : [`--data=${limits.dataBytes}`]),
  ]
}

function bubblewrap(readable: readonly string[]): string[] {
  return [
    ...['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--clearenv'],
    ...['--ro-bind', '/usr', '/usr', '--symlink', 'usr/bin', '/bin', '--symlink', 'usr/lib', '/lib'],
    ...['--ro-bind-try', '/lib64', '/lib64', '--ro-bind-try', '/etc/alternatives', '/etc/alternatives'],
    ...['--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp'],
    ...readable.flatMap((path) => ['--ro-bind-try', path, path]),
  ]
}

function begin(argv: readonly string[], env: Record<string, string>, cwd: string): RunningProgram {
  const child = spawn(argv[0] as string, argv.slice(1), {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    detached: true,
    stdio: 'pipe',
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-stderrKept)))
  // Whoever writes to a program that has ended learns it from its end.
  child.stdin.on('error', () => {})
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, stderr }))
  })
  return { stdin: child.stdin, stdout: child.stdout, ended, kill: () => killGroup(child) }
}

async function watch(program: RunningProgram, run: SandboxedRun): Promise<SandboxOutcome> {
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    program.kill()
  }, run.timeoutMs)
  run.signal?.addEventListener('abort', program.kill, { once: true })
  if (run.signal?.aborted === true) program.kill()
  program.stdin.end()
  try {
    // A reader that throws must not leave the program running behind its back.
    const read = run.onStdout?.(program.stdout)
    read?.catch(program.kill)
    if (read === undefined) program.stdout.resume()
    const [outcome] = await Promise.all([program.ended, read])
    run.signal?.throwIfAborted()
    return { ...outcome, timedOut }
  } finally {
    clearTimeout(timer)
    run.signal?.removeEventListener('abort', program.kill)
    program.kill()
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    // All of it has ended already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function exitCodeOf(argv: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(argv[0] as string, argv.slice(1), { stdio: 'ignore' })
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
}

/** What a Node program of ours needs to read to run. */
export function readableForNode(projectFolder: string): string[] {
  const names = ['node_modules', 'server', 'dist', 'package.json', 'tsconfig.json', 'tsconfig.base.json']
  return [dirname(dirname(process.execPath)), ...names.map((name) => `${projectFolder}/${name}`)]
}
