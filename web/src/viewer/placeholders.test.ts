import { test } from 'tap'
import type { FromPictures, ToPictures } from './placeholder-worker.ts'
import { nearestRuns, placeholdersAtMost, runsOf, within } from './placeholder-runs.ts'
import { type PicturesPort, PlaceholderStore } from './placeholders.ts'
import { unpackPlaceholders } from './unpack-placeholders.ts'

const sizes = (pages: number) => Array.from({ length: 2 * pages }, () => 595)

test('a long book is gone through from where one is', async (t) => {
  const runs = runsOf([
    { revisionId: 'letter', sizes: sizes(13) },
    { revisionId: 'waiting', sizes: [] },
    { revisionId: 'long', sizes: sizes(15_000) },
  ])
  t.equal(runs.length, 1_502)
  const near = nearestRuns(runs, { revisionId: 'long', pageIndex: 14_055 })
  t.same(
    near.slice(0, 3).map((it) => it.from),
    [14_050, 14_040, 14_060],
  )
  t.equal(near.length, runs.length)
  t.same(nearestRuns(runs, undefined)[0], { revisionId: 'letter', from: 0, count: 10 })
  t.equal(within(near, placeholdersAtMost).length, placeholdersAtMost / 10)
  t.same(within(runs, 12), runs.slice(0, 1), 'no run is cut')
  t.same(within(runs, 20_000), runs)
})

/** The runs a journey is for: `revision/from`. */
function keysOf({ path }: { readonly path: string }): readonly string[] {
  return [...path.matchAll(/(\w+):(\d+)-/g)].map(([, revision, from]) => `${revision}/${from}`)
}

/** Ten pictures of so many bytes each, that know which they are. */
function runNamed(key: string, bytesOfPage: number): Uint8Array<ArrayBuffer> {
  const head = Uint32Array.of(10, ...Array.from({ length: 11 }, (_, page) => 48 + page * bytesOfPage))
  const run = new Uint8Array(head.byteLength + 10 * bytesOfPage)
  run.set(new Uint8Array(head.buffer))
  for (let page = 0; page < 10; page += 1)
    run.set(new TextEncoder().encode(`${key}+${page}`), 48 + page * bytesOfPage)
  return run
}

function textOf(picture: Uint8Array | undefined): string | undefined {
  return picture && new TextDecoder().decode(picture.subarray(0, picture.indexOf(0)))
}

function nameOfRun(run: Uint8Array): string | undefined {
  return textOf(unpackPlaceholders(run)?.[0])?.replace('+0', '')
}

