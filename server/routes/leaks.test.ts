import { type Test, test } from 'tap'
import { until } from '../adapters/processes.ts'
import type { LiveBus } from '../usecases/ports.ts'
import { type Heard, hear, ofNothing, withoutIds } from '../testing/leaking/asking.ts'
import { type Hidden, makeHiddenCase, makeHiddenReceipt } from '../testing/leaking/hidden.ts'
import { type Place, placesOn } from '../testing/leaking/places.ts'
import { readMail } from '../testing/mail-server.ts'
import { propertyRuns, propertySeed } from '../testing/property-runs.ts'
import { readAll } from '../testing/reading-on.ts'
import { type Caller, callers, programs } from '../testing/rights/callers.ts'
import { type Case, makeCase } from '../testing/rights/cases.ts'
import { requestMade } from '../testing/rights/disclosure-requests.ts'
import { nameOf } from '../testing/rights/registered.ts'
import { type Stage, createStage } from '../testing/rights/stage.ts'
import { drawer } from '../testing/search-world.ts'
import { type PostOffice, openPostOffice, tellAll } from '../testing/telling.ts'
import { indexCases } from '../usecases/index-cases.ts'
import { keepMeasures } from '../usecases/keep-measures.ts'

/** Each costs some seconds; more by hand: `npm run laws -- 100000`. */
const rounds = Math.ceil(propertyRuns / 700)
const asking = [...Object.keys(callers), ...Object.keys(programs)] as readonly Caller[]
const people = Object.keys(callers) as readonly (keyof typeof callers)[]

/** What is wrong with the places for the routes of an application, with what to do about it. */
function gaps(routes: readonly string[], placed: readonly string[]): readonly string[] {
  return [
    ...routes
      .filter((it) => !placed.includes(it))
      .map((it) => `${it}: may tell of what is hidden; give it a place in server/testing/leaking/places.ts`),
    ...placed.filter((it) => !routes.includes(it)).map((it) => `${it}: no such route; take its place away`),
  ]
}

