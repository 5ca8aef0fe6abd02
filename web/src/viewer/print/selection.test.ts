import { test } from 'tap'
import { sceneOf } from '../scene.ts'
import { countOf, filesOf, pagesOnDesk } from './selection.ts'

const file = (id: string, pages: number) => ({
  attachmentId: id,
  revisionId: `r-${id}`,
  name: id,
  kind: 'pdf',
  sizeBytes: 1,
  warnings: [],
  rendition: { status: 'done' as const },
  sizes: Array.from({ length: 2 * pages }, () => 600),
})
const book = { proposalId: 'p', files: [file('a', 5), file('zip', 0), file('b', 2)] }
const scene = sceneOf({
  leadHeight: 100,
  leadWidth: 600,
  width: 800,
  height: 600,
  zoom: 'fit',
  spread: 'single',
  turned: new Map(),
  files: book.files.map((it) => ({
    id: it.attachmentId,
    sizes: it.sizes,
    standIns: 1,
    standInHeight: 380,
    headerHeight: 44,
  })),
})

test('pages of the book as they are asked for', (t) => {
  const pages = pagesOnDesk(scene.boxes)
  t.equal(pages.length, 8, 'the sheet of a file without pages is one')
  t.same(filesOf(book, pages), [
    { revisionId: 'r-a', pages: [[0, 4]] },
    { revisionId: 'r-zip', pages: [[0, 0]] },
    { revisionId: 'r-b', pages: [[0, 1]] },
  ])
  const some = filesOf(
    book,
    [0, 2, 3, 7].flatMap((it) => pages[it] ?? []),
  )
  t.same(some, [
    {
      revisionId: 'r-a',
      pages: [
        [0, 0],
        [2, 3],
      ],
    },
    { revisionId: 'r-b', pages: [[1, 1]] },
  ])
  t.equal(countOf(some), 4)
  t.same(filesOf(book, []), [])
  t.end()
})
