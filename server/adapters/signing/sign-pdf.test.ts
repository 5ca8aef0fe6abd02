import { test } from 'tap'
import { temporaryFolder } from '../../testing/running-server.ts'
import { makePdf } from '../../testing/files.ts'
import { makeSigningKey, pdfsigSays, startTimestampAuthority } from '../../testing/signing-key.ts'
import type { Instant } from '../../domain/ids.ts'
import { createPdfSigner } from './sign-pdf.ts'

const at = '2026-05-11T01:20:00.000Z' as Instant

test('公印: an electronic signature (PAdES) stands behind the PDF and pdfsig finds it valid', async (t) => {
  const folder = await temporaryFolder(t, 'signing')
  const keyFile = await makeSigningKey(folder, 'みほん道', 'geheim')
  const timestampUrl = await startTimestampAuthority(t, folder)
  const onFailure = (error: unknown) => t.fail(String(error))
  const original = makePdf()
  const plain = createPdfSigner({ keyFile, passphrase: 'geheim', onFailure })
  const signed = await plain(original, { reason: '通知', at })
  t.match(signed, { signer: 'みほん道知事', timestamped: false })
  if (signed === undefined) return
  t.same(Buffer.from(signed.bytes).subarray(0, original.byteLength), original, 'only an incremental save')
  const said = await pdfsigSays(folder, signed.bytes)
  t.match(said, /Signature is Valid/)
  t.match(said, /ETSI\.CAdES\.detached/)
  t.match(said, /Total document signed/)

  const stamped = createPdfSigner({ keyFile, passphrase: 'geheim', timestampUrl, onFailure })
  const withTime = await stamped(original, { reason: '通知', at })
  t.match(withTime, { timestamped: true })
  t.match(await pdfsigSays(folder, withTime?.bytes ?? original), /Signature is Valid/)

  const flipped = Buffer.from(signed.bytes)
  const place = flipped.indexOf('/Type')
  flipped.writeUInt8(flipped.readUInt8(place + 2) ^ 1, place + 2)
  t.notMatch(await pdfsigSays(folder, flipped), /Signature is Valid/, 'one bit is found')
})

test('公印: a key that does not open is a failure, told to the log, and nothing is signed', async (t) => {
  const folder = await temporaryFolder(t, 'signing')
  const keyFile = await makeSigningKey(folder, 'みほん道', 'geheim')
  const failures: unknown[] = []
  const onFailure = (error: unknown) => void failures.push(error)
  const wrong = createPdfSigner({ keyFile, passphrase: 'falsch', onFailure })
  t.equal(await wrong(makePdf(), { reason: '通知', at }), undefined)
  const timestampUrl = 'http://127.0.0.1:9/'
  const alone = createPdfSigner({ keyFile, passphrase: 'geheim', timestampUrl, onFailure })
  t.equal(await alone(makePdf(), { reason: '通知', at }), undefined, 'no time stamp authority answers')
  t.equal(failures.length, 2)
})
