import { type Test, test } from 'tap'
import type { ArrivalBody, ReceiptView } from '../../../../server/contract/receipts.ts'
import { ProblemError } from '../../api/client.ts'
import { EntrySaver, type EntryServer } from './entry-saver.ts'

const empty: ArrivalBody = {
  ...{ title: '', sender: '', senderNumber: '', earlierReason: '', channel: 'paper' },
  ...{ secrecy: 'none', accessList: [], personalData: false, folderId: '' },
}

const refusal = (status: number, code: string) =>
  new ProblemError({ type: 'about:blank', status, code, title: code })

/** A server that holds one registration and refuses a save of another version than its own. */
function openServer() {
  const held = { arrival: empty, version: 1 }
  const sent: string[] = []
  const view = () => ({ ...held, status: 'draft' }) as ReceiptView
  const server: EntryServer = {
    read: async () => view(),
    save: async (version, arrival) => {
      if (version !== held.version) throw refusal(409, 'version_changed')
      if (arrival.receivedOn === '2026-02-30') throw refusal(422, 'not_a_day')
      Object.assign(held, { arrival, version: version + 1 })
      return { version: held.version }
    },
    send: async (file) => {
      sent.push(file.name)
      if (file.size === 0) throw refusal(422, 'empty_file')
    },
    moved: async () => {},
  }
  return { held, sent, view, server }
}

const written = (saver: EntrySaver, change: Partial<ArrivalBody>) => {
  saver.change({ ...saver.snapshot().arrival, ...change })
  return saver.flush()
}

async function failure(t: Test, work: Promise<unknown>, code: string): Promise<void> {
  await t.rejects(work, { problem: { code } })
}

test('a form of an earlier version, as another tab has it', async (t) => {
  const { held, view, server } = openServer()
  const old = view()
  const first = new EntrySaver(old, server)
  await written(first, { title: '要望書', sender: '自治会' })
  const second = new EntrySaver(old, server)
  await written(second, { senderNumber: '第12号' })
  t.match(held, { version: 3, arrival: { title: '要望書', sender: '自治会', senderNumber: '第12号' } })
  t.match(second.snapshot(), { arrival: held.arrival, save: { kind: 'saved' }, overlaps: { length: 0 } })

  await t.test('what both wrote stays as it was written last, and is named', async (t) => {
    await written(first, { title: '要望書（写し）', senderNumber: '第13号' })
    t.same(first.snapshot().overlaps, ['senderNumber'])
    t.match(held.arrival, { title: '要望書（写し）', senderNumber: '第13号' })
  })

  await t.test('what the page hears comes into the fields nobody touched', async (t) => {
    second.change({ ...second.snapshot().arrival, sender: '連合自治会' })
    second.hear(view())
    await second.flush()
    t.match(held.arrival, { title: '要望書（写し）', sender: '連合自治会', senderNumber: '第13号' })
    t.equal(second.version, held.version)
  })
})

test('what cannot be saved is told, and the next save has its own try', async (t) => {
  const { held, view, server } = openServer()
  const saver = new EntrySaver(view(), server)
  await failure(t, written(saver, { receivedOn: '2026-02-30' }), 'not_a_day')
  t.match(saver.snapshot().save, { kind: 'refused', error: { problem: { code: 'not_a_day' } } })
  await written(saver, { receivedOn: '2026-03-01' })
  t.match(saver.snapshot().save, { kind: 'saved' })
  t.equal(held.arrival.receivedOn, '2026-03-01')
})

test('files go one after the other, and one that is refused keeps none back', async (t) => {
  const { sent, view, server } = openServer()
  const saver = new EntrySaver(view(), server)
  const added = saver.add([new File(['a'], 'a.txt'), new File([], 'b.txt'), new File(['c'], 'c.txt')])
  t.same(
    saver.snapshot().sending.map((it) => it.name),
    ['a.txt', 'b.txt', 'c.txt'],
    'all are on their way, also those that wait',
  )
  await added
  t.same(sent, ['a.txt', 'b.txt', 'c.txt'])
  t.match(saver.snapshot(), { sending: { length: 0 }, failed: [{ name: 'b.txt' }] })
  t.equal(saver.snapshot().failed.length, 1)
})
