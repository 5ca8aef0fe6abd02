import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync, cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'tap'
import { type Tree, findUntidy } from './lib/tidy-rules.ts'

const root = join(import.meta.dirname, '..')

/** A small tree with our own configuration in which a guard can be made to fail without touching the project. */
function scratch(t: { teardown(fn: () => void): void }, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kessai-guard-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['.oxlintrc.json', '.prettierrc.json', 'tsconfig.base.json'])
    cpSync(join(root, name), join(folder, name))
  for (const name of ['server/domain/tsconfig.json', 'server/contract/tsconfig.json']) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    cpSync(join(root, name), join(folder, name))
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "name": "scratch", "type": "module" }')
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

function run(
  folder: string,
  tool: string,
  args: readonly string[],
): { readonly code: number | null; readonly text: string } {
  const done = spawnSync(join(root, 'node_modules/.bin', tool), args, { cwd: folder, encoding: 'utf8' })
  return { code: done.status, text: done.stdout + done.stderr }
}

test('oxlint refuses every forbidden direction of imports, and lets the allowed ones through', async (t) => {
  const offences: readonly (readonly [path: string, target: string])[] = [
    ['server/domain/approval/x.ts', '../../store/database.ts'],
    ['server/domain/approval/x.ts', 'node:fs'],
    ['server/domain/approval/x.ts', 'kysely'],
    ['server/contract/x.ts', '../domain/ids.ts'],
    ['server/contract/x.ts', 'fastify'],
    ['server/store/x.ts', '../routes/health.ts'],
    ['server/usecases/x.ts', '../adapters/mail.ts'],
    ['server/usecases/x.ts', 'fastify'],
    ['server/routes/x.ts', '../adapters/mail.ts'],
    ['server/routes/x.ts', 'pg'],
    ['web/src/viewer/x.ts', '../../../server/domain/ids.ts'],
    ['web/src/ui/x.ts', '../features/inbox/list.ts'],
  ]
  for (const [path, target] of offences) {
    const folder = scratch(t, { [path]: `import { a } from '${target}'\nexport const b = a\n` })
    const found = run(folder, 'oxlint', [path])
    t.match(found.text, /no-restricted-imports/, `${path} must not import ${target}`)
    t.not(found.code, 0)
  }
  const allowed: readonly (readonly [path: string, target: string])[] = [
    ['server/domain/approval/x.ts', '../ids.ts'],
    ['server/contract/x.ts', 'typebox'],
    ['server/usecases/x.ts', '../store/database.ts'],
    ['web/src/viewer/x.ts', '../../../server/contract/book.ts'],
  ]
  for (const [path, target] of allowed) {
    const folder = scratch(t, { [path]: `import { a } from '${target}'\nexport const b = a\n` })
    t.equal(run(folder, 'oxlint', [path]).code, 0, `${path} may import ${target}`)
  }
})

test('the compiler keeps the pure folders pure: no clock of Node, no process, no console', async (t) => {
  for (const [name, line] of [
    ['process', 'export const a: object = process.env'],
    ['node types', `import { readFile } from 'node:fs/promises'\nexport const a = readFile`],
    ['the browser', 'export const a: string = document.title'],
    ['timers', 'export const a: object = setTimeout'],
  ] as const) {
    const folder = scratch(t, { 'server/domain/x.ts': `${line}\n` })
    const found = run(folder, 'tsc', ['-p', 'server/domain'])
    t.match(found.text, /Cannot find/, `${name} does not compile in domain`)
    t.not(found.code, 0)
  }
  const clean = scratch(t, { 'server/domain/x.ts': 'export const a: number = 1\n' })
  t.equal(run(clean, 'tsc', ['-p', 'server/domain']).code, 0, 'a pure file compiles')
})

test('prettier refuses another style', async (t) => {
  const folder = scratch(t, { 'x.ts': 'export const a = "1";\n', 'y.ts': "export const a = '1'\n" })
  t.not(run(folder, 'prettier', ['--check', 'x.ts']).code, 0)
  t.equal(run(folder, 'prettier', ['--check', 'y.ts']).code, 0)
})

test('knip finds an export nobody uses', async (t) => {
  const folder = scratch(t, {
    'package.json': '{ "name": "x", "type": "module" }',
    'knip.json': '{ "entry": ["main.ts"], "project": ["*.ts"] }',
    'main.ts': "import { used } from './lib.ts'\nexport const main = used\n",
    'lib.ts': 'export const used = 1\nexport const forgotten = 2\n',
  })
  const found = run(folder, 'knip', ['--no-progress'])
  t.match(found.text, /forgotten/)
  t.not(found.code, 0)
})

test('tidy finds what the documents promise and the tree does not hold', async (t) => {
  const files: Record<string, string> = {
    'README.md':
      'Run `npm run nothing`. See `server/gone.ts` and [here](docs/gone.md). `domain.Ghost` decides.',
    'docs/merged.md': '| <<<<<<< HEAD |\n| - |\n\n> > > > > > > 679a93b (pdf)\n',
    'docs/fine.md':
      'Run `npm run check`, see `server/domain/ids.ts`, [README](../README.md) and `domain.Thing`.',
    'server/domain/ids.ts': 'export type Thing = 1\n',
    'server/long.ts': '\n'.repeat(401),
    'server/later.ts': ['// TO', 'DO later\n'].join(''),
    'server/toothless.test.ts':
      'const nothing = []\nt.match(state(), {\n  marks: [],\n})\nt.has(a, [[]])\nt.match(x, [], "why")\n',
    'server/fine.test.ts':
      't.same(state, { marks: [] })\nt.match(of({ marks: [] }), { marks: [1] })\nt.match(a, { b: f([]) }, "[]")\n',
  }
  const tree: Tree = {
    files: Object.keys(files),
    folders: new Set(['docs', 'server', 'server/domain']),
    scripts: new Set(['check']),
    read: (path) => files[path] ?? '',
  }
  const faults = findUntidy(tree)
  for (const expected of [
    /nothing/,
    /server\/gone\.ts/,
    /docs\/gone\.md/,
    /Ghost/,
    /server\/long\.ts/,
    /server\/later\.ts/,
    /docs\/merged\.md:1 /,
    /docs\/merged\.md:4 /,
    /server\/toothless\.test\.ts:3/,
    /server\/toothless\.test\.ts:5/,
    /server\/toothless\.test\.ts:6/,
  ]) {
    t.ok(
      faults.some((line) => expected.test(line)),
      String(expected),
    )
  }
  for (const [fine, why] of [
    ['docs/fine.md', 'a true document is left alone'],
    ['server/fine.test.ts', 'an empty list may be asserted by t.same, or be given to what is tested'],
    ['server/toothless.test.ts:1', 'or be a list of its own'],
  ] as const) {
    t.notOk(
      faults.some((line) => line.startsWith(fine)),
      why,
    )
  }
})