/** A worker that answers when it is told to; every page weighs so many bytes. */
function workerByHand(bytesOfPage: number) {
  const asked: ToPictures[] = []
  let listen: (event: { readonly data: FromPictures }) => void = () => {}
  const drawn: string[] = []
  const closed: string[] = []
  const port: PicturesPort = {
    postMessage: (message) => void asked.push(message),
    terminate: () => {},
    addEventListener: (type: string, listener: unknown) => {
      if (type === 'message') listen = listener as typeof listen
    },
  }
  const bitmap = (name: string) => ({ name, close: () => closed.push(name) }) as unknown as ImageBitmap
  const answer = (message: ToPictures): void => {
    if (message.type === 'fetch') {
      const runs = keysOf(message).map((it) => runNamed(it, bytesOfPage))
      listen({ data: { type: 'fetched', id: message.id, runs } })
      return
    }
    const key = nameOfRun(message.run) ?? ''
    drawn.push(key)
    const bitmaps = Array.from({ length: 10 }, (_, page) => bitmap(`${key}+${page}`))
    listen({ data: { type: 'decoded', id: message.id, bitmaps } })
  }
  /** Answers everything until nothing is asked any more. */
  const answerAll = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3 && seen.length < 10_000; quiet += 1) {
      for (let next = asked.shift(); next !== undefined && seen.length < 10_000; next = asked.shift()) {
        quiet = 0
        seen.push(next)
        answer(next)
        await new Promise((resolve) => setImmediate(resolve))
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const seen: ToPictures[] = []
  return { port, asked, answerAll, drawn, closed, seen }
}

const nameOf = (bitmap: unknown) => (bitmap as { readonly name: string } | undefined)?.name
/** Whose pages they are. */
const address = '/v1/proposals/p'

const fetches = (seen: readonly ToPictures[]) => seen.filter((it) => it.type === 'fetch')

test('two thousand pages of a hundred files come in a few journeys, the nearest first, and are decoded', async (t) => {
  const { port, answerAll, drawn, seen, asked } = workerByHand(500)
  const store = new PlaceholderStore(() => port)
  const files = Array.from({ length: 100 }, (_, file) => ({ revisionId: `f${file}`, sizes: sizes(20) }))
  store.want(address, nearestRuns(runsOf(files), { revisionId: 'f50', pageIndex: 0 }))
  t.equal(asked.length, 2, 'two at a time')
  await answerAll()
  const journeys = fetches(seen)
  t.equal(journeys.length, 3)
  t.match(journeys[0]?.path, /^\/v1\/proposals\/p\/placeholders\?of=f50:0-10,/)
  t.equal(journeys[0]?.count, 20, 'the first are few, so that they are here soon')
  t.equal(drawn.length, 200)
  t.ok(drawn.indexOf('f50/0') === 0 && drawn.indexOf('f0/0') > 150)
  t.equal(nameOf(store.bitmap('f99', 13)), 'f99/10+3')
})

test('of a longer book all pictures are here, those around the reader decoded', async (t) => {
  const { port, answerAll, drawn, closed, seen } = workerByHand(500)
  const store = new PlaceholderStore(() => port)
  const runs = runsOf([{ revisionId: 'long', sizes: sizes(15_000) }])
  store.want(address, nearestRuns(runs, undefined))
  await answerAll()
  t.equal(drawn.length, placeholdersAtMost / 10)
  t.equal(
    fetches(seen).reduce((sum, it) => sum + it.count, 0),
    1_500,
  )
  seen.length = drawn.length = 0
  store.want(address, nearestRuns(runs, { revisionId: 'long', pageIndex: 14_000 }))
  t.equal(closed.length, placeholdersAtMost, 'what is far away now is let go')
  await answerAll()
  t.equal(drawn[0], 'long/14000', 'the place one goes to is decoded first')
  t.same(fetches(seen), [], 'and nothing has to be fetched for it')
  t.equal(nameOf(store.bitmap('long', 3)), undefined)
  t.equal(textOf(store.packed('long', 3)), 'long/0+3', 'what is not decoded can be shown as it came')
})

test('the page one jumps to is decoded at once, whatever is being decoded', async (t) => {
  const { port, answerAll, asked } = workerByHand(500)
  const store = new PlaceholderStore(() => port)
  const runs = runsOf([{ revisionId: 'long', sizes: sizes(15_000) }])
  let fetched = 0
  store.want(address, nearestRuns(runs, undefined))
  store.afterFetching(() => (fetched += 1))
  await answerAll()
  t.equal(fetched, 1)
  store.want(address, nearestRuns(runs, { revisionId: 'long', pageIndex: 9_000 }))
  store.hurry('long', 14_007)
  t.same(
    asked.map((it) => it.type === 'decode' && nameOfRun(it.run)),
    '9000 8990 9010 8980 9020 8970 14000'.split(' ').map((it) => `long/${it}`),
  )
  store.hurry('long', 14_003)
  t.equal(asked.length, 7, 'once')
})

test('while a page is being gone to only its own picture is decoded', async (t) => {
  const { port, answerAll, asked, drawn } = workerByHand(500)
  const store = new PlaceholderStore(() => port)
  const runs = runsOf([{ revisionId: 'long', sizes: sizes(15_000) }])
  store.want(address, nearestRuns(runs, undefined))
  await answerAll()
  drawn.length = 0
  store.pause()
  store.want(address, nearestRuns(runs, { revisionId: 'long', pageIndex: 9_000 }))
  store.hurry('long', 9_005)
  await answerAll()
  t.same(drawn, ['long/9000'])
  store.resume()
  t.equal(asked.length, 6, 'the others as before')
  await answerAll()
  t.equal(drawn.length, placeholdersAtMost / 10)
})

test('what is held as it came has a limit, and what is farthest goes', async (t) => {
  const { port, answerAll, drawn, seen } = workerByHand(20_000)
  const store = new PlaceholderStore(() => port)
  const runs = runsOf([{ revisionId: 'heavy', sizes: sizes(15_000) }])
  store.want(address, nearestRuns(runs, undefined))
  await answerAll()
  const fetched = fetches(seen).flatMap(keysOf)
  t.ok(fetched.length < 400, `${fetched.length} of 1,500 runs were fetched`)
  const held = runs.filter((it) => store.packed(it.revisionId, it.from) !== undefined)
  t.ok(held.length > 0 && held.length * 200_000 <= 16 * 1024 * 1024)
  t.equal(drawn.length, placeholdersAtMost / 10)
  drawn.length = 0
  store.want(address, nearestRuns(runs, { revisionId: 'heavy', pageIndex: 14_000 }))
  await answerAll()
  t.equal(drawn[0], 'heavy/14000', 'fetched when one goes there')
})

test('when the line is down the pictures are asked for again when one goes elsewhere, and not before', async (t) => {
  const asked: ToPictures[] = []
  let listen: (event: { readonly data: FromPictures }) => void = () => {}
  const store = new PlaceholderStore(() => ({
    postMessage: (message) => void asked.push(message),
    terminate: () => {},
    addEventListener: (type: string, listener: unknown) => {
      if (type === 'message') listen = listener as typeof listen
    },
  }))
  const runs = runsOf([{ revisionId: 'f', sizes: sizes(20) }])
  store.want(address, runs)
  for (const it of asked.splice(0)) listen({ data: { type: 'lost', id: it.id } })
  await new Promise((resolve) => setImmediate(resolve))
  t.equal(asked.length, 0)
  store.want(address, runs)
  t.equal(asked.length, 1)
})
