import { test } from 'tap'
import type { UploadedAttachment } from '../../../../server/contract/attachments.ts'
import { UnreachableError } from '../../api/client.ts'
import type { DraftSaver } from './draft-saver.ts'
import { type LineWork, lineOf } from './upload-line.ts'

type Sent = { readonly name: string; readonly end: (error?: unknown) => void }

const soon = () => new Promise((go) => setTimeout(go, 1))

/** A draft that gets its id when `create` is called, and a server that holds every file until it is told how it ends. */
function stage(id: string) {
  const listening = new Set<unknown>()
  Object.assign(globalThis, {
    addEventListener: (_type: string, it: unknown) => listening.add(it),
    removeEventListener: (_type: string, it: unknown) => listening.delete(it),
  })
  let created: string | undefined
  const waiting: (() => void)[] = []
  const draft = {
    snapshot: () => ({ id: created }),
    ensureId: () =>
      new Promise<string>((go) => (created === undefined ? waiting.push(() => go(id)) : go(created))),
  } as unknown as DraftSaver
  const sent: Sent[] = []
  const told: unknown[] = []
  const ordered: (readonly string[])[] = []
  const work: LineWork = {
    send: (_id, { name }) => {
      const { promise, resolve, reject } = withResolvers<UploadedAttachment>()
      const uploaded = { attachment: { id: `of ${name}` } } as UploadedAttachment
      sent.push({ name, end: (error) => (error === undefined ? resolve(uploaded) : reject(error)) })
      return { done: promise, cancel: () => reject(new DOMException('cancelled', 'AbortError')) }
    },
    arrived: () => undefined,
    putInOrder: async (_id, queue) => void ordered.push(queue.map((it) => it.name)),
    failedUnseen: (of, names) => told.push([of, names]),
  }
  return {
    sent,
    told,
    ordered,
    open: () => lineOf(draft, work),
    asksBeforeLeaving: () => listening.size > 0,
    create: () => {
      created = id
      for (const go of waiting.splice(0)) go()
    },
  }
}

function withResolvers<T>() {
  let [resolve, reject]: [(it: T) => void, (error: unknown) => void] = [() => {}, () => {}]
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]))
  return { promise, resolve, reject }
}

const files = (count: number) =>
  Array.from({ length: count }, (_, it) => ({ file: new File(['x'], `${it + 1}.pdf`), path: '' }))

test('all files go on their way though nobody looks, and who comes back sees them', async (t) => {
  const { open, create, sent, ordered, told, asksBeforeLeaving } = stage('a')
  const line = open()
  const leave = line.subscribe(() => undefined)
  t.notOk(asksBeforeLeaving())
  line.add(files(12))
  t.ok(asksBeforeLeaving())
  leave()
  create()
  await soon()
  t.equal(sent.length, 4)
  t.equal(open(), line, 'the page of the draft finds them')
  for (let at = 0; at < 12; at += 1) {
    sent[at]?.end()
    await soon()
  }
  t.same(
    sent.map((it) => it.name),
    files(12).map((it) => it.file.name),
  )
  t.same(ordered, [files(12).map((it) => it.file.name)], 'put in order once, when all have arrived')
  t.same([line.snapshot(), told], [[], []])
  t.notOk(asksBeforeLeaving())
  t.not(open(), line, 'nothing is left to show')
})

test('what fails while nobody looks is told, and waits in the draft to be sent again', async (t) => {
  const { open, create, sent, told, asksBeforeLeaving } = stage('b')
  const line = open()
  create()
  line.add(files(3))
  await soon()
  sent[0]?.end(new Error('too large'))
  sent[1]?.end()
  await soon()
  t.same(told, [['b', ['1.pdf']]])
  sent[2]?.end(new Error('too large'))
  await soon()
  t.same(told.at(-1), ['b', ['1.pdf', '3.pdf']])
  t.notOk(asksBeforeLeaving())
  const back = open()
  t.equal(back, line)
  back.subscribe(() => undefined)
  const [first] = back.snapshot()
  t.match(first, { name: '1.pdf', state: 'failed' })
  back.retry(first?.key ?? '')
  await soon()
  sent[3]?.end(new Error('still too large'))
  await soon()
  t.equal(told.length, 2, 'whoever looks at it sees it there')
  for (const it of back.snapshot()) back.cancel(it.key)
  t.not(open(), line)
})

test('cancelled before the draft exists, a file is never sent; a broken line is tried again by itself', async (t) => {
  const { open, create, sent } = stage('c')
  const line = open()
  line.add(files(2))
  const [first] = line.snapshot()
  line.cancel(first?.key ?? '')
  create()
  await soon()
  t.same(
    sent.map((it) => it.name),
    ['2.pdf'],
  )
  sent[0]?.end(new UnreachableError(new Error('broken')))
  await new Promise((go) => setTimeout(go, 1100))
  t.equal(sent.length, 2)
  sent[1]?.end()
  await soon()
  t.same(line.snapshot(), [])
})
