import { chown, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fontsConf, registryModifications } from './office-profile.ts'

/**
 * A folder with a profile and a font configuration, as LibreOffice is to find them. A profile that has been used once
 * starts twice as fast, so `useOnce` converts a file with it: it gets the folder, in which the file is `in.rtf`.
 */
export async function prepareTemplate(useOnce: (folder: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-profile-'))
  await mkdir(join(profileFolder(folder), 'user'), { recursive: true })
  await writeFile(join(profileFolder(folder), 'user', 'registrymodifications.xcu'), registryModifications())
  await writeFile(join(folder, 'in.rtf'), '{\\rtf1 Kessai}')
  await useOnce(folder)
  await writeFile(fontsFile(folder), fontsConf(folder))
  await giveToNobody(folder)
  return folder
}

export const profileFolder = (folder: string): string => join(folder, 'profile')

export const fontsFile = (folder: string): string => join(folder, 'fonts.conf')

/** LibreOffice reads and writes as the unprivileged user it runs as. */
export async function giveToNobody(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  await chown(folder, 65534, 65534)
  for (const entry of await readdir(folder, { recursive: true }))
    await chown(join(folder, entry), 65534, 65534)
}
