import { readFile } from 'node:fs/promises'
import { projectFile } from '../../project-root.ts'

/** A part of db/keycloak/parts/ with its placeholders filled. Throws when one of them is given nothing. */
export async function realmPart(
  file: string,
  placeholders: Readonly<Record<string, string>> = {},
): Promise<RealmPart> {
  const text = await readFile(projectFile(`db/keycloak/parts/${file}`), 'utf8')
  return JSON.parse(fillPlaceholders(text, placeholders)) as RealmPart
}

export type RealmPart = Readonly<Record<string, unknown>> & {
  readonly config: Readonly<Record<string, readonly string[]>>
}

/** Only a start of Keycloak fills them by itself. What is not ours (`${username}`) is for Keycloak's pages. */
export function fillPlaceholders(text: string, placeholders: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(KESSAI_\w+)\}/g, (_whole, key: string) => {
    const value = placeholders[key]
    if (value === undefined) throw new Error(`nothing is said of ${key}`)
    return JSON.stringify(value).slice(1, -1)
  })
}