/** A bus within one process. */
function createBus(): LiveBus {
  const listeners = new Set<Parameters<LiveBus['subscribe']>[0]>()
  return {
    publish: (event, to) => {
      for (const listener of listeners) listener(event, to)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

test('R-16 whatever somebody asks, what is 秘 or not for them is in no answer, no count, no news and no letter', async (t) => {
  const live = createBus()
  const stage = await createStage(t, { live })
  const { office } = stage
  const post = await openPostOffice(t, office)
  const { id: request, revision: disclosed } = await requestMade(office)
  const places = placesOn({ folder: office.content().folderId, request, disclosed })

  const routes = stage.routes.filter((it) => it.method === 'GET').map(nameOf)
  t.ok(routes.length > 100, `${routes.length} routes`)
  t.same(gaps(routes, Object.keys(places)), [])
  t.equal(gaps([...routes, 'GET /v1/new'], Object.keys(places)).length, 1, 'a new route needs a place')
  t.equal(gaps(routes.slice(1), Object.keys(places)).length, 1, 'a place needs its route')

  const draw = drawer(propertySeed + 7)
  const open = await makeCase(office, 'open')
  const ear: Ear = { stage, places, lines: await listenAll(t, stage), known: new Map() }
  await settle(stage, post)
  await askAll(ear, (key, it) => ear.known.set(key, withoutPlace(it)))

  const tally = { hidden: 0, secret: 0, found: 0, asked: 0, letters: 0, heard: 0 }
  const leaks: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const mark = `${(0x10000 + draw(0xefff0)).toString(16)}x${round}`
    const hidden =
      round % 3 === 2
        ? await makeHiddenReceipt(office, draw, mark)
        : await makeHiddenCase(office, draw, mark, round === 0)
    await settle(stage, post)
    const outsiders = await outsidersOf(hidden)
    tally.hidden += outsiders.length
    tally.secret += hidden.isSecret ? outsiders.length : 0
    const found = [
      ...(await inAnswers(ear, hidden, outsiders, tally)),
      ...(await belowIt(ear, hidden, outsiders, tally)),
      ...(await lookingThrough(ear, hidden, outsiders, open)),
      ...(await inNews(ear, hidden, outsiders, { live, tally })),
      ...(await inLetters(post, hidden, tally)),
    ]
    leaks.push(...found.map((it) => `${it} (seed ${propertySeed}: ${hidden.told})`))
  }
  t.same(leaks.slice(0, 20), [], `${leaks.length} leaks`)
  const told = JSON.stringify({ seed: propertySeed, ...tally })
  t.comment(told)
  t.ok(tally.hidden > 10 && tally.found > 5 && tally.asked > 2000 && tally.letters > 0, told)
})

/** Who asks, what they are asked about, and what they were told before there was anything hidden. */
type Ear = {
  readonly stage: Stage
  readonly places: Readonly<Record<string, Place>>
  readonly lines: Awaited<ReturnType<typeof listenAll>>
  readonly known: Map<string, string>
}
type Tally = { hidden: number; secret: number; found: number; asked: number; letters: number; heard: number }

const tells = (it: Hidden, ...texts: readonly string[]): string | undefined =>
  it.marks.find((mark) => texts.some((text) => text.includes(mark)))

/** Asks everything that is not about the hidden thing itself, by everybody. */
async function askAll(
  { stage, places }: Ear,
  told: (key: string, it: Heard, caller: Caller, place: Place) => void,
): Promise<void> {
  for (const caller of asking)
    for (const place of Object.values(places)) {
      if ('onlyBy' in place && place.onlyBy !== caller) continue
      for (const url of 'same' in place ? place.same : 'counted' in place ? place.counted : [])
        told(`${caller} ${url}`, await hear(stage, caller, url), caller, place)
    }
}

/** Lists, counts, searches and tables that name the hidden thing, or are not as they were without it. */
async function inAnswers(
  ear: Ear,
  hidden: Hidden,
  outsiders: readonly Caller[],
  tally: Tally,
): Promise<readonly string[]> {
  const leaks: string[] = []
  await askAll(ear, (key, it, caller, place) => {
    tally.asked += 1
    const found = tells(hidden, it.text, it.headers)
    const now = withoutPlace(it)
    const before = ear.known.get(key)
    ear.known.set(key, now)
    if (!outsiders.includes(caller)) {
      tally.found += found === undefined ? 0 : 1
      return
    }
    if (found !== undefined) leaks.push(`${key} tells ${found}`)
    if (('same' in place || hidden.isSecret) && now !== before)
      leaks.push(`${key} is not as before: ${difference(before, now)}`)
  })
  return leaks
}

/** Addresses of the hidden thing that are answered otherwise than those of nothing. */
async function belowIt(
  { stage, places }: Ear,
  hidden: Hidden,
  outsiders: readonly Caller[],
  tally: Tally,
): Promise<readonly string[]> {
  const leaks: string[] = []
  const urls = Object.values(places).flatMap((it) => ('below' in it ? it.below(hidden) : []))
  for (const caller of outsiders)
    for (const url of urls) {
      tally.asked += 1
      const it = await hear(stage, caller, url)
      const none = await hear(stage, caller, ofNothing(url))
      if (withoutIds(it) !== withoutIds(none))
        leaks.push(`${caller} ${url}: ${withoutIds(it)}, of nothing ${withoutIds(none)}`)
    }
  return leaks
}

/** What is asked as the table of rights asks it. */
async function lookingThrough(
  { stage, places }: Ear,
  hidden: Hidden,
  outsiders: readonly Caller[],
  open: Case,
): Promise<readonly string[]> {
  const leaks: string[] = []
  for (const caller of outsiders)
    for (const [name, place] of Object.entries(places)) {
      if (!('lookedThrough' in place)) continue
      for (const make of place.lookedThrough) {
        const it = await hear(stage, caller, await make({ stage, caller, of: hidden.proposal ?? open }))
        const found = tells(hidden, it.text, it.headers)
        if (found !== undefined) leaks.push(`${caller} ${name} tells ${found}`)
      }
    }
  return leaks
}

async function inNews(
  { lines }: Ear,
  hidden: Hidden,
  outsiders: readonly Caller[],
  { live, tally }: { readonly live: LiveBus; readonly tally: Tally },
): Promise<readonly string[]> {
  await lines.settled(live)
  return [...lines.said].flatMap(([caller, said]) => {
    const found = tells(hidden, said())
    if (found !== undefined) tally.heard += 1
    return found !== undefined && outsiders.includes(caller) ? [`${caller} heard ${found}`] : []
  })
}

async function inLetters({ server }: PostOffice, hidden: Hidden, tally: Tally): Promise<readonly string[]> {
  const leaks: string[] = []
  for (const { to, source } of server.received.splice(0)) {
    tally.letters += 1
    const { text, headers } = readMail(source)
    const found = tells(hidden, source, text, ...headers.values())
    for (const address of found === undefined ? [] : to)
      if (!(await hidden.mayBeKnownTo(address.split('@')[0] ?? '')))
        leaks.push(`a letter to ${address} tells ${found}`)
  }
  return leaks
}

/** What was said; the place in a feed says nothing but how far it was read. */
const withoutPlace = ({ status, text }: Heard): string =>
  `${status} ${text.startsWith('{"events"') ? text.replace(/"next":"[^"]*"/, '') : text}`

/** Where two answers part. */
function difference(before = '', now: string): string {
  let at = 0
  while (at < now.length && now[at] === before[at]) at += 1
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 80)
  return `${around(before)} → ${around(now)}`
}

/** Programs read what they sent, and sent nothing here; one of them reads for the drafter. */
async function outsidersOf(hidden: Hidden): Promise<readonly Caller[]> {
  const outside: Caller[] = []
  for (const caller of asking) {
    const person = caller === 'onBehalf' ? callers.drafter : people.find((it) => it === caller)
    if (
      person === undefined ||
      !(await hidden.mayBeKnownTo(callers[caller as keyof typeof callers] ?? person))
    )
      outside.push(caller)
  }
  return outside
}

/** Everything that follows from what happened: the index of the search, the 集計, notices, and the letters that may go. */
async function settle({ office }: Stage, post: PostOffice): Promise<void> {
  const onBroken = (_: string, error: unknown) => {
    throw error
  }
  await indexCases({ db: office.db, onBroken })
  await readAll(office.pool, 'measures', () => keepMeasures({ db: office.db, onBroken }))
  await tellAll(office, { isMailing: true })
  await post.post()
}

/** A line of news for each person, until the test ends. */
async function listenAll(t: Test, stage: Stage) {
  const said = new Map<Caller, () => string>()
  for (const caller of people) {
    const answer = await stage.send(caller, { method: 'GET', url: '/v1/stream', payloadAsStream: true })
    const stream = answer.stream()
    let text = ''
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
    t.teardown(() => void stream.destroy())
    said.set(caller, () => text)
  }
  let calls = 0
  return {
    said,
    /** Until everybody has heard a last piece of news for all. */
    async settled(live: LiveBus): Promise<void> {
      calls += 1
      live.publish({ type: 'organisation' })
      const heard = (text: string) => text.split('event: organisation').length > calls
      await until(async () => [...said.values()].every((it) => heard(it())), 10_000)
    },
  }
}
