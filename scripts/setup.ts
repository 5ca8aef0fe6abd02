import { fetchKeycloak, isFetched, keycloakVersion } from '../server/testing/keycloak/distribution.ts'
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

/** The tests sign in by a real Keycloak: fetched once, 190 MB. */
async function haveKeycloak(): Promise<boolean> {
  if (isFetched()) return true
  console.log(`Keycloak ${keycloakVersion} を取得しています(初回のみ)。`)
  try {
    await fetchKeycloak()
    return true
  } catch (error) {
    console.error(`Keycloak を取得できなかったため、Keycloak の試験を実行できません。\n${String(error)}`)
    return false
  }
}

/** The tests have veraPDF judge what Kessai calls PDF/A: fetched once, 9 MB. */
async function haveVeraPdf(): Promise<boolean> {
  if (isVeraPdfFetched()) return true
  try {
    await fetchVeraPdf()
    return true
  } catch (error) {
    console.error(`veraPDF を取得できなかったため、PDF/A の試験を実行できません。\n${String(error)}`)
    return false
  }
}

const isWhole = still.length === 0 && (word !== 'test' || ((await haveKeycloak()) && (await haveVeraPdf())))
process.exitCode = isWhole ? 0 : 1
