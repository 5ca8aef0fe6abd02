import { test } from 'tap'
import { buildApp } from '../app.ts'
import { auditProposal as audit } from '../testing/audit-proposal.ts'
import { copiesOf } from '../testing/copies.ts'
import { eventsOf } from '../testing/events-of.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

const approve = { type: 'approve' }
const concur = { type: 'concur', opinion: 'agree' }
/** From the submission to the decider. */
const wayToDecider: readonly (readonly [string, object])[] = [
  [staff.groupChief, approve],
  [staff.sectionChief, approve],
  [staff.finance, concur],
  [staff.personnel, concur],
  [staff.bureauChief, approve],
]

test('twenty submissions at once get twenty numbers without a gap', async (t) => {
  const office = await createOffice(t)
  const drafts = await Promise.all(Array.from({ length: 20 }, () => office.draft()))
  const done = await Promise.all(drafts.map((it) => office.act(staff.drafter, it.id, { type: 'submit' })))
  t.ok(done.every((it) => it.status === 200))
  const rows = await office.db.selectFrom('document_number').select('number').orderBy('number').execute()
  t.same(
    rows.map((it) => it.number),
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
})

test('係長 and drafter at once: one wins, the other is told (fifty races)', async (t) => {
  const office = await createOffice(t)
  let races = 0
  const race = async (round: number): Promise<void> => {
    const id = await office.submitted()
    const { version, manifestSha256 } = await office.view(staff.groupChief, id)
    const rivals: [string, object][] = [
      [staff.groupChief, round % 2 === 0 ? approve : { type: 'return', reason: '直すこと' }],
      [staff.drafter, round % 3 === 0 ? { type: 'withdraw', reason: '中止' } : { type: 'take_back' }],
    ]
    if (round % 2 === 1) rivals.reverse()
    const both = await Promise.all(
      rivals.map(([person, body]) =>
        office.ask<{ code?: string }>(person, 'POST', `/v1/proposals/${id}/acts`, {
          ...body,
          version,
          manifestSha256,
        }),
      ),
    )
    t.equal(both.filter((it) => it.status === 200).length, 1)
    t.match(
      both.find((it) => it.status !== 200),
      { status: 409, body: { code: 'version_changed' } },
    )
    t.same(await audit(office, id), [])
    races += 1
  }
  for (let round = 0; round < 50; round += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => race(round + index)))
  }
  t.equal(races, 50)
})

/** Who holds the same 職 as somebody on the way, as 兼務: people of 環境部, whom the matter concerns in nothing else. */
const beside = { groupChief: 'u0304', finance: 'u0303', bureauChief: 'u0302', decider: 'u0301' } as const

async function seatBeside({ db }: Office): Promise<void> {
  const seats = [
    [beside.groupChief, 'KNK-1', 'P-KAK'],
    [beside.finance, 'ZAI', 'P-SEC'],
    [beside.bureauChief, 'KEI-KAN', 'P-BUR'],
    [beside.decider, 'KEI', 'P-DIR'],
  ] as const
  await db
    .insertInto('appointment')
    .values(
      seats.map(([person_id, unit_code, position_code]) => ({
        person_id,
        unit_code,
        position_code,
        kind: 'concurrent',
        from_on: '2026-04-01',
      })),
    )
    .execute()
  // Both deciders are away on the next day: the stand-ins have their turn.
  const away = { from_at: '2026-05-12T00:00:00.000Z', to_at: '2026-05-12T12:00:00.000Z', reason: '出張' }
  await db
    .insertInto('absence')
    .values([staff.decider, beside.decider].map((person_id) => ({ person_id, ...away })))
    .execute()
}

/** Two who may both act on the step that waits, and the events of which one may come of it. */
type Pair = {
  readonly name: string
  readonly ids: readonly string[]
  readonly rivals: readonly (readonly [person: string, body: object, event: string])[]
}

