import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../running-server.ts'
import { directoryJar } from './distribution.ts'

/** An LDAP server with the staff of two small offices: one laid out as Active Directory lays it out, one as OpenLDAP does. */
export type DirectoryServer = {
  /** `ldap://127.0.0.1:PORT` */
  readonly url: string
  readonly bindDn: string
  readonly bindPassword: string
  readonly adUsersDn: string
  readonly usersDn: string
  /** Shuts the account of somebody in the Active Directory, as its administrator would. */
  readonly disable: (name: string) => Promise<void>
}

/** The password of everybody in it. */
export const directoryPassword = 'directory-password'

const adUsersDn = 'ou=職員,dc=mihon,dc=example'
const usersDn = 'ou=people,dc=machi,dc=example'

type Entry = Readonly<Record<string, string | readonly string[] | Uint8Array>>

function office(domain: string, unit: string): readonly Entry[] {
  const dn = `dc=${domain},dc=example`
  return [
    { dn, objectClass: ['top', 'domain'], dc: domain },
    { dn: `ou=${unit},${dn}`, objectClass: ['top', 'organizationalUnit'], ou: unit },
  ]
}

function adPerson(login: string, name: string, changes: Entry = {}): Entry {
  const [family = '', given = ''] = name.split('　')
  const guid = Buffer.from(randomUUID().replaceAll('-', ''), 'hex')
  const classes = ['top', 'person', 'organizationalPerson', 'user']
  return {
    dn: `cn=${name},${adUsersDn}`,
    objectClass: classes,
    cn: name,
    sn: family,
    givenName: given || family,
    sAMAccountName: login,
    objectGUID: guid,
    userAccountControl: '512',
    pwdLastSet: '134000000000000000',
    userPassword: directoryPassword,
    ...changes,
  }
}

/** What `userAccountControl` says of an account that is shut. */
const disabled = '514'

const entries: readonly Entry[] = [
  ...office('mihon', '職員'),
  ...office('machi', 'people'),
  // The account's name and the 職員番号 differ, as in an office that names accounts after people.
  adPerson('m.atsubetsu', '厚別　恵', { employeeNumber: 'u0114' }),
  adPerson('f.takahashi', '髙橋　文子', { employeeNumber: 'u0104', userAccountControl: disabled }),
  adPerson('pc0001$', 'PC0001', {
    objectClass: ['top', 'person', 'organizationalPerson', 'user', 'computer'],
  }),
  {
    dn: `uid=nakajima,${usersDn}`,
    objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
    uid: 'nakajima',
    cn: '中島　望',
    sn: '中島',
    givenName: '望',
    employeeNumber: 'u0503',
    userPassword: directoryPassword,
  },
]

/** Starts it on a port of this machine, in memory and without a schema, until the test ends. Throws when it does not come up. */
export async function startDirectory(t: { teardown(fn: () => unknown): void }): Promise<DirectoryServer> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-directory-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const ldif = join(folder, 'entries.ldif')
  await writeFile(ldif, entries.map(toLdif).join('\n'))
  const [port, bindPassword] = [await freePort(), randomUUID()]
  const bindDn = 'cn=keycloak'
  const child = spawn(
    'java',
    [
      ...['-Xmx64m', '-XX:TieredStopAtLevel=1', '-cp', directoryJar],
      'com.unboundid.ldap.listener.InMemoryDirectoryServerTool',
      ...['--port', String(port), '--ldifFile', ldif],
      ...['--baseDN', 'dc=mihon,dc=example', '--baseDN', 'dc=machi,dc=example'],
      ...['--additionalBindDN', bindDn, '--additionalBindPassword', bindPassword],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (it: Buffer) => (said += String(it)))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  t.teardown(async () => {
    child.kill()
    await ended
  })
  while (!(await listens(port))) {
    if (hasEnded(child)) throw new Error(`the directory server ended while starting:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url: `ldap://127.0.0.1:${port}`,
    bindDn,
    bindPassword,
    adUsersDn,
    usersDn,
    async disable(name) {
      const change = join(folder, 'change.ldif')
      const replace = { changetype: 'modify', replace: 'userAccountControl', userAccountControl: disabled }
      await writeFile(change, toLdif({ dn: `cn=${name},${adUsersDn}`, ...replace }))
      const tool = 'com.unboundid.ldap.sdk.unboundidds.tools.LDAPModify'
      const where = ['-h', '127.0.0.1', '-p', String(port), '-D', bindDn, '-w', bindPassword, '-f', change]
      await promisify(execFile)('java', ['-cp', directoryJar, tool, ...where])
    },
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function toLdif(entry: Entry): string {
  const lines = Object.entries(entry).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [value as string | Uint8Array]).map((it) =>
      typeof it === 'string' && isPlain(it)
        ? `${name}: ${it}`
        : `${name}:: ${Buffer.from(it as Uint8Array).toString('base64')}`,
    ),
  )
  return `${lines.join('\n')}\n`
}

/** Anything else stands in base64: names are Japanese, and some values are no text at all. */
const isPlain = (text: string): boolean => /^[a-z0-9][ -~]*$/i.test(text)
