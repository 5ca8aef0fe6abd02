import { startEmbeddedPostgres } from '../adapters/embedded-postgres.ts'

// A process of its own for the tests of the launcher: starts it in the folder named by its first argument, says so on
// one line, and stops when its input ends.
const dataDir = process.argv[2]
if (dataDir === undefined) throw new Error('usage: embedded-postgres-child <folder>')
const postgres = await startEmbeddedPostgres({
  dataDir,
  log: { info: () => undefined, warn: () => undefined },
})
process.stdout.write(`${JSON.stringify({ url: postgres.url('kessai'), adopted: postgres.adopted })}\n`)
process.stdin.resume()
process.stdin.once('end', () => void postgres.stop().then(() => process.exit(0)))
