import { test } from 'tap'
import { mergeFields, sameFields } from '../../api/merge-fields.ts'
import { emptyContent } from './content.ts'
import {
  atOnce,
  droppedOrder,
  isBusy,
  startable,
  uploads,
  type Upload,
  type UploadAction,
} from './upload-queue.ts'

test('two writers of one draft', async (t) => {
  const base = { ...emptyContent, title: '件名', body: '本文' }
  await t.test('different fields come together', (t) => {
    const { merged, conflicts } = mergeFields(
      base,
      { ...base, title: '新しい件名' },
      { ...base, amountYen: 5 },
    )
    t.same(conflicts, [])
    t.equal(merged.title, '新しい件名')
    t.equal(merged.amountYen, 5)
    t.end()
  })
  await t.test('the same field is a conflict, and mine is kept in the merge', (t) => {
    const { merged, conflicts } = mergeFields(base, { ...base, body: '私' }, { ...base, body: '他' })
    t.same(conflicts, ['body'])
    t.equal(merged.body, '私')
    t.end()
  })
  await t.test('a field I took away stays away', (t) => {
    const { merged } = mergeFields({ ...base, amountYen: 3 }, base, { ...base, amountYen: 3 })
    t.notOk('amountYen' in merged)
    t.end()
  })
  await t.test('the order of keys says nothing', (t) => {
    const turned = { ...base, disclosure: { grounds: [], class: '' } }
    t.ok(sameFields(base, turned))
    t.notOk(sameFields(base, { ...base, flags: ['重要'] }))
    t.end()
  })
  t.end()
})

test('the upload queue', async (t) => {
  const run = (...actions: readonly UploadAction[]) =>
    actions.reduce<readonly Upload[]>((queue, it) => uploads(queue, it), [])
  const added = (count: number): UploadAction => ({
    type: 'added',
    files: Array.from({ length: count }, (_, it) => ({
      key: `k${it}`,
      name: `${it}.pdf`,
      path: '',
      sizeBytes: 100,
    })),
  })
  await t.test('four at a time, first come first', (t) => {
    const queue = run(added(6), { type: 'started', key: 'k0' })
    t.same(
      startable(queue).map((it) => it.key),
      ['k1', 'k2', 'k3'],
    )
    const all = ['k0', 'k1', 'k2', 'k3'].map((key): UploadAction => ({ type: 'started', key }))
    t.equal(startable(run(added(6), ...all)).length, 0)
    const next = run(added(6), ...all, { type: 'finished', key: 'k2', attachmentId: 'a' })
    t.same(
      startable(next).map((it) => it.key),
      ['k4'],
    )
    t.equal(atOnce, 4)
    t.end()
  })
  await t.test('a failed file does not stop the rest, and can be tried again with its key', (t) => {
    const queue = run(
      added(2),
      { type: 'started', key: 'k0' },
      { type: 'failed', key: 'k0', failure: '空です。' },
    )
    t.same(
      startable(queue).map((it) => it.key),
      ['k1'],
    )
    const again = uploads(queue, { type: 'retried', key: 'k0' })
    t.match(again[0], { key: 'k0', state: 'waiting', sentBytes: 0 })
    t.notOk('failure' in (again[0] ?? {}))
    t.end()
  })
  await t.test('progress never runs backwards, and full means checking', (t) => {
    const start = run(
      added(1),
      { type: 'started', key: 'k0' },
      { type: 'progressed', key: 'k0', sentBytes: 60 },
    )
    t.equal(uploads(start, { type: 'progressed', key: 'k0', sentBytes: 40 })[0]?.sentBytes, 60)
    // The multipart envelope makes more bytes than the file has.
    t.match(uploads(start, { type: 'progressed', key: 'k0', sentBytes: 160 })[0], {
      sentBytes: 100,
      state: 'checking',
    })
    t.end()
  })
  await t.test('what was cancelled stays away when its answer comes late', (t) => {
    const queue = run(added(1), { type: 'started', key: 'k0' }, { type: 'removed', key: 'k0' })
    t.same(uploads(queue, { type: 'finished', key: 'k0', attachmentId: 'a' }), [])
    t.end()
  })
  await t.test('busy until all are done or failed', (t) => {
    t.ok(isBusy(run(added(1))))
    t.notOk(isBusy(run(added(1), { type: 'failed', key: 'k0', failure: '' })))
    t.notOk(isBusy(run(added(1), { type: 'finished', key: 'k0', attachmentId: 'a' })))
    t.end()
  })
  await t.test('the dropped order wins over the order of arrival', (t) => {
    const queue = run(
      added(3),
      { type: 'finished', key: 'k1', attachmentId: 'b' },
      { type: 'finished', key: 'k0', attachmentId: 'a' },
      { type: 'failed', key: 'k2', failure: '' },
    )
    t.same(droppedOrder(['old', 'b', 'a'], queue), ['old', 'a', 'b'])
    t.equal(droppedOrder(['old', 'a', 'b'], queue), undefined)
    t.same(droppedOrder(['b', 'a', 'new'], queue), ['new', 'a', 'b'])
    t.end()
  })
  t.end()
})
