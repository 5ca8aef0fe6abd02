import { type Purpose, ensureSystemPackages } from './lib/system-packages.ts'

/** `npm run setup [-- runtime|test|bench]`: the system packages Kessai wants; without a word, those for work and tests. */
const word = process.argv[2] ?? 'test'
if (word !== 'runtime' && word !== 'test' && word !== 'bench') {
  console.error('usage: npm run setup [-- runtime|test|bench]')
  process.exit(2)
}
const still = ensureSystemPackages(word satisfies Purpose)
if (still.length === 0) console.log('必要なシステムパッケージはすべてそろっています。')
process.exitCode = still.length === 0 ? 0 : 1
