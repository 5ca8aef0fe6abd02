import { test } from 'tap'
import { type PageDrawer, RenderPump, type View, type WantedPage, drawingOrder } from './render-pump.ts'

type Call = {
  readonly pageIndex: number
  readonly width: number
  finish: () => void
  fail: () => void
  cancelled: boolean
}

/** A drawer that waits to be told; what it was asked is in `calls`. */
function drawerByHand(): { readonly drawer: PageDrawer; readonly calls: Call[] } {
  const calls: Call[] = []
  const drawer: PageDrawer = {
    draw: ({ pageIndex, pixelWidth: width }) => {
      let resolve: (bitmap: ImageBitmap | undefined) => void = () => {}
      let reject: (error: Error) => void = () => {}
      const done = new Promise<ImageBitmap | undefined>((yes, no) => ([resolve, reject] = [yes, no]))
      const call: Call = {
        pageIndex,
        width,
        cancelled: false,
        finish: () => resolve({ width, close: () => {} } as ImageBitmap),
        fail: () => reject(new Error('broken')),
      }
      calls.push(call)
      return { done, cancel: () => ((call.cancelled = true), resolve(undefined)) }
    },
  }
  return { drawer, calls }
}

const still: View = { top: 2000, height: 1000, left: 0, width: 800, velocity: 0 }
const page = (pageIndex: number, more: Partial<WantedPage> = {}): WantedPage => ({
  key: `f/${pageIndex}`,
  url: '/f',
  pageIndex,
  top: pageIndex * 1000,
  height: 1000,
  pixelWidth: 700,
  pixelHeight: 1000,
  onSharp: () => {},
  onFailed: () => {},
  ...more,
})
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('the page in the middle of the window is drawn first, then outwards', async (t) => {
  const order = drawingOrder(
    [0, 1, 2, 3, 4].map((it) => page(it)),
    still,
  )
  t.equal(order[0]?.pageIndex, 2)
  t.same(
    order
      .slice(1, 3)
      .map((it) => it.pageIndex)
      .sort((a, b) => a - b),
    [1, 3],
  )
})

test('outside the window, pages the reader is heading for come before those left behind', async (t) => {
  const down = drawingOrder(
    [0, 1, 2, 3, 4].map((it) => page(it)),
    { ...still, velocity: 2 },
  )
  t.same(
    down.map((it) => it.pageIndex),
    [2, 3, 1, 4, 0],
  )
  const up = drawingOrder(
    [0, 1, 2, 3, 4].map((it) => page(it)),
    { ...still, velocity: -2 },
  )
  t.same(
    up.map((it) => it.pageIndex),
    [2, 1, 3, 0, 4],
  )
})

test('of the pages in the window two are under way, and the next begins when one ends', async (t) => {
  const { drawer, calls } = drawerByHand()
  const sharp: number[] = []
  const pump = new RenderPump(drawer)
  const wide = { ...still, top: 1200, height: 2700, velocity: 1 }
  pump.want(
    [1, 2, 3].map((it) => page(it, { onSharp: () => sharp.push(it) })),
    wide,
  )
  t.same(
    calls.map((it) => it.pageIndex),
    [2, 3],
  )
  calls[0]?.finish()
  await settle()
  t.same(sharp, [2])
  t.same(
    calls.map((it) => it.pageIndex),
    [2, 3, 1],
  )
})

test('pages are drawn ahead one at a time, after those in the window, and stand in the way of no jump', async (t) => {
  const { drawer, calls } = drawerByHand()
  const pump = new RenderPump(drawer)
  const drawn = () => calls.map((it) => it.pageIndex)
  const near = [1, 2, 3].map((it) => page(it))
  pump.want(near, { ...still, velocity: 1 })
  t.same(drawn(), [2], 'not before the page in the window is there')
  calls[0]?.finish()
  await settle()
  t.same(drawn(), [2, 3], 'one at a time')
  t.equal(pump.isDone('f/2') && !pump.isDone('f/3'), true)
  pump.want(
    [8, 9, 10].map((it) => page(it)),
    { ...still, top: 9000 },
  )
  t.same(drawn(), [2, 3, 9], 'at once, though page 3 cannot be stopped any more')
})

test('nothing is drawn while the desk flies by; it begins when the hand slows down', async (t) => {
  const { drawer, calls } = drawerByHand()
  const pump = new RenderPump(drawer)
  pump.want([page(2)], { ...still, velocity: 20 })
  t.equal(calls.length, 0)
  pump.want([page(2)], { ...still, velocity: 5 })
  t.equal(calls.length, 1)
})

test('a page that has passed is cancelled and its picture is not shown', async (t) => {
  const { drawer, calls } = drawerByHand()
  const shown: number[] = []
  const pump = new RenderPump(drawer)
  pump.want([page(2, { onSharp: () => shown.push(2) })], still)
  pump.want([page(9, { onSharp: () => shown.push(9) })], { ...still, top: 9000 })
  t.equal(calls[0]?.cancelled, true)
  calls[1]?.finish()
  await settle()
  t.same(shown, [9])
})

test('a sharp page is not drawn again until it is wanted in another size or has been away', async (t) => {
  const { drawer, calls } = drawerByHand()
  const pump = new RenderPump(drawer)
  pump.want([page(2)], still)
  calls[0]?.finish()
  await settle()
  pump.want([page(2)], still)
  t.equal(calls.length, 1)
  pump.want([page(2, { pixelWidth: 1400 })], still)
  t.equal(calls.length, 2)
  calls[1]?.finish()
  await settle()
  pump.want([], still)
  pump.want([page(2, { pixelWidth: 1400 })], still)
  t.equal(calls.length, 3)
})

test('a page that fails is tried once more and then says so', async (t) => {
  const { drawer, calls } = drawerByHand()
  let failed = 0
  const pump = new RenderPump(drawer)
  pump.want([page(2, { onFailed: () => (failed += 1) })], still)
  calls[0]?.fail()
  await settle()
  t.equal(calls.length, 2)
  t.equal(failed, 0)
  calls[1]?.fail()
  await settle()
  t.equal(calls.length, 2)
  t.equal(failed, 1)
})

test('what came too early for its page is drawn again when it is wanted, and not before', async (t) => {
  const { drawer, calls } = drawerByHand()
  const pump = new RenderPump(drawer)
  const early = page(2, { onSharp: () => pump.forget('f/2') })
  pump.want([early], still)
  calls[0]?.finish()
  await settle()
  t.equal(calls.length, 1, 'nobody asks again and again')
  t.equal(pump.isDone('f/2'), false)
  let sharp = 0
  pump.want([page(2, { onSharp: () => (sharp += 1) })], still)
  t.equal(calls.length, 2)
  calls[1]?.finish()
  await settle()
  t.same([sharp, pump.isDone('f/2')], [1, true])
})
