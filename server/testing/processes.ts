import { readFile, readdir } from 'node:fs/promises'

/** A process that runs; `command` is its program with its arguments, parted by spaces. */
export type RunningProcess = { readonly pid: number; readonly parent: number; readonly command: string }

/** Processes that a process started itself. */
export async function childrenOf(pid: number): Promise<readonly RunningProcess[]> {
  return (await all()).filter((it) => it.parent === pid)
}

/** Processes that a process started, and those that they started. */
export async function descendantsOf(pid: number): Promise<readonly RunningProcess[]> {
  const known = await all()
  const of = (parent: number): readonly RunningProcess[] =>
    known.filter((it) => it.parent === parent).flatMap((it) => [it, ...of(it.pid)])
  return of(pid)
}

async function all(): Promise<readonly RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((it) => /^\d+$/.test(it))
  return Promise.all(
    pids.map(async (it) => {
      const stat = await readFile(`/proc/${it}/stat`, 'utf8').catch(() => '')
      const command = await readFile(`/proc/${it}/cmdline`, 'utf8').catch(() => '')
      const parent = Number(stat.split(') ').at(-1)?.split(' ')[1])
      return { pid: Number(it), parent, command: command.replaceAll('\0', ' ') }
    }),
  )
}
