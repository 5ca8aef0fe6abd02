import { test } from 'tap'
import { scanAt } from './plain-scan.ts'
import type { Drawing, PageDrawer, ToDraw } from './render-pump.ts'
import { drawScansBy } from './scan-drawer.ts'

type Call = {
  readonly page: ToDraw
  readonly finish: (bitmap?: ImageBitmap) => void
  readonly fail: () => void
  cancelled: boolean
}

/** A drawer that waits to be told; what it was asked is in `calls`. */
function byHand(): { readonly drawer: PageDrawer; readonly calls: Call[] } {
  const calls: Call[] = []
  const draw = (page: ToDraw): Drawing => {
    let [finish, fail]: [Call['finish'], () => void] = [() => {}, () => {}]
    const done = new Promise<ImageBitmap | undefined>((yes, no) => {
      finish = yes
      fail = () => no(new Error('broken'))
    })
    const call: Call = { page, finish: (it) => finish(it), fail: () => fail(), cancelled: false }
    calls.push(call)
    return { done, cancel: () => void (call.cancelled = true) }
  }
  return { drawer: { draw }, calls }
}

const page = (pageIndex: number): ToDraw => ({ url: '/f', pageIndex, pixelWidth: 10, pixelHeight: 10 })
const scan = (pageIndex: number): ToDraw => ({ ...page(pageIndex), scan: { offset: 9, length: 5 } })
const bitmap = {} as ImageBitmap

test('of a file with some scanned pages each is found, and no other', async (t) => {
  const scans = [0, 100, 7, 3, 200, 8, 4, 300, 9]
  t.same(scanAt(scans, 0), { offset: 100, length: 7 })
  t.same(scanAt(scans, 3), { offset: 200, length: 8 })
  t.same(scanAt(scans, 4), { offset: 300, length: 9 })
  for (const other of [1, 2, 5]) t.equal(scanAt(scans, other), undefined)
  t.equal(scanAt([], 0), undefined)
  t.equal(scanAt(undefined, 0), undefined)
})

test('a scanned page is drawn without PDFium, any other by it', async (t) => {
  const [scans, pdf] = [byHand(), byHand()]
  const drawer = drawScansBy(scans.drawer, pdf.drawer)
  const drawing = drawer.draw(scan(1))
  drawer.draw(page(2))
  t.same(
    [scans, pdf].map((it) => it.calls.map((call) => call.page.pageIndex)),
    [[1], [2]],
  )
  scans.calls[0]?.finish(bitmap)
  t.equal(await drawing.done, bitmap)
})

test('one that fails is drawn by PDFium, from then on at once', async (t) => {
  const [scans, pdf] = [byHand(), byHand()]
  const drawer = drawScansBy(scans.drawer, pdf.drawer)
  const drawing = drawer.draw(scan(1))
  scans.calls[0]?.fail()
  await new Promise((resolve) => setImmediate(resolve))
  pdf.calls[0]?.finish(bitmap)
  t.equal(await drawing.done, bitmap)
  drawer.draw(scan(1))
  drawer.draw(scan(2))
  t.equal(pdf.calls.length, 2)
  t.equal(scans.calls.length, 2, 'the next page is tried')
})

test('one that is cancelled is not begun again by PDFium, and one that PDFium draws is cancelled there', async (t) => {
  const [scans, pdf] = [byHand(), byHand()]
  const drawer = drawScansBy(scans.drawer, pdf.drawer)
  const first = drawer.draw(scan(1))
  first.cancel()
  t.ok(scans.calls[0]?.cancelled)
  scans.calls[0]?.fail()
  t.equal(await first.done, undefined)
  t.equal(pdf.calls.length, 0)
  const second = drawer.draw(scan(2))
  scans.calls[1]?.fail()
  await new Promise((resolve) => setImmediate(resolve))
  second.cancel()
  t.ok(pdf.calls[0]?.cancelled)
})
