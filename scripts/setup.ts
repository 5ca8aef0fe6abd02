import { fetchKeycloak, isFetched, keycloakVersion } from '../server/testing/keycloak/distribution.ts'
import { areBagToolsFetched, fetchBagTools } from '../server/testing/bag/validate.ts'
import { fetchVeraPdf, isVeraPdfFetched } from '../server/testing/verapdf/validate.ts'
import { type Purpose, ensureSystemPackages } from './lib/system-packages.ts'

/** `npm run setup [-- runtime|test|bench]`: the system packages Kessai wants; without a word, those for work and tests. */
const word = process.argv[2] ?? 'test'
if (word !== 'runtime' && word !== 'test' && word !== 'bench') {
  console.error('usage: npm run setup [-- runtime|test|bench]')
  process.exit(2)
}
const still = ensureSystemPackages(word satisfies Purpose)
if (still.length === 0) console.log('必要なシステムパッケージはすべてそろっています。')

/** What the tests need from Maven and pip, fetched once; says so when it cannot be had. */
const wanted = [
  { name: `Keycloak ${keycloakVersion}`, tests: 'Keycloak', isThere: isFetched, fetch: fetchKeycloak },
  { name: 'veraPDF', tests: 'PDF/A', isThere: isVeraPdfFetched, fetch: fetchVeraPdf },
  { name: 'bagit', tests: '移管パッケージ', isThere: areBagToolsFetched, fetch: fetchBagTools },
] as const

async function haveFetched({ name, tests, isThere, fetch }: (typeof wanted)[number]): Promise<boolean> {
  if (isThere()) return true
  console.log(`${name} を取得しています(初回のみ)。`)
  try {
    await fetch()
    return true
  } catch (error) {
    console.error(`${name} を取得できなかったため、${tests} の試験を実行できません。\n${String(error)}`)
    return false
  }
}

let isWhole = still.length === 0
// One after the other: Maven keeps what it fetches in one place.
if (isWhole && word === 'test') for (const it of wanted) isWhole = (await haveFetched(it)) && isWhole
process.exitCode = isWhole ? 0 : 1
