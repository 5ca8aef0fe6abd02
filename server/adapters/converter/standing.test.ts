import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { type Test, test } from 'tap'
import { findSandbox } from './sandbox.ts'
import { HasEnded, type Standing, TimeIsUp, keep, standing } from './standing.ts'

/** Answers each order by three lines; "end" ends it after the second, "wait" lets it wait there. */
const script = `while read -r line; do echo "$line"; echo two
  case "$line" in *end*) echo '終わり' >&2; exit 4;; *wait*) sleep 100;; esac; echo last; done`

async function start(t: Test): Promise<Standing> {
  const work = await mkdtemp(join(tmpdir(), 'kessai-standing-'))
  const sandbox = await findSandbox()
  const limits = { cpuSeconds: 10, fileBytes: 1000, openFiles: 50 }
  const it = standing(await sandbox.start({ work, command: () => ['/bin/sh', '-c', script], limits }))
  t.teardown(async () => {
    await it.close()
    await rm(work, { recursive: true, force: true })
  })
  return it
}

const limits = { timeoutMs: 20_000 }

const failureOf = (asked: Promise<void>): Promise<unknown> =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  )

test('a program takes one order after the other', async (t) => {
  const it = await start(t)
  for (const order of ['甲', '乙']) {
    const lines: string[] = []
    const take = async (line: string) => (lines.push(line), line === 'last' ? ('last' as const) : 'more')
    await it.ask({ order }, take, limits)
    t.same(lines, [JSON.stringify({ order }), 'two', 'last'])
  }
  t.equal(it.obeyed, 2)
  t.equal(it.alive, true)
  await it.close()
  t.equal(it.alive, false)
})

test('whatever goes wrong ends the program, and says what it was', async (t) => {
  const more = async () => 'more' as const
  const ended = await start(t)
  t.ok((await failureOf(ended.ask({ order: 'end' }, more, limits))) instanceof HasEnded)
  t.equal(ended.alive, false)
  await t.rejects(ended.ask({ order: '甲' }, more, limits), { message: /exit 4 .*終わり/s })

  const late = await start(t)
  t.ok((await failureOf(late.ask({ order: 'wait' }, more, { timeoutMs: 50 }))) instanceof TimeIsUp)
  t.equal(late.alive, false)

  const calledOff = await start(t)
  const stop = new AbortController()
  const asked = calledOff.ask({ order: 'wait' }, async () => (stop.abort(new Error('called off')), 'more'), {
    ...limits,
    signal: stop.signal,
  })
  await t.rejects(asked, { message: 'called off' })
  t.equal(calledOff.alive, false)

  const refused = await start(t)
  await t.rejects(
    refused.ask({ order: '甲' }, () => Promise.reject(new Error('not understood')), limits),
    { message: 'not understood' },
  )
  t.equal(refused.alive, false)
})

test('a program that could not be started has ended', async (t) => {
  const program = {
    ...{ stdin: new PassThrough(), stdout: Readable.from([]), kill: () => {} },
    ended: Promise.reject(new Error('spawn ENOENT')),
  }
  const it = standing(program)
  t.ok((await failureOf(it.ask({ order: '甲' }, async () => 'more', limits))) instanceof HasEnded)
  t.equal(it.alive, false)
  await it.close()
})

test('as many are kept as were needed at once, and none that is not alive', async (t) => {
  let started = 0
  const closed: number[] = []
  const kept = keep(async () => {
    started += 1
    const it = { number: started, alive: true, close: async () => void closed.push(it.number) }
    return it
  })
  const both = await Promise.all([kept.use(async (it) => it.number), kept.use(async (it) => it.number)])
  t.same(both, [1, 2])
  t.ok([1, 2].includes(await kept.use(async (it) => it.number)))
  await t.rejects(kept.use(async (it) => ((it.alive = false), Promise.reject(new Error('broken')))))
  t.equal(closed.length, 1)
  await kept.use(async (it) => (it.alive = false))
  t.equal(closed.length, 2)
  t.equal(await kept.use(async (it) => it.number), 3)
  await kept.close()
  t.same(new Set(closed), new Set([1, 2, 3]))
})
