import { readFile } from 'node:fs/promises'
import { readOutlookHead } from './read-outlook-mail.ts'

/**
 * A process that reads the head of one mail as Outlook saves it, in the sandbox, and says it as one line of JSON: a `WrittenHead`, or
 * null for a mail that cannot be read. Argument: the file.
 */
const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('path')
process.stdout.write(`${JSON.stringify(readOutlookHead(await readFile(path)) ?? null)}\n`)
