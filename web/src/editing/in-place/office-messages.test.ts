import { test } from 'tap'
import { officeMessageOf } from './office-messages.ts'

test('what an office server says to the page around it', async (t) => {
  const heard = (id: string, values?: object) =>
    officeMessageOf(JSON.stringify({ MessageId: id, Values: values }))
  t.same(heard('App_LoadingStatus', { Status: 'Frame_Ready' }), { is: 'loading', failed: false })
  t.same(heard('App_LoadingStatus', { Status: 'Failed' }), { is: 'loading', failed: true })
  t.same(heard('Doc_ModifiedStatus', { Modified: true }), { is: 'modified', isModified: true })
  t.same(heard('Action_Save_Resp', { success: false }), { is: 'saved', isSaved: false })
  t.same(heard('UI_Close'), { is: 'close' })
  t.same(officeMessageOf({ MessageId: 'UI_Close' }), { is: 'close' }, 'an object, too')
  for (const nothing of ['', '{', 'null', '7', null, undefined, {}, { MessageId: 'View_Added' }])
    t.equal(officeMessageOf(nothing), undefined)
})
