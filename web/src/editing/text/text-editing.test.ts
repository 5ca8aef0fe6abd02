import iconv from 'iconv-lite'
import { test } from 'tap'
import { misfitsOf } from './encodable.ts'
import { mergeLines } from './merge-lines.ts'

test('two edits of one text become one', async (t) => {
  const base = '一\n二\n三\n四\n五'
  t.equal(mergeLines(base, '一\n二の二\n三\n四\n五', '一\n二\n三\n四の四\n五'), '一\n二の二\n三\n四の四\n五')
  t.equal(mergeLines(base, base, '一\n五'), '一\n五', 'only the other one changed it')
  t.equal(mergeLines(base, '零\n一\n二\n三\n四\n五', '一\n二\n三\n四\n五\n六'), '零\n一\n二\n三\n四\n五\n六')
  t.equal(
    mergeLines(base, '一\n二\n甲\n四\n五', '一\n二\n乙\n四\n五'),
    '一\n二\n甲\n四\n五',
    'both: the own one stands',
  )
  t.equal(mergeLines(base, '一\n二\n甲\n四\n五', '一\n二\n甲\n四\n五'), '一\n二\n甲\n四\n五', 'both the same')
})

test('letters that an encoding has no room for are known before it is saved', async (t) => {
  t.same(misfitsOf('土屋（𠮷）𠮷 ㈱髙﨑①', 'cp932'), ['𠮷'])
  t.same(misfitsOf('𠮷😀', 'utf8'), [])
  t.same(misfitsOf('😀'.repeat(3), 'eucjp'), ['😀'])
  t.equal(
    misfitsOf(Array.from({ length: 30 }, (_, n) => String.fromCodePoint(0x1f600 + n)).join(''), 'cp932')
      .length,
    10,
  )
  // The table is the browser's; the file is written by the server's.
  for (let code = 0x20; code < 0xffff; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue
    const letter = String.fromCharCode(code)
    const written = iconv.decode(iconv.encode(letter, 'cp932'), 'cp932') === letter
    if (written && misfitsOf(letter, 'cp932').length > 0) t.fail(`U+${code.toString(16)} can be written`)
  }
})
