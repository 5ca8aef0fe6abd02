import { readFile, mkdir } from 'node:fs/promises'
import { isContainer, unpack } from './unpack.ts'

/**
 * A process that takes the files out of one ZIP or mail, in the sandbox, and says what came out as one line of JSON: an
 * `Unpacked`, or null for a container that cannot be read.
 *
 * Arguments: kind, source file, folder to write into.
 */
const [kind, source, folder] = process.argv.slice(2)
if (kind === undefined || source === undefined || folder === undefined || !isContainer(kind)) {
  throw new Error('kind, source, folder')
}
await mkdir(folder, { recursive: true })
const unpacked = await unpack(kind, await readFile(source), folder).catch(() => undefined)
process.stdout.write(`${JSON.stringify(unpacked ?? null)}\n`)
