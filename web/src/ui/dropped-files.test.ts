import { test } from 'tap'
import { droppedFiles } from './dropped-files.ts'

const file = (name: string) => ({
  isFile: true,
  name,
  file: (take: (file: File) => void) => take(new File([], name)),
})
const broken = (name: string) => ({
  isFile: true,
  name,
  file: (_take: unknown, refuse: (error: Error) => void) => refuse(new Error('moved meanwhile')),
})
/** Children come in one go, or not at all. */
function folder(name: string, children: readonly object[] | undefined) {
  const given = [children ?? [], []]
  return {
    isFile: false,
    name,
    createReader: () => ({
      readEntries(take: (entries: readonly object[]) => void, refuse: (error: Error) => void) {
        if (children === undefined) refuse(new Error('forbidden'))
        else take(given.shift() ?? [])
      },
    }),
  }
}
const dropped = (...entries: readonly object[]) =>
  droppedFiles({ items: entries.map((it) => ({ kind: 'file', webkitGetAsEntry: () => it })) } as never)

test('what cannot be read is named, and keeps no other file of the drop back', async (t) => {
  const plans = folder('図面', [file('10.pdf'), broken('案.pdf'), file('2.pdf'), folder('閉', undefined)])
  const { files, unread } = await dropped(file('伺い.docx'), plans, broken('~$伺い.docx'))
  t.same(
    files.map((it) => `${it.path}/${it.file.name}`),
    ['/伺い.docx', '図面/2.pdf', '図面/10.pdf'],
  )
  t.same(unread.toSorted(), ['案.pdf', '閉'], 'what nobody means to attach is no loss')
})
