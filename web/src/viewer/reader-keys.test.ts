import { test } from 'tap'
import { helpRows } from './help-rows.ts'
import { readerKeys } from './reader-keys.ts'

test('every key that does something is in the list of keys, and every key of the list does something', (t) => {
  const nothing = () => undefined
  const { plain, control } = readerKeys({
    screen: 500,
    shift: false,
    top: () => 0,
    end: 1000,
    toggleHelp: nothing,
    actions: {
      step: nothing,
      setZoom: nothing,
      turn: nothing,
      goToFile: nothing,
      scrollTo: nothing,
      toggleOutline: nothing,
      toggleNotes: nothing,
      find: nothing,
      findNext: nothing,
      print: nothing,
    },
  })
  const handled = [...Object.keys(plain), ...Object.keys(control).map((it) => `Ctrl+${it}`)]
  t.same(helpRows.flatMap((it) => it.keys).toSorted(), handled.toSorted())
  t.equal(new Set(helpRows.map((it) => it.row)).size, helpRows.length)
  t.end()
})
