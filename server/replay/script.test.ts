import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { test } from 'tap'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import { projectFile } from '../project-root.ts'
import { performers } from '../testing/perform.ts'
import { type WrittenDocument, readScript } from '../testing/scripted-documents.ts'
import { tenDocuments } from '../testing/ten-documents.ts'

/** Documents whose events the records officers left to us. */
const ours = ['D05', 'D07']

/** The words of the records officers, as the first hex digits of SHA-256 over what they wrote of each document. */
const handedDown = {
  D01: '78a8198d468e0b6c',
  D02: '98e2be1e1d41ff7a',
  D03: 'b1daebb1ca1e44a6',
  D04: 'a4287957eb0bd932',
  D05: '6bc560104e2eb25e',
  D06: '836a620b70271caf',
  D07: '798f9e9bef09a064',
  D08: '319f7a53244dc83c',
  D09: '5bb24981023f3591',
  D10: 'dd6f0891418bbe3d',
}

/** A document without what was added to it. */
function asHandedDown({ ours: _ours, ...document }: WrittenDocument): object {
  const scenario = ours.includes(document.key)
    ? []
    : document.scenario.flatMap(({ ours: more, ...event }) =>
        more !== undefined && 'added' in more ? [] : [event],
      )
  return { ...document, scenario }
}

test('the script is word for word what the records officers wrote', async (t) => {
  const digests = (await readScript()).map((it): [string, string] => [
    it.key,
    createHash('sha256')
      .update(canonicalJson(asHandedDown(it)))
      .digest('hex')
      .slice(0, 16),
  ])
  t.same(Object.fromEntries(digests), handedDown)
})

test('every document is replayed, every sentence is asserted, every event is done', async (t) => {
  const files = (await readdir(projectFile('server/replay'))).filter((it) => /^d\d\d-/.test(it))
  const tests = await Promise.all(
    files.map(async (it) => readFile(projectFile(`server/replay/${it}`), 'utf8')),
  )
  for (const { key, scenario } of await readScript()) {
    const played = tests.filter((it) => new RegExp(`replayDocument\\(\\s*'${key}'`).test(it))
    t.equal(played.length, 1, `${key} has one test`)
    t.ok(scenario.length > 0, `${key} has events`)
    for (const event of scenario) {
      t.ok(event.do in performers, `${key} ${event.at}: "${event.do}" is something that can be done`)
      // The test itself fails as well when a sentence has no check or a check no sentence.
      if (event.expect !== undefined) t.ok(played[0]?.includes(event.expect), `${key}: ${event.expect}`)
    }
  }
})

/** Properties that the replay fills in or compares. `template`, `review_units`: what the 専決 table must lead to. */
const held = [
  ...[
    'key',
    'title',
    'drafter',
    'submitted',
    'authority',
    'amount',
    'template',
    'gogi_units',
    'review_units',
  ],
  ...['book', 'disclosure', 'secrecy', 'secret_until', 'access_list', 'urgency', 'due', 'hybrid', 'body'],
  ...[
    'attachments',
    'expected_route',
    'scenario',
    'ours',
    'route_notes',
    'source_system',
    'received',
    'execution',
  ],
]

test('no property of a document is left out without a word', async (t) => {
  for (const document of await readScript()) {
    t.same(
      Object.keys(document).filter((it) => !held.includes(it)),
      [],
      document.key,
    )
  }
})

const roleOf: Readonly<Record<string, string>> = {
  ...{ kaigi: 'review', shinsa: 'examine', gogi: 'concur', kessai: 'decide' },
}

test('the ten documents are the ten whose routes are known, and their files are all there', async (t) => {
  const script = await readScript()
  t.same(
    script.map((it) => [it.key, it.drafter, it.submitted.slice(0, 10), it.authority, it.amount ?? undefined]),
    tenDocuments.map((it) => [it.key.slice(0, 3), it.drafter, it.on, it.item, it.amountYen]),
  )
  for (const [index, { key, ours, expected_route: steps }] of script.entries()) {
    const merged = (ours !== undefined && 'skipped' in ours ? ours.skipped : []) as readonly string[][]
    const walked = steps.filter(([role, person]) => !merged.some((it) => it[0] === role && it[1] === person))
    t.same(
      walked.map(([role, person]) => `${roleOf[role]} ${person}`),
      tenDocuments[index]?.route.flatMap((it) => it.split(' | ')),
      `${key}: the route`,
    )
  }
  t.equal(script.flatMap((it) => it.attachments).length, 47)
})
