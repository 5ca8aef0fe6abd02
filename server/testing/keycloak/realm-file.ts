import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { projectFile } from '../../project-root.ts'

/** Where the programs stand that sign in by a realm. */
export type RealmPlaces = { readonly kessai: string; readonly portal: string }

/** The password of everybody in the example. */
export const examplePassword = 'kessai-keycloak'

type RealmFile = Readonly<Record<string, unknown>> & {
  readonly clients: readonly unknown[]
  readonly users?: readonly unknown[]
}

/**
 * The realm of db/keycloak/ with the people and programs of the example prefecture added, placeholders as they are;
 * `name`: under another name.
 */
export async function exampleRealm(
  name = 'kessai',
): Promise<{ readonly name: string; readonly text: string }> {
  const read = async (file: string): Promise<RealmFile> =>
    JSON.parse(await readFile(projectFile(`db/keycloak/${file}`), 'utf8')) as RealmFile
  const [realm, example] = [await read('kessai-realm.json'), await read('example.json')]
  const whole = {
    ...realm,
    realm: name,
    clients: [...realm.clients, ...example.clients],
    users: example.users,
  }
  return { name, text: JSON.stringify(whole) }
}

const secrets = ['WEB', 'SECRET_PORTAL', 'SECRET_SYS_ZAIMU', 'SECRET_SYS_JINJI', 'SECRET_SYS_KINTAI', 'SECRET_SYS_EFORM', 'SECRET_SYS_TRIAL'] // prettier-ignore

/** A value for every placeholder of the example realm; secrets are new each time. */
export function realmPlaceholders(places: RealmPlaces): Readonly<Record<string, string>> {
  const made = secrets.map((it) => [
    it === 'WEB' ? 'KESSAI_WEB_SECRET' : `KESSAI_${it}`,
    randomBytes(24).toString('base64url'),
  ])
  return {
    KESSAI_PUBLIC_ORIGIN: places.kessai,
    KESSAI_BACKCHANNEL_ORIGIN: places.kessai,
    KESSAI_PORTAL_ORIGIN: places.portal,
    KESSAI_EXAMPLE_PASSWORD: examplePassword,
    ...(Object.fromEntries(made) as Record<string, string>),
  }
}
