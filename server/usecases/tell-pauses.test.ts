import { test } from 'tap'
import { createSmtpMailer } from '../adapters/mail/smtp.ts'
import { readMail, startMailServer } from '../testing/mail-server.ts'
import { administrator, createWebhookOffice } from '../testing/webhook-office.ts'
import { tellPauses } from './tell-pauses.ts'

test('a pause is told by mail, once, to the contact and the システム管理者', async (t) => {
  const office = await createWebhookOffice(t)
  const server = await startMailServer(t)
  const mailer = createSmtpMailer({ url: server.url, from: '決裁システム <kessai@mihon.example>' })
  t.teardown(() => mailer.close())
  const deps = { ...office.hooks, mailer, publicUrl: 'https://kessai.mihon.example' }
  const { id } = await office.endpoint('http://127.0.0.1:9/hook?token=himitsu', {
    contact: 'ban@vendor.example',
  })
  await office.db
    .updateTable('person')
    .set({ email: 'joho@mihon.example' })
    .where('id', '=', administrator)
    .execute()
  t.equal(await tellPauses(deps), 0, 'nothing is paused')
  await office.db
    .updateTable('webhook_endpoint')
    .set({ paused_at: '2026-05-14T01:20:00.000Z', pause_reason: 'failing' })
    .where('id', '=', id)
    .execute()
  server.refuse = 451
  await t.rejects(tellPauses(deps), 'the mail server takes nothing now')
  server.refuse = undefined
  t.equal(await tellPauses(deps), 1)
  t.same(server.received.flatMap((it) => it.to).sort(), ['ban@vendor.example', 'joho@mihon.example'])
  const { headers, text } = readMail(server.received[0]?.source ?? '')
  t.equal(headers.get('subject'), '外部システムへの通知を止めました（sys-zaimu）')
  t.match(text, /三日のあいだ一度も届かなかったため/)
  t.match(text, `https://kessai.mihon.example/settings/webhooks?endpoint=${id}`)
  t.notMatch(text, /himitsu/, 'an address may carry a secret')
  t.equal(await tellPauses(deps), 0, 'told once')
})
