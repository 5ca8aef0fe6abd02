import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A key of the body in a PKCS#12 file, made by openssl as an authority would hand it over. */
export async function makeSigningKey(folder: string, name: string, passphrase: string): Promise<string> {
  const at = (file: string) => join(folder, file)
  const subject = `/C=JP/O=${name}/CN=${name}知事`
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-utf8', '-days', '30', '-subj', subject],
    ...['-keyout', at('key.pem'), '-out', at('cert.pem')],
    ...['-addext', 'keyUsage=digitalSignature,nonRepudiation'],
  ])
  await run('openssl', [
    ...['pkcs12', '-export', '-inkey', at('key.pem'), '-in', at('cert.pem')],
    ...['-out', at('key.p12'), '-passout', `pass:${passphrase}`],
  ])
  return at('key.p12')
}

/** A time stamp authority (RFC 3161): openssl behind HTTP. Answers its address. */
export async function startTimestampAuthority(
  t: { teardown(fn: () => unknown): void },
  folder: string,
): Promise<string> {
  const at = (file: string) => join(folder, file)
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=TSA'],
    ...['-keyout', at('tsa-key.pem'), '-out', at('tsa.pem')],
    ...['-addext', 'extendedKeyUsage=critical,timeStamping'],
  ])
  await writeFile(at('serial'), '01')
  await writeFile(
    at('tsa.cnf'),
    `[tsa]\ndefault_tsa = main\n[main]\nserial = ${at('serial')}\ncrypto_device = builtin
signer_cert = ${at('tsa.pem')}\nsigner_key = ${at('tsa-key.pem')}\nsigner_digest = sha256
default_policy = 1.2.3.4.1\ndigests = sha256, sha384, sha512\nordering = yes\ntsa_name = yes\ness_cert_id_alg = sha256\n`,
  )
  const server: Server = createServer((request, response) => {
    void (async () => {
      const asked: Buffer[] = []
      for await (const chunk of request) asked.push(chunk as Buffer)
      await writeFile(at('query'), Buffer.concat(asked))
      await run('openssl', [
        ...['ts', '-reply', '-config', at('tsa.cnf'), '-queryfile', at('query'), '-out', at('reply')],
      ])
      response.setHeader('content-type', 'application/timestamp-reply')
      response.end(await readFile(at('reply')))
    })().catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** What `pdfsig` says of the signatures of a PDF. */
export async function pdfsigSays(folder: string, pdf: Uint8Array): Promise<string> {
  const file = join(folder, 'signed.pdf')
  await writeFile(file, pdf)
  // It ends with 1 where it does not know the authority, which is so of a key made for a test.
  return run('pdfsig', [file]).then(
    (it) => it.stdout,
    (error: { stdout?: string }) => error.stdout ?? '',
  )
}
