import { readFile, rename, writeFile } from 'node:fs/promises'

/** What became of one 申請. */
export type Entry = {
  /** The case in Kessai; absent: it was refused before there was one. */
  readonly proposalId?: string
  /** As Kessai has it, or `refused`. */
  readonly status: string
  /** Why it was refused, in words for people. */
  readonly problem?: string
}

export type Register = {
  /** How far the feed was read. */
  cursor: string | undefined
  /** By 申請番号. */
  readonly leaves: Record<string, Entry>
  /** Keeps all of it, or what was kept before: never half. */
  save(): Promise<void>
}

/** Opens the register of a 勤怠 system that is no more than a file; a real one has its database. */
export async function openRegister(path: string): Promise<Register> {
  const text = await readFile(path, 'utf8').catch(() => '{"leaves":{}}')
  const kept = JSON.parse(text) as { cursor?: string; leaves: Record<string, Entry> }
  const register: Register = {
    cursor: kept.cursor,
    leaves: kept.leaves,
    async save() {
      const { cursor, leaves } = register
      await writeFile(`${path}.new`, `${JSON.stringify({ cursor, leaves }, undefined, 2)}\n`)
      await rename(`${path}.new`, path)
    },
  }
  return register
}
