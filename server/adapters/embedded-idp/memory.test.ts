import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'tap'
import { createMemory } from './memory.ts'

const noClient = async () => undefined

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('what the demo provider keeps', async (t) => {
  const file = join(t.testdir(), 'sessions')

  await t.test('outlives a restart, with what was used up', async (t) => {
    const before = createMemory(noClient, file)('RefreshToken')
    await before.upsert('a', { accountId: 'u0505', grantId: 'g' }, 3600)
    await before.upsert('b', { accountId: 'u0504', grantId: 'h' }, 3600)
    await before.consume('a')
    await until(async () => existsSync(file) && (await readFile(file, 'utf8')).includes('consumed'))
    t.equal((await stat(file)).mode & 0o777, 0o600, 'for nobody else to read')
    const after = createMemory(noClient, file)('RefreshToken')
    t.match(await after.find('b'), { accountId: 'u0504' })
    t.ok((await after.find('a'))?.consumed, 'one that was shown is not taken again')
    await after.revokeByGrantId('h')
    await until(async () => !(await readFile(file, 'utf8')).includes('u0504'))
  })

  await t.test('is forgotten when it is over, or cannot be read', async (t) => {
    const over = [['Session:x', { payload: { uid: 'x' }, expiresAtMs: Date.now() - 1 }]]
    await writeFile(file, JSON.stringify(over))
    t.equal(await createMemory(noClient, file)('Session').find('x'), undefined)
    await writeFile(file, 'torn {')
    t.equal(await createMemory(noClient, file)('Session').find('x'), undefined)
  })
})
