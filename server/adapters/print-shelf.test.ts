import { readdir } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { test } from 'tap'
import { temporaryFolder } from '../testing/running-server.ts'
import { createPrintShelf } from './print-shelf.ts'

test('what is made twice at once is whole, whichever of the two is last', async (t) => {
  const folder = await temporaryFolder(t, 'prints')
  const shelf = createPrintShelf(folder)
  const halves = 64 * 1024
  let goOn = (): void => {}
  const isBegun = new Promise<void>((resolve) => (goOn = resolve))
  async function* first() {
    yield Buffer.alloc(halves, 'a')
    await isBegun
    yield Buffer.alloc(halves, 'a')
  }
  async function* second() {
    yield Buffer.alloc(halves, 'b')
    goOn()
    yield Buffer.alloc(halves, 'b')
  }
  const sizes = await Promise.all([shelf.put('one', first()), shelf.put('one', second())])
  t.same(sizes, [2 * halves, 2 * halves])
  const made = await shelf.open('one')
  const bytes = made === undefined ? Buffer.alloc(0) : await buffer(made)
  t.equal(bytes.length, 2 * halves)
  t.equal(new Set(bytes).size, 1, 'of one of them')
  t.same(await readdir(folder), ['one.pdf'])
})
