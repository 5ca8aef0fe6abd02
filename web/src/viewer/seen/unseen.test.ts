import { test } from 'tap'
import type { Book } from '../../../../server/contract/book.ts'
import { hasAllOf, partInWindow, unseenPages, withAllOf, withSeen } from './unseen.ts'

const file = (attachmentId: string, pages: number): Book['files'][number] => ({
  attachmentId,
  revisionId: `r-${attachmentId}`,
  name: attachmentId,
  kind: 'pdf',
  sizeBytes: 1,
  warnings: [],
  rendition: { status: 'done' },
  sizes: Array.from({ length: 2 * pages }, () => 600),
})
const book: Book = { proposalId: 'p', files: [file('a', 3), file('waiting', 0), file('b', 2)] }

test('what was not seen, in reading order', async (t) => {
  const seen = withSeen(withSeen({ files: [] }, 'r-a', [2]), 'r-b', [0, 1])
  t.same(unseenPages(book, seen), [
    { attachmentId: 'a', pageIndex: 0 },
    { attachmentId: 'a', pageIndex: 1 },
  ])
  t.same(withSeen(seen, 'r-a', [0, 2]).files.find((it) => it.revisionId === 'r-a')?.pages, [0, 2])
  t.equal(unseenPages(book, { files: [] }).length, 5)
})

test('how much of a page is in the window', async (t) => {
  const window = { x: 0, y: 1000, width: 800, height: 600 }
  t.equal(partInWindow({ x: 100, y: 1100, width: 400, height: 400 }, window), 1)
  t.equal(partInWindow({ x: 100, y: 800, width: 400, height: 400 }, window), 0.5)
  t.equal(partInWindow({ x: 0, y: 0, width: 800, height: 4000 }, window), 1, 'it fills the window')
  t.equal(partInWindow({ x: 0, y: 5000, width: 800, height: 400 }, window), 0)
})

test('pages that were seen meanwhile come to those that are known', async (t) => {
  const noted = withSeen(withSeen({ files: [] }, 'r-a', [0]), 'r-b', [1])
  const known = withSeen({ files: [] }, 'r-a', [2])
  t.notOk(hasAllOf(known, noted))
  const all = withAllOf(known, noted)
  t.ok(hasAllOf(all, noted))
  t.equal(unseenPages(book, all).length, 2)
})
