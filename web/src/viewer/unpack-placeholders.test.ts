import { test } from 'tap'
import { splitRuns, unpackPlaceholders } from './unpack-placeholders.ts'

function packed(pieces: readonly string[]): Uint8Array {
  const bytes = pieces.map((it) => new TextEncoder().encode(it))
  const head = new DataView(new ArrayBuffer(4 + 4 * (bytes.length + 1)))
  head.setUint32(0, bytes.length, true)
  let offset = head.byteLength
  bytes.forEach((it, index) => {
    head.setUint32(4 + 4 * index, offset, true)
    offset += it.byteLength
  })
  head.setUint32(4 + 4 * bytes.length, offset, true)
  return new Uint8Array([...new Uint8Array(head.buffer), ...bytes.flatMap((it) => [...it])])
}

const words = (pieces: readonly (Uint8Array | undefined)[] | undefined) =>
  pieces?.map((it) => (it === undefined ? undefined : new TextDecoder().decode(it)))

test('packed placeholders come apart page by page, one without a picture is undefined', async (t) => {
  t.same(words(unpackPlaceholders(packed(['one', '', 'three']))), ['one', undefined, 'three'])
  t.same(unpackPlaceholders(packed([])), [])
})

test('packed placeholders are read where they lie in a larger buffer', async (t) => {
  const bytes = packed(['one'])
  const larger = new Uint8Array(bytes.byteLength + 3)
  larger.set(bytes, 3)
  t.same(words(unpackPlaceholders(larger.subarray(3))), ['one'])
})

test('bytes that do not hold what they say give nothing instead of a wrong picture', async (t) => {
  const bytes = packed(['one', 'two'])
  t.equal(unpackPlaceholders(bytes.subarray(0, 2)), undefined)
  t.equal(unpackPlaceholders(bytes.subarray(0, 10)), undefined)
  t.equal(unpackPlaceholders(bytes.subarray(0, bytes.byteLength - 1)), undefined)
})

test('those of many files come apart in the order they were asked for; what is missing has none', async (t) => {
  const parts = [packed(['one', 'two']), packed([]), packed(['three'])]
  const bytes = new Uint8Array(
    parts.flatMap((it) => [...new Uint8Array(Uint32Array.of(it.byteLength).buffer), ...it]),
  )
  const comesApart = (bytes: Uint8Array, count: number) =>
    splitRuns(bytes, count).map((it) => words(unpackPlaceholders(it)))
  t.same(comesApart(bytes, 3), [['one', 'two'], [], ['three']])
  t.same(comesApart(bytes.subarray(0, bytes.byteLength - 1), 4), [['one', 'two'], [], undefined, undefined])
  t.same(comesApart(new Uint8Array(), 2), [undefined, undefined])
})
