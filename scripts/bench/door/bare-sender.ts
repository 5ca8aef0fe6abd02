import { Webhook } from 'standardwebhooks'

/** What webhooks are measured against: one signed POST after the other, of the same size, with nothing read or kept. Prints milliseconds. */
const [url = '', count = '0', bytes = '0'] = process.argv.slice(2)
const webhook = new Webhook(Buffer.alloc(32, 1).toString('base64'))
const body = JSON.stringify({ said: 'x'.repeat(Math.max(0, Number(bytes) - 11)) })
const started = performance.now()
for (let index = 0; index < Number(count); index += 1) {
  const id = `bare-${index}`
  const at = new Date()
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': webhook.sign(id, at, body),
    },
  })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`the receiver answered ${answer.status}`)
}
process.stdout.write(`${performance.now() - started}\n`)
