import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fetchOnce, fetchedHome } from '../fetched.ts'

/** The newest 26 whose distribution Maven Central has; 26.8 is there as libraries only. */
export const keycloakVersion = '26.7.3'

const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1'
const directoryVersion = '7.0.3'
const artifact = `org.keycloak:keycloak-quarkus-dist:${keycloakVersion}:tar.gz`

/** Where Keycloak stays between runs, unpacked and built: outside the repository, one folder a version. */
export const keycloakHome = join(fetchedHome, `keycloak-${keycloakVersion}`)

/** A small LDAP server that keeps everything in memory, for people whom Keycloak finds there. */
export const directoryJar = join(fetchedHome, `unboundid-ldapsdk-${directoryVersion}.jar`)

const isBuilt = (): boolean => existsSync(join(keycloakHome, 'bin', 'kc.sh'))

/** Whether Keycloak is there, ready to be started, with the LDAP server of its tests. */
export function isFetched(): boolean {
  return isBuilt() && existsSync(directoryJar)
}

/**
 * Fetches Keycloak through Maven and builds it for an in-memory database, once, and the LDAP server of its tests; does
 * nothing when that is done. Throws with what was said when Java, Maven or the way to its repository is missing.
 */
export async function fetchKeycloak(): Promise<void> {
  await fetchDirectory()
  await fetchOnce(keycloakHome, async (folder) => {
    // In that folder: the plug-in leaves a mark where it is called.
    await run(folder, 'mvn', [
      ...['-B', '-q', `${plugin}:unpack`],
      ...[`-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`],
    ])
    const home = join(folder, `keycloak-${keycloakVersion}`)
    // What `start` would otherwise do at every start; half a minute on two cores.
    await run(folder, join(home, 'bin', 'kc.sh'), ['build', '--db=dev-mem'])
    return home
  })
}

function fetchDirectory(): Promise<void> {
  return fetchOnce(directoryJar, async (folder) => {
    const wanted = `com.unboundid:unboundid-ldapsdk:${directoryVersion}`
    await run(folder, 'mvn', [
      ...['-B', '-q', `${plugin}:copy`],
      ...[`-Dartifact=${wanted}`, `-DoutputDirectory=${folder}`],
    ])
    return join(folder, basename(directoryJar))
  })
}

async function run(folder: string, command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (it: Buffer) => (said += it.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0)
    throw new Error(`${command} ${args[0] ?? ''} ended with code ${code}:\n${said.slice(-4000)}`)
}
