import { test } from 'tap'
import type { PersonId } from '../ids.ts'
import { foldText } from '../text/fold.ts'
import { findAgain } from './anchor.ts'
import { type NoteAudience, keepsNote, seesNote, settlesNote } from './note.ts'

const [writer, drafter, approver, reader] = ['w', 'd', 'a', 'r'].map((id) => ({
  person: id as PersonId,
  isDrafter: id === 'd',
  isOnRoute: id === 'w' || id === 'a',
})) as [Who, Who, Who, Who]
type Who = { readonly person: PersonId; readonly isDrafter: boolean; readonly isOnRoute: boolean }
const noteFor = (audience: NoteAudience) => ({ by: writer.person, audience })

test('付箋: who sees a note, by whom it is for', async (t) => {
  const seenBy = (audience: NoteAudience) =>
    [writer, drafter, approver, reader].filter((it) => seesNote(noteFor(audience), it)).map((it) => it.person)
  t.same(seenBy('private'), ['w'])
  t.same(seenBy('drafter'), ['w', 'd'])
  t.same(seenBy('route'), ['w', 'd', 'a'])
})

test('付箋: its writer keeps it, the drafter may settle what he or she sees', async (t) => {
  t.same(
    [writer, drafter, approver].map((it) => keepsNote(noteFor('route'), it)),
    [true, false, false],
  )
  t.same(
    [writer, drafter, approver].map((it) => settlesNote(noteFor('route'), it)),
    [true, true, false],
  )
  t.same(settlesNote(noteFor('private'), drafter), false)
})

const pagesOf = (bodies: readonly string[]) => bodies.map((body) => ({ body, folded: foldText(body) }))
const quote = { before: '補助率は', text: '２分の１', after: '以内とする。' }

test('付箋: a passage is found where its surroundings agree longest, else on the nearest page', async (t) => {
  const pages = pagesOf([
    '第１条 負担は2分の1とする。',
    '表紙',
    '第５条 補助率は\n２分の１以内とする。',
    '別紙 2分の1',
  ])
  t.same(findAgain(pages, { pageIndex: 0, quote }), { pageIndex: 2, ordinal: 0 })
  t.same(findAgain(pages, { pageIndex: 3, quote: { ...quote, before: '', after: '' } }), {
    pageIndex: 3,
    ordinal: 0,
  })
  t.same(
    findAgain(pagesOf(['2分の1、2分の1以内とする。']), { pageIndex: 7, quote }),
    { pageIndex: 0, ordinal: 1 },
    'the second of the page',
  )
})

test('付箋: a passage that is gone is nowhere, and nothing is found nowhere', async (t) => {
  t.equal(findAgain(pagesOf(['補助率は３分の１以内とする。']), { pageIndex: 0, quote }), undefined)
  t.equal(findAgain(pagesOf(['補助率']), { pageIndex: 0, quote: { ...quote, text: ' ' } }), undefined)
  t.equal(findAgain([], { pageIndex: 0, quote }), undefined)
})
