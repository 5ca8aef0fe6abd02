import { randomBytes } from 'node:crypto'
import { test } from 'tap'
import { createSecretBox } from './secret-box.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

test('with a key a copy of the database gives no secret away, and a sealed one opens in its own row only', async (t) => {
  const [key, other] = [randomBytes(32), randomBytes(32)]
  const box = createSecretBox([key])
  t.ok(box.isSealing)
  const kept = box.seal(secret, 'row-1')
  t.notMatch(kept, /whsec|MfKQ/)
  t.not(kept, box.seal(secret, 'row-1'), 'never the same twice')
  t.equal(box.open(kept, 'row-1'), secret)
  t.equal(box.open(kept, 'row-2'), undefined)
  t.equal(createSecretBox([]).open(kept, 'row-1'), undefined)
  t.equal(createSecretBox([other]).open(kept, 'row-1'), undefined)
  const bytes = Buffer.from(kept.split(':')[2] ?? '', 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  t.equal(
    box.open(`${kept.split(':').slice(0, 2).join(':')}:${bytes.toString('base64')}`, 'row-1'),
    undefined,
  )
  const rotated = createSecretBox([other, key])
  t.equal(rotated.open(kept, 'row-1'), secret, 'a former key opens')
  t.equal(
    createSecretBox([other]).open(rotated.seal(secret, 'row-1'), 'row-1'),
    secret,
    'the first one seals',
  )
})

test('without a key it lies open, and stays readable when a key comes', async (t) => {
  const kept = createSecretBox([]).seal(secret, 'row-1')
  t.equal(kept, `plain:${secret}`)
  t.equal(createSecretBox([randomBytes(32)]).open(kept, 'row-1'), secret)
})
