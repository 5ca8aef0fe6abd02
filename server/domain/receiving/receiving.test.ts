import fc from 'fast-check'
import { test } from 'tap'
import { sampled } from '../../testing/property-runs.ts'
import type { Actor } from '../approval/events.ts'
import type { Instant, LocalDate, PersonId, PostId, ProposalId, Sha256, UnitCode } from '../ids.ts'
import {
  type Handling,
  type ReceiptAct,
  type ReceiptCommand,
  allowedOn,
  decideReceipt,
} from './decide-receipt.ts'
import { beginReceipt, evolveReceipt, foldReceipt } from './evolve-receipt.ts'
import { mayReadReceipt } from './may-read-receipt.ts'
import type { Receipt, ReceiptEvent, Registered } from './receipt.ts'

const today = '2026-05-11' as LocalDate
const at = '2026-05-11T01:00:00.000Z' as Instant
const arrival: Registered = {
  title: '後援名義の使用承認について',
  sender: 'みほん雪まつり実行委員会',
  senderNumber: '雪実第18号',
  receivedOn: today,
  earlierReason: '',
  channel: 'mail',
  secrecy: 'none',
  accessList: [],
  personalData: false,
  folderId: '',
}

/** 文書課 B registers; K and Z are sections; the number of a person says where he is. */
const units = ['B', 'K', 'Z'] as UnitCode[]
const people = units.flatMap((unit) => [`${unit}1`, `${unit}2`]) as PersonId[]
const unitOf = (person: PersonId): UnitCode => person.slice(0, 1) as UnitCode
const placeOf = (unit: UnitCode) => ({
  unit,
  name: `${unit}課`,
  people: people.filter((it) => unitOf(it) === unit),
})
const actor = (person: PersonId): Actor => ({
  person,
  name: person,
  capacity: {
    post: `${unitOf(person)}:P` as PostId,
    kind: 'primary',
    unitName: unitOf(person),
    positionName: '',
    title: '',
  },
  alsoAs: [],
})
const handling = (person: PersonId, isRecordsManager = false): Handling => ({
  by: actor(person),
  at,
  posts: [`${unitOf(person)}:P` as PostId],
  sections: [unitOf(person)],
  isRecordsManager,
})
const registered = (changes: Partial<Registered> = {}, distributes = true) => ({
  ...{ type: 'registered' as const, at, by: actor('B1' as PersonId), number: '文書収第1号' },
  section: { unit: 'B' as UnitCode, name: 'B課' },
  distributes,
  arrival: { ...arrival, ...changes },
  files: [{ name: 'a.pdf', sha256: 'a'.repeat(64) as Sha256, sizeBytes: 1 }],
})

const commands: { readonly [Act in ReceiptAct]: fc.Arbitrary<ReceiptCommand> } = {
  distribute: fc.constantFrom(...units).map((it) => ({ type: 'distribute', to: placeOf(it) })),
  forward: fc.constantFrom(...units).map((it) => ({ type: 'forward', to: placeOf(it), reason: '所管外' })),
  accept: fc.constant({ type: 'accept' }),
  circulate: fc.subarray(people, { minLength: 1 }).map((some) => ({
    type: 'circulate',
    to: some.map((person) => ({ viewer: { kind: 'person', person, name: person }, people: [person] })),
  })),
  see: fc.constant({ type: 'see' }),
  end_circulation: fc.constant({ type: 'end_circulation', reason: '急ぐため' }),
  draft: fc.uuid().map((it) => ({ type: 'draft', proposal: it as ProposalId })),
  close: fc.constant({ type: 'close', reason: '供覧により終了' }),
  correct: fc.string().map((title) => ({
    ...{ type: 'correct', reason: '誤記', today },
    arrival: { ...arrival, title: `${title}訂` },
  })),
  cancel: fc.constant({ type: 'cancel', reason: '二重登録' }),
}
const step = fc.record({
  by: fc.constantFrom(...people),
  command: fc.oneof(...Object.values(commands)),
})

test('収受: whatever is done, in whatever order, the record tells it all and what ended stays so', async (t) => {
  const reached = new Map<string, number>()
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.boolean(), (steps, isSecret) => {
      const first = registered(isSecret ? { secrecy: 'secret', accessList: ['K1' as PersonId] } : {})
      const events: ReceiptEvent[] = [first]
      let receipt: Receipt = beginReceipt(first)
      for (const { by, command: drawn } of steps) {
        const command =
          drawn.type === 'correct'
            ? { ...drawn, arrival: { ...receipt.arrival, title: drawn.arrival.title } }
            : drawn
        const acting = handling(by)
        const decided = decideReceipt(receipt, command, acting)
        const isAllowed = allowedOn(receipt, acting).includes(command.type)
        if (decided.ok && !isAllowed) throw new Error(`${command.type} is done without a button`)
        if (!decided.ok) {
          const ofWords = ['receipt_same_section', 'receipt_secret_unnamed', 'receipt_nothing_changed']
          if (isAllowed && !ofWords.includes(decided.error.code))
            throw new Error(`${command.type} has a button and is refused: ${decided.error.code}`)
          continue
        }
        if (receipt.status === 'cancelled') throw new Error('what was cancelled goes on')
        if (receipt.status === 'closed' && !['see', 'correct'].includes(command.type))
          throw new Error(`what is closed goes on: ${command.type}`)
        const before = receipt
        events.push(...decided.value)
        receipt = decided.value.reduce(evolveReceipt, receipt)
        if (receipt.number !== before.number) throw new Error('the number changed')
        for (const it of before.places)
          if (!receipt.places.some((one) => one.unit === it.unit)) throw new Error('a hop is forgotten')
        for (const { viewer } of receipt.shown) {
          const isNamed = viewer.kind === 'person' && ['B1', 'K1'].includes(viewer.person)
          if (isSecret && !isNamed) throw new Error('秘 is shown to somebody who is not named')
        }
        reached.set(receipt.status, (reached.get(receipt.status) ?? 0) + 1)
      }
      const told = foldReceipt(events)
      return JSON.stringify(told) === JSON.stringify(receipt)
    }),
    { ...sampled, numRuns: 500 },
  )
  for (const status of ['handed', 'accepted', 'drafted', 'closed', 'cancelled'])
    t.ok((reached.get(status) ?? 0) > 20, `${status} is reached: ${reached.get(status)}`)
})

test('R-16 秘の収受文書: for its registrar and those named alone, wherever it went and whomever it was shown to', (t) => {
  const matter = {
    ...{ status: 'accepted' as const, registrar: 'B1' as PersonId, sections: ['B', 'K'] as UnitCode[] },
    ...{ viewerPeople: ['Z1'] as PersonId[], viewerPosts: ['Z:P'] as PostId[] },
    ...{ secrecy: 'secret' as const, accessList: ['K1'] as PersonId[] },
  }
  const reader = (person: PersonId, roles: readonly string[] = []) => ({ ...handling(person), person, roles })
  const may = (changes: object) =>
    people.filter((it) => mayReadReceipt({ ...matter, ...changes }, reader(it))).join(' ')
  t.equal(may({}), 'B1 K1')
  t.notOk(mayReadReceipt(matter, reader('Z2' as PersonId, ['records_manager'])), '文書管理者 neither')
  t.equal(may({ secrecy: 'none', accessList: [], viewerPosts: [] }), 'B1 B2 K1 K2 Z1')
  t.equal(may({ status: 'draft', secrecy: 'none', accessList: [] }), 'B1', 'being entered')
  t.end()
})
