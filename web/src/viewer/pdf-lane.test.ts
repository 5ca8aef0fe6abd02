import { test } from 'tap'
import { PdfLane, type PdfPort, laneFor } from './pdf-lane.ts'
import type { FromWorker, ToWorker } from './pdf-messages.ts'

/** A worker that answers when it is told to; what it was asked is in `asked`. */
function workerByHand() {
  const asked: ToWorker[] = []
  let listen: (event: { readonly data: FromWorker }) => void = () => {}
  let fail: (event: { readonly message: string }) => void = () => {}
  let starts = 0
  const start = (): PdfPort => {
    starts += 1
    return {
      postMessage: (message) => void asked.push(message),
      terminate: () => {},
      addEventListener: (type: string, listener: unknown) => {
        if (type === 'message') listen = listener as typeof listen
        else fail = listener as typeof fail
      },
    }
  }
  const answer = (): void => {
    for (const it of asked.splice(0))
      if (it.type === 'render')
        listen({
          data: { type: 'rendered', id: it.id, bitmap: { close: () => {} } as ImageBitmap, heapBytes: 1 },
        })
  }
  return { start, asked, answer, fail: () => fail({ message: 'broken' }), starts: () => starts }
}

const page = (url: string) => ({ url, pageIndex: 0, pixelWidth: 10, pixelHeight: 10 })

test('a file stays with the worker that has it open, another one goes to who has least to do', async (t) => {
  const [one, two] = [workerByHand(), workerByHand()]
  const lanes = [new PdfLane(one.start, 2), new PdfLane(two.start, 2)] as const
  t.teardown(() => lanes.forEach((it) => it.close()))
  const drawn = (url: string) => {
    const lane = laneFor(lanes, url)
    void lane?.draw(page(url)).done.catch(() => {})
    return lanes.findIndex((it) => it === lane)
  }
  t.equal(drawn('/a'), 0)
  t.equal(drawn('/a'), 0, 'though it is busy: opening it again would take longer')
  t.equal(drawn('/b'), 1, 'a jump into another file does not wait for it')
  one.answer()
  two.answer()
  t.equal(drawn('/c'), 0)
  t.equal(drawn('/a'), 0)
  two.answer()
  t.equal(drawn('/d'), 1)
  t.same([one.starts(), two.starts()], [1, 1])
  one.answer()
  two.answer()
  t.equal(drawn('/e'), 0)
  t.equal(lanes[0].has('/c'), false, 'two are open: the oldest was closed')
})

test('files that are read one after the other are shared out: as many stay open as all may have', async (t) => {
  const hands = [workerByHand(), workerByHand()] as const
  const lanes = hands.map((it) => new PdfLane(it.start, 2))
  t.teardown(() => lanes.forEach((it) => it.close()))
  for (const url of ['/a', '/b', '/c', '/d', '/e']) {
    const lane = laneFor(lanes, url)
    void lane?.draw(page(url))
    hands[lanes.findIndex((it) => it === lane)]?.answer()
  }
  const open = ['/a', '/b', '/c', '/d', '/e'].filter((url) => lanes.some((it) => it.has(url)))
  t.same(open, ['/b', '/c', '/d', '/e'])
})

test('a worker can be started before it is wanted, once', async (t) => {
  const hand = workerByHand()
  const lane = new PdfLane(hand.start, 2)
  t.teardown(() => lane.close())
  lane.warm()
  lane.warm()
  const { done } = lane.draw(page('/a'))
  t.equal(hand.starts(), 1)
  hand.answer()
  t.ok(await done)
})

test('what was asked of a worker that broke fails, and the next page starts another one', async (t) => {
  const hand = workerByHand()
  const lane = new PdfLane(hand.start, 2)
  t.teardown(() => lane.close())
  const { done } = lane.draw(page('/a'))
  hand.fail()
  await t.rejects(done, { message: 'broken' })
  t.same([lane.busy, lane.has('/a')], [0, false])
  void lane.draw(page('/a'))
  t.equal(hand.starts(), 2)
})
