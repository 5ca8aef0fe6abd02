import * as fc from 'fast-check'
import { test } from 'tap'
import { blockBytes, blocksAtMost, blocksOf, piecesOf } from './pdf-blocks.ts'

const length = 50 * blockBytes + 17
const file = Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 251)
const tail = file.subarray(length - 3 * blockBytes - 5)

test('whatever is asked for in whatever order is what stands in the file', async (t) => {
  let asked = 0
  const spans = fc.tuple(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 1, max: 3 * blockBytes }))
  fc.assert(
    fc.property(fc.array(spans, { minLength: 1, maxLength: 60 }), (reads) => {
      const bytes = blocksOf(length, tail, (from, end) => {
        asked += 1
        return file.slice(from, end)
      })
      return reads.every(([at, size]) => {
        const target = new Uint8Array(Math.min(size, length - at))
        return (
          bytes.read(at, target) &&
          Buffer.compare(target, file.subarray(at, at + target.byteLength)) === 0 &&
          !bytes.hasFailed()
        )
      })
    }),
  )
  t.ok(asked > 100)
})

test('what is there is not fetched again, and no more is kept than the limit says', async (t) => {
  const fetched: number[] = []
  const bytes = blocksOf(length, tail, (from, end) => {
    fetched.push(from / blockBytes)
    return file.slice(from, end)
  })
  const read = (block: number) => bytes.read(block * blockBytes, new Uint8Array(10))
  t.ok(read(49) && read(45) && read(45))
  t.same(fetched, [45], 'the end is there already')
  for (let block = 44; block > 44 - blocksAtMost; block -= 1) read(block)
  fetched.length = 0
  t.ok(read(45 - blocksAtMost) && read(45))
  t.same(fetched, [45], 'the oldest had gone')
})

test('what one reading wants comes in one journey, and who goes on straight is ahead', async (t) => {
  const fetched: string[] = []
  const bytes = blocksOf(length, tail, (from, end) => {
    fetched.push(`${from / blockBytes}–${end / blockBytes}`)
    return file.slice(from, end)
  })
  bytes.read(10 * blockBytes - 5, new Uint8Array(2 * blockBytes))
  t.same(fetched, ['9–12'])
  bytes.read(12 * blockBytes, new Uint8Array(10))
  bytes.read(15 * blockBytes, new Uint8Array(10))
  t.same(fetched, ['9–12', '12–16'])
  bytes.read(30 * blockBytes, new Uint8Array(10))
  bytes.read(29 * blockBytes, new Uint8Array(3 * blockBytes))
  t.same(fetched.slice(2), ['30–31', '29–30', '31–32'], 'what is here already does not come again')
  bytes.read(20 * blockBytes, new Uint8Array(10))
  bytes.read(21 * blockBytes - 10, new Uint8Array(20))
  t.same(fetched.slice(5), ['20–21', '21–22'], 'who only goes over into the next one is not ahead')
})

test('what does not come, or comes short, is told and remembered', async (t) => {
  let line: 'up' | 'down' | 'short' = 'down'
  const bytes = blocksOf(length, tail, (from, end) =>
    line === 'down' ? undefined : file.slice(from, line === 'up' ? end : end - 1),
  )
  t.equal(bytes.read(20 * blockBytes, new Uint8Array(4)), false)
  line = 'short'
  t.equal(bytes.read(20 * blockBytes, new Uint8Array(4)), false)
  line = 'up'
  t.equal(bytes.read(20 * blockBytes, new Uint8Array(4)), true)
  t.equal(bytes.hasFailed(), true)
  t.equal(bytes.read(length - 2, new Uint8Array(4)), false, 'beyond the end there is nothing')
})

test('what is in a piece is not fetched; what goes on behind it is', async (t) => {
  const spans = [
    [5, 512],
    [7 * blockBytes + 100, 512],
    [20 * blockBytes - 10, 20],
  ] as const
  const head = Uint32Array.of(spans.length, ...spans.flat())
  const skeleton = new Uint8Array([
    ...new Uint8Array(head.buffer),
    ...spans.flatMap(([at, size]) => [...file.subarray(at, at + size)]),
  ])
  const fetched: number[] = []
  const fetchBlock = (from: number, end: number) => {
    fetched.push(from / blockBytes)
    return file.slice(from, end)
  }
  const bytes = blocksOf(length, tail, fetchBlock, piecesOf(skeleton))
  const reads = (at: number, size: number): boolean => {
    const target = new Uint8Array(size)
    return bytes.read(at, target) && Buffer.compare(target, file.subarray(at, at + size)) === 0
  }
  t.ok(reads(5, 512) && reads(7 * blockBytes + 200, 412) && reads(20 * blockBytes - 10, 20))
  t.same(fetched, [])
  t.ok(reads(7 * blockBytes + 200, 413) && reads(4, 1))
  t.same(fetched, [7, 0])
  t.same(piecesOf(skeleton.subarray(0, skeleton.byteLength - 1)), [], 'cut off: nothing is believed of it')
  t.same(piecesOf(skeleton.subarray(0, 2)), [])
})
