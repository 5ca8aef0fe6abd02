import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Test, test } from 'tap'
import { installLine, missing } from './system-packages.ts'
import { groupsOf, writeGroup } from './test-groups.ts'
import { judge, runFile } from './test-runner.ts'

/** Writes test files into a folder that goes with the test; answers where each lies. */
async function testWriter(t: Test): Promise<(name: string, text: string) => Promise<string>> {
  const folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.cache-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return async (name, text) => {
    const file = join(folder, `${name}.test.ts`)
    await writeFile(file, `import { test } from 'tap'\n${text}\n`)
    return file
  }
}

test('the test runner', async (t) => {
  await t.test('counts what tap says, todo among the skipped', async (t) => {
    const output = 'ok 1 - a\n1..1\n# { total: 6, pass: 3, todo: 2, skip: 1 }\n'
    t.same(judge(output, '', 0, undefined), { passed: 3, failed: 0, skipped: 3, trouble: '', tallies: [] })
  })

  await t.test('keeps what properties tell, by the test that told it', async (t) => {
    const output =
      '# Subtest: a\n    # tally {"runs":3}\n# Subtest: b\n    # Subtest: c\n        # tally {"x":1}\n'
    t.same(judge(output, '', 0, undefined).tallies, [
      { test: 'a', counts: { runs: 3 } },
      { test: 'c', counts: { x: 1 } },
    ])
  })

  await t.test('a file that crashes, is killed, ends early or asserts nothing has failed', async (t) => {
    const write = await testWriter(t)
    const run = async (name: string, text: string, timeoutMs = 60_000) =>
      runFile(await write(name, text), process.env, timeoutMs)
    const results = await Promise.all([
      run('crash', `throw new Error('at load')`),
      run('late', `test('fine', async (t) => { t.ok(true) }); setTimeout(() => process.exit(3), 200)`),
      run('red', `test('red', async (t) => { t.ok(true); t.equal(1, 2, 'one is two') })`),
      run('empty', `export {}; void test`),
      run('hangs', `test('hangs', () => new Promise(() => setInterval(() => 0, 1000)))`, 1_500),
      run('fine', `test('fine', async (t) => { t.ok(true) })`),
    ])
    t.same(
      results.map((it) => it.failed),
      [1, 1, 1, 1, 1, 0],
    )
    t.match(results[0]?.trouble, /at load/)
    t.match(results[1]?.trouble, /ended with code 3/)
    t.match(results[2]?.trouble, /not ok 2 - one is two/)
    t.notMatch(results[2]?.trouble, / ok 1 - should/, 'what passed is not in the way')
    t.match(results[4]?.trouble, /ended after 1.5 s/)
  })
})

test('groups of test files', async (t) => {
  await t.test(
    'neighbours of a folder stand together, eight at most; what is alone stays alone',
    async (t) => {
      const many = Array.from({ length: 9 }, (_, index) => `server/domain/a${index}.test.ts`)
      const files = [
        'web/e2e/x.test.ts',
        ...many,
        'server/routes/k.test.ts',
        'server/routes/l.test.ts',
        'server/main.test.ts',
      ]
      const groups = groupsOf(files, (it) => it === 'server/routes/k.test.ts')
      t.same(
        groups.map((it) => it.files),
        [
          ['web/e2e/x.test.ts'],
          many.slice(0, 8),
          many.slice(8),
          ['server/routes/k.test.ts'],
          ['server/routes/l.test.ts'],
          ['server/main.test.ts'],
        ],
      )
      t.equal(groups[1]?.name, 'server/domain/a0.test.ts … a7.test.ts (8 files)')
    },
  )

  await t.test('a group counts all of its files, and each has to assert something', async (t) => {
    const into = join(import.meta.dirname, '../../dist', `groups-${process.pid}`)
    t.teardown(() => rm(into, { recursive: true, force: true }))
    const write = await testWriter(t)
    const a = await write(
      'a',
      `test('a', async (t) => { await new Promise((it) => setTimeout(it, 50)); t.ok(true) })`,
    )
    const b = await write('b', `test('b', async (t) => { t.ok(true); t.equal(1, 1) })`)
    const nothing = await write('nothing', `export {}; void test`)
    const red = await write('red', `test('red', async (t) => { t.equal(1, 2, 'one is two') })`)
    const crash = await write('crash', `throw new Error('at load')`)
    let made = 0
    const run = async (...files: readonly string[]) => {
      const program = await writeGroup(
        { name: 'group', files },
        new Map(files.map((it) => [it, it])),
        into,
        made++,
      )
      return runFile(program, { ...process.env, NODE_OPTIONS: '--import=tsx' }, 60_000, false, files)
    }
    t.same(await run(a, b), { passed: 3, failed: 0, skipped: 0, trouble: '', tallies: [] })
    const silent = await run(a, nothing, b)
    t.same([silent.passed, silent.failed], [3, 1])
    t.match(silent.trouble, /asserts nothing: \S+nothing\.test\.ts$/)
    t.match((await run(a, red)).trouble, /not ok 1 - one is two/)
    const crashed = await run(crash, a)
    t.ok(crashed.failed > 0, 'a file that is not read fails its group')
    t.match(crashed.trouble, /at load/)
  })
})

test('the system packages', async (t) => {
  t.same(
    missing('test', () => true),
    [],
  )
  const none = missing('runtime', () => false)
  t.match(installLine(none), /apt-get install -y --no-install-recommends libreoffice-writer .*fonts-noto-cjk/)
  t.notMatch(installLine(none), /chromium|nogui/, 'a server needs no browser')
  t.match(installLine(missing('test', () => false)), /chromium/)
})
