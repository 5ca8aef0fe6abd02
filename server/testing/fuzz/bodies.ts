import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import iconv from 'iconv-lite'

/** What is sent to a route: its headers and bytes, and what was done to them, for the message of a fault. */
export type Body = {
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
  readonly how: string
}

const deep = (open: string, close: string, levels: number): string =>
  open.repeat(levels) + close.repeat(levels)

/** JSON as no program of ours writes it. */
const raw: Readonly<Record<string, string>> = {
  'a huge number': '1e400',
  'a number beyond 2^53': '123456789012345678901234567890',
  'minus zero': '-0.0',
  'a number of int8': '9223372036854775808',
  'a fraction': '1.5',
  'a lone surrogate': '"\\ud800"',
  'a lone surrogate within': '"あ\\udc00い"',
  NUL: '"\\u0000"',
  'NUL within': '"あ\\u0000い"',
  noncharacters: '"\\ufffe\\uffff"',
  directions: '"\\u202eabc\\u2066"',
  'a long text': `"${'あ'.repeat(20_000)}"`,
  'an empty text': '""',
  'a blank': '"　"',
  'a line break': '"a\\r\\nb"',
  null: 'null',
  true: 'true',
  'a list': '[]',
  'an object': '{}',
  'a long list': `[${'0,'.repeat(5_000)}0]`,
  'a long list of objects': `[${'{},'.repeat(5_000)}{}]`,
  'a deep list': deep('[', ']', 3_000),
  'a deep object': `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
  __proto__: '{"__proto__":{"polluted":true}}',
  constructor: '{"constructor":{"prototype":{"polluted":true}}}',
  toString: '{"toString":1,"valueOf":1,"then":1,"toJSON":1}',
  'a path': '"../../../../etc/passwd"',
  'an expression': '"\'; drop table proposal; --"',
  markup: '"<img src=x onerror=alert(1)>"',
  'a far day': '"275760-09-13T00:00:00.001Z"',
  'no such day': '"2026-02-30"',
  'an id of nothing': '"00000000-0000-4000-8000-000000000000"',
}
const rawNames = Object.keys(raw)

const types = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/offset+octet-stream',
  'application/json; charset=shift_jis',
  'application/json;;;',
  'application/jsonp',
  'image/png',
  'a'.repeat(4_000),
] as const

type Change = (text: string, dice: number) => Partial<Body> & { readonly bytes: Buffer }

/** What is done to a whole text of JSON. */
const changes: Readonly<Record<string, Change>> = {
  'cut off': (text, dice) => ({ bytes: Buffer.from(text).subarray(0, dice % (text.length + 1)) }),
  'nothing at all': () => ({ bytes: Buffer.alloc(0) }),
  'a key twice': (text) => ({ bytes: Buffer.from(text.replace(/^\{("[^"]*":)/, '{$1null,$1')) }),
  '__proto__ added': (text) => ({ bytes: Buffer.from(text.replace(/^\{/, '{"__proto__":{"a":1},')) }),
  'a second document': (text) => ({ bytes: Buffer.from(`${text}${text}`) }),
  'a byte order mark': (text) => ({ bytes: Buffer.from(`\ufeff${text}`) }),
  'as UTF-16': (text) => ({ bytes: Buffer.from(text, 'utf16le') }),
  'as Shift_JIS': (text) => ({ bytes: iconv.encode(text, 'shift_jis') }),
  'broken UTF-8': (text, dice) => ({ bytes: withBytes(text, dice, [0xc3, 0x28, 0xff]) }),
  'a raw NUL': (text, dice) => ({ bytes: withBytes(text, dice, [0]) }),
  'another type': (text, dice) => ({
    bytes: Buffer.from(text),
    headers: { 'content-type': types[dice % types.length] ?? '' },
  }),
  'no type': (text) => ({ bytes: Buffer.from(text), headers: {} }),
  gzip: (text) => ({
    bytes: gzipSync(text),
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  }),
}
const changeNames = Object.keys(changes)

function withBytes(text: string, dice: number, more: readonly number[]): Buffer {
  const bytes = Buffer.from(text)
  const at = dice % (bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(more), bytes.subarray(at)])
}

const hole = '\u2063hole\u2063'

/** The text of a value with something else in one of its places. */
function withHole(value: unknown, dice: number, filling: string): string {
  const places = JSON.stringify(value, (_key, it: unknown) => it)
  let count = 0
  const walk = (it: unknown): unknown => {
    count += 1
    if (count - 1 === dice) return hole
    if (Array.isArray(it)) return it.map(walk)
    if (typeof it === 'object' && it !== null)
      return Object.fromEntries(Object.entries(it).map(([key, inner]) => [key, walk(inner)]))
    return it
  }
  const holed = JSON.stringify(walk(value)) ?? places
  return holed.includes(hole) ? holed.replace(JSON.stringify(hole), () => filling) : filling
}

const json = { 'content-type': 'application/json' }

/** Bodies of JSON: a quarter as they are described, half with something odd in one place, a quarter changed as a whole. */
export function jsonBodies(described: fc.Arbitrary<unknown>): fc.Arbitrary<Body> {
  const dice = fc.nat({ max: 100_000 })
  const kind = fc.constantFrom('described', 'odd', 'odd', 'changed')
  return fc.tuple(kind, described, fc.nat({ max: 25 }), dice).map(([what, value, place, n]): Body => {
    const text = JSON.stringify(value)
    if (what === 'described') return { headers: json, bytes: Buffer.from(text), how: 'as described' }
    if (what === 'odd') {
      const name = rawNames[n % rawNames.length] ?? ''
      return { headers: json, bytes: Buffer.from(withHole(value, place, raw[name] ?? '')), how: name }
    }
    const how = changeNames[n % changeNames.length] ?? ''
    return { headers: json, how, ...(changes[how]?.(text, n) ?? { bytes: Buffer.alloc(0) }) }
  })
}

const names = [
  '別表.txt',
  '',
  '.',
  '..',
  '../../x.txt',
  'a\u0000b.txt',
  'CON',
  'x'.repeat(300),
  'あ'.repeat(200),
  'a"b.txt',
  'a\r\nset-cookie: a=b',
  '\u202Etxt.exe',
  '伺い.docx',
  'a.xlsx',
  'a.zip',
  'a.pdf',
  'edits.json',
] as const
const contents = [
  Buffer.from('別表\n'),
  Buffer.alloc(0),
  Buffer.from('PK\u0003\u0004rest'),
  Buffer.from('%PDF-1.7\n'),
  Buffer.from('{"text":"a"}'),
  Buffer.from([0, 1, 2, 0xff, 0xfe]),
  Buffer.alloc(70_000, 0x41),
  Buffer.from(deep('[', ']', 3_000)),
  Buffer.from('{"__proto__":{"a":1}}'),
  Buffer.from('職員番号,氏名\n"'),
]

/** Forms with files, whole and broken. */
export function formBodies(fields: readonly string[]): fc.Arbitrary<Body> {
  const part = fc.record({
    field: fc.constantFrom(...fields, 'file', 'other', '__proto__', ''),
    name: fc.constantFrom(...names),
    content: fc.constantFrom(...contents),
  })
  const odd = fc.constantFrom(
    'whole',
    'whole',
    'whole',
    'cut off',
    'no boundary',
    'another boundary',
    'as JSON',
  )
  return fc
    .tuple(fc.array(part, { maxLength: 4 }), odd, fc.nat({ max: 1_000 }))
    .map(([parts, how, n]): Body => {
      const bytes = Buffer.concat([
        ...parts.flatMap(({ field, name, content }) => [
          Buffer.from(
            `--fuzz\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n`,
          ),
          content,
          Buffer.from('\r\n'),
        ]),
        Buffer.from('--fuzz--\r\n'),
      ])
      const type = {
        'no boundary': 'multipart/form-data',
        'another boundary': 'multipart/form-data; boundary=other',
        'as JSON': 'application/json',
      }[how as 'as JSON']
      return {
        headers: { 'content-type': type ?? 'multipart/form-data; boundary=fuzz' },
        bytes: how === 'cut off' ? bytes.subarray(0, n % (bytes.length + 1)) : bytes,
        how: `${how}: ${parts.map((it) => JSON.stringify(it.name)).join(', ')}`,
      }
    })
}

/** Bytes of another kind than JSON: forms, XML, pieces of files. */
export function rawBodies(type: string, samples: readonly string[]): fc.Arbitrary<Body> {
  const changed = fc.tuple(fc.constantFrom(...samples), fc.nat({ max: 100_000 }), fc.boolean())
  const made = changed.map(([text, n, isWhole]): Body => {
    const how = isWhole ? 'as described' : (changeNames[n % changeNames.length] ?? '')
    const change = isWhole
      ? { bytes: Buffer.from(text) }
      : (changes[how]?.(text, n) ?? { bytes: Buffer.alloc(0) })
    return { headers: { 'content-type': type }, how, ...change }
  })
  const bytes = fc.uint8Array({ maxLength: 2_000 })
  const noise = bytes.map((it) => ({
    headers: { 'content-type': type },
    bytes: Buffer.from(it),
    how: 'noise',
  }))
  return fc.oneof({ arbitrary: made, weight: 3 }, { arbitrary: noise, weight: 1 })
}
