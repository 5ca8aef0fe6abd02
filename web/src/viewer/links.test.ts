import { test } from 'tap'
import { fragmentOf, targetOf } from './links.ts'

const id = '6f0b8a52-0d5c-4a7e-9d36-0a1f1f6d2b11'

test('a link to a page or a note leads there again', async (t) => {
  for (const target of [
    { page: { attachmentId: id, pageIndex: 0 } },
    { page: { attachmentId: id, pageIndex: 1499 } },
    { note: id },
    { find: '第3条 第2項/ただし書 100%' },
    { passage: { page: { attachmentId: id, pageIndex: 11 }, words: '第3条 第2項/ただし書 100%' } },
  ])
    t.same(targetOf(fragmentOf(target)), target)
  t.equal(fragmentOf({ page: { attachmentId: id, pageIndex: 4 } }), `#page=${id}/5`)
})

test('what is no such link leads nowhere', async (t) => {
  for (const fragment of [
    '',
    '#',
    '#page=1',
    `#page=${id}/0`,
    `#page=${id}/-1`,
    `#note=${id}x`,
    '#note=',
    '#find=',
    '#find=%E3%81',
    '#find=a/b',
    `#passage=${id}/2`,
    `#passage=${id}/2/`,
    `#passage=${id}/0/a`,
    `#passage=${id}/2/%E3%81`,
    `#page=${id}/1"`,
  ])
    t.equal(targetOf(fragment), undefined, fragment)
})