test('two people in one step at once: one act each in a thousand races, also between two processes', async (t) => {
  const office = await createOffice(t)
  await seatBeside(office)
  const other = await buildApp(office.deps)
  t.teardown(() => other.close())
  const each = 200
  const submitted = await office.submitted()
  const atDecider = await office.submitted()
  for (const [person, body] of wayToDecider) {
    const done = await office.act(person, atDecider, body)
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  const atFinance = await office.submitted()
  for (const [person, body] of wayToDecider.slice(0, 2)) await office.act(person, atFinance, body)
  const pairOf = async (name: string, from: string, rivals: Pair['rivals']): Promise<Pair> => ({
    name,
    ids: await copiesOf(office, from, each),
    rivals,
  })
  const pairs = [
    await pairOf('approve/approve', submitted, [
      [staff.groupChief, approve, 'approved'],
      [beside.groupChief, approve, 'approved'],
    ]),
    await pairOf('approve/return', submitted, [
      [staff.groupChief, approve, 'approved'],
      [beside.groupChief, { type: 'return', reason: '直すこと' }, 'returned'],
    ]),
    await pairOf('agree/object', atFinance, [
      [staff.finance, concur, 'concurred'],
      [beside.finance, { type: 'concur', opinion: 'object', comment: '財源を示すこと' }, 'concurred'],
    ]),
    await pairOf('decide/reject', atDecider, [
      [staff.decider, { type: 'decide' }, 'decided'],
      [beside.decider, { type: 'reject', reason: '時期を改めること' }, 'rejected'],
    ]),
  ]
  const standIns = await pairOf('代決/代決', atDecider, [
    [staff.bureauChief, { type: 'decide', acting: {} }, 'decided'],
    [beside.bureauChief, { type: 'decide', acting: {} }, 'decided'],
  ])
  const wrong: string[] = []
  const won: Record<string, number> = {}
  const race = async ({ name, ids, rivals }: Pair, round: number): Promise<void> => {
    const id = ids[round]!
    const { version, manifest_sha256: manifestSha256 } = await office.db
      .selectFrom('proposal')
      .select(['version', 'manifest_sha256'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const lines = [office.app, round % 2 === 0 ? office.app : other]
    // Each of the two is the first to ask as often, and asks the one and the other process as often.
    const asking = (round & 2) === 0 ? rivals : rivals.toReversed()
    if ((round & 4) !== 0) lines.reverse()
    const answers = await Promise.all(
      asking.map(async ([person, body], index) => {
        const answer = await lines[index]!.inject({
          method: 'POST',
          url: `/v1/proposals/${id}/acts`,
          headers: { 'x-test-person': person },
          payload: { ...body, version, manifestSha256 },
        })
        return { status: answer.statusCode, code: answer.json<{ code?: string }>().code }
      }),
    )
    const said = answers.map((it) => `${it.status} ${it.code ?? ''}`.trim())
    const winner = asking[answers.findIndex((it) => it.status === 200)]
    if (said.toSorted().join() !== '200,409 version_changed' || winner === undefined) {
      wrong.push(`${name} ${round}: ${said.join(' and ')}`)
      return
    }
    won[`${name} ${winner[0]}`] = (won[`${name} ${winner[0]}`] ?? 0) + 1
    for (const it of await afterRace(office, id, version, winner)) wrong.push(`${name} ${round}: ${it}`)
  }
  const waveOf = 20
  for (let from = 0; from < each; from += waveOf / pairs.length) {
    const rounds = Array.from({ length: waveOf / pairs.length }, (_, index) => from + index)
    await Promise.all(pairs.flatMap((pair) => rounds.map((round) => race(pair, round))))
  }
  office.setTime('2026-05-12T01:20:00.000Z')
  for (let from = 0; from < each; from += waveOf) {
    await Promise.all(Array.from({ length: waveOf }, (_, index) => race(standIns, from + index)))
  }
  t.comment(`tally ${JSON.stringify(won)}`)
  t.same(wrong, [])
  t.equal(
    Object.values(won).reduce((sum, it) => sum + it, 0),
    1000,
  )
  // A race that always goes the same way is none.
  for (const { name, rivals } of [...pairs, standIns]) {
    for (const [person] of rivals) t.ok((won[`${name} ${person}`] ?? 0) >= each / 10, `${name} ${person}`)
  }
})

/** What is wrong after a race for the step that waited; empty when the winner's act is there, and no other. */
async function afterRace(
  office: Office,
  id: string,
  version: number,
  [person, , type]: Pair['rivals'][number],
): Promise<string[]> {
  const { db } = office
  const row = await db.selectFrom('proposal').select('version').where('id', '=', id).executeTakeFirstOrThrow()
  const events = await eventsOf(office, id)
  const last = events.at(-1)
  const step = last !== undefined && 'step' in last ? last.step : undefined
  const inStep = events.filter((it) => 'step' in it && it.step === step)
  const done = inStep.map((it) => `${it.type} by ${it.by.person}`)
  const open = await db
    .selectFrom('task')
    .select('step')
    .where('proposal_id', '=', id)
    .where('step', '=', step ?? '')
    .execute()
  return [
    ...(row.version === version + 1 ? [] : [`version ${version} became ${row.version}`]),
    ...(done.join() === `${type} by ${person}` ? [] : [`in the step: ${done.join()}`]),
    ...(open.length === 0 ? [] : ['the task is still open']),
    ...(await audit(office, id)),
  ]
}

test('many at once share commits and end as if they had come one by one', async (t) => {
  const office = await createOffice(t)
  const ids = await Promise.all(Array.from({ length: 24 }, () => office.submitted()))
  const script = [...wayToDecider, [staff.decider, { type: 'decide' }] as const]
  // Each proposal walks the same road at its own pace; all walk at once.
  await Promise.all(
    ids.map(async (id, index) => {
      for (const [person, body] of index % 2 === 0 ? script : script.slice(0, 1 + (index % 5))) {
        const done = await office.act(person, id, body)
        if (done.status !== 200) throw new Error(JSON.stringify(done.body))
      }
    }),
  )
  t.same((await Promise.all(ids.map((id) => audit(office, id)))).flat(), [])
  const states = await office.db.selectFrom('proposal').select('status').where('id', 'in', ids).execute()
  t.equal(states.filter((it) => it.status === 'decided').length, 12)
})
