import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'tap'
import { installLine, missing } from './system-packages.ts'
import { judge, runFile } from './test-runner.ts'

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
    const folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.cache-test-'))
    t.teardown(() => rm(folder, { recursive: true, force: true }))
    const run = async (name: string, text: string, timeoutMs = 60_000) => {
      const file = join(folder, `${name}.test.ts`)
      await writeFile(file, `import { test } from 'tap'\n${text}\n`)
      return runFile(file, process.env, timeoutMs)
    }
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
