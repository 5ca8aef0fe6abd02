import iconv from 'iconv-lite'
import { test } from 'tap'
import fc from 'fast-check'
import type { EditContext } from '../../../usecases/ports.ts'
import type { Instant } from '../../../domain/ids.ts'
import { textEditor } from './text-editor.ts'

const context: EditContext & { others: ReadonlyMap<string, Uint8Array> } = {
  kind: 'text',
  author: '観光振興課主任 旭 しおり',
  at: '2026-05-11T01:20:00.000Z' as Instant,
  tracked: false,
  others: new Map(),
}

async function edit(original: Buffer, change: (text: string) => string): Promise<Buffer | string> {
  const opened = await textEditor.open(original, 'text')
  if (!opened.ok) return opened.error.code
  const text = change((opened.value as { text: string }).text)
  const done = await textEditor.apply(original, Buffer.from(JSON.stringify({ text })), context)
  return done.ok ? Buffer.from(done.value) : `${done.error.code} ${done.error.fact}`
}

const page = '件名　観光振興計画\r\n１　目的\r\n本県の観光を振興する。\r\n'

test('a text file edited: its encoding, its mark, its line ends and every line that stays', async (t) => {
  for (const [name, encoding, mark] of [
    ['UTF-8', 'utf8', ''],
    ['UTF-8 with a mark', 'utf8', 'efbbbf'],
    ['Shift_JIS', 'cp932', ''],
    ['EUC-JP', 'eucjp', ''],
    ['UTF-16', 'utf16le', 'fffe'],
    ['UTF-16 the other way', 'utf16be', 'feff'],
  ] as const) {
    const write = (text: string): Buffer =>
      Buffer.concat([Buffer.from(mark, 'hex'), iconv.encode(text, encoding, { addBOM: false })])
    const edited = await edit(write(page), (text) => text.replace('目的', '目的及び理由'))
    t.same(edited, write(page.replace('目的', '目的及び理由')), name)
  }

  await t.test('a line that comes ends as most lines do; the others keep their own end', async (t) => {
    const mixed = Buffer.from('一\r\n二\n三\r\n四')
    t.same(
      await edit(mixed, (text) => text.replace('三', '二の二\n三')),
      Buffer.from('一\r\n二\n二の二\r\n三\r\n四'),
    )
    t.same(await edit(mixed, (text) => `${text}\n五`), Buffer.from('一\r\n二\n三\r\n四\r\n五'))
    t.same(await edit(mixed, (text) => text.replace('\n四', '')), Buffer.from('一\r\n二\n三'))
  })

  await t.test(
    'bytes that are no letter, and letters that have two codes, stay in lines nobody touched',
    async (t) => {
      // ∵ and ￢ have two codes in Windows' Shift_JIS each; 0x80 is none.
      const lines = [
        Buffer.from('81e681ca80', 'hex'),
        Buffer.from('eef9fa54', 'hex'),
        iconv.encode('別表', 'cp932'),
      ]
      const original = Buffer.concat(lines.flatMap((it) => [it, Buffer.from('\r\n')]))
      t.same(
        await edit(original, (text) => text.replace('別表', '別表第１')),
        Buffer.concat([
          ...lines.slice(0, 2).flatMap((it) => [it, Buffer.from('\r\n')]),
          iconv.encode('別表第１\r\n', 'cp932'),
        ]),
      )
    },
  )

  await t.test(
    'a letter the encoding has no room for is told with its line; nothing becomes ?',
    async (t) => {
      const sjis = iconv.encode('一\r\n二', 'cp932')
      t.equal(await edit(sjis, (text) => `${text}\n土屋（𠮷）`), 'edit_letter_has_no_room 3行目の「𠮷」')
      t.same(
        await edit(sjis, (text) => text.replace('二', '㈱髙﨑①')),
        iconv.encode('一\r\n㈱髙﨑①', 'cp932'),
      )
    },
  )

  await t.test('unchanged: the very bytes', async (t) => {
    const original = Buffer.from('80ff0d0a81', 'hex')
    t.same(await edit(original, (text) => text), original)
  })

  await t.test('a list of very many lines', async (t) => {
    const list = 'あ\n'.repeat(160_000)
    t.same(await edit(Buffer.from(list), (text) => `${text}い`), Buffer.from(`${list}い`))
  })

  await t.test('ISO-2022-JP', async (t) => {
    const jis = Buffer.concat([
      Buffer.from('\u001b$B', 'latin1'),
      Buffer.from('2338', 'hex'),
      Buffer.from('\u001b(B\r\nabc', 'latin1'),
    ])
    t.same(
      await edit(jis, (text) => text.replace('abc', 'abd')),
      Buffer.from(jis.toString('latin1').replace('abc', 'abd'), 'latin1'),
    )
  })

  await t.test('what is no edit of a text, and what is too large, is refused', async (t) => {
    for (const given of ['', '{', '[]', '{"text":1}', 'null']) {
      const done = await textEditor.apply(Buffer.from('一'), Buffer.from(given), context)
      t.match(done, { ok: false, error: { code: 'edit_malformed' } }, given)
    }
    t.match(await textEditor.open(Buffer.alloc(5 * 1024 * 1024 + 1, 0x61), 'text'), {
      error: { code: 'edit_too_large' },
    })
  })

  await t.test('any text becomes any other, in its own encoding, and untouched ends stay', async () => {
    const letters = fc.constantFrom('あ', '漢', 'ｱ', 'ー', 'a', '１', ' ', '①')
    const line = fc.string({ unit: letters, maxLength: 6 })
    const ends = fc.constantFrom('\r\n', '\n', '\r')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(line, ends), { maxLength: 12 }),
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('utf8', 'cp932', 'eucjp', 'utf16le'),
        async (was, wanted, encoding) => {
          const body = was.map(([text, end]) => `${text}${end}`).join('')
          const mark = encoding === 'utf16le' ? Buffer.from([0xff, 0xfe]) : Buffer.alloc(0)
          const original = Buffer.concat([mark, iconv.encode(`始め\n${body}`, encoding, { addBOM: false })])
          const opened = await textEditor.open(original, 'text')
          const read = (opened as { value: { encoding: string } }).value.encoding
          // Six letters are not always enough to tell Shift_JIS from EUC-JP.
          fc.pre(read === encoding)
          const edited = await edit(original, () => wanted.join('\n'))
          if (typeof edited === 'string') throw new Error(edited)
          const again = await textEditor.open(edited, 'text')
          fc.pre((again as { value: { encoding: string } }).value.encoding === encoding)
          const { text } = (again as { value: { text: string } }).value
          if (text !== wanted.join('\n'))
            throw new Error(`${JSON.stringify(text)} for ${JSON.stringify(wanted)}`)
        },
      ),
      { numRuns: 300 },
    )
  })
})
