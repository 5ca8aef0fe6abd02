import { hostileArchives } from './archives.ts'
import { damagedFiles } from './damaged.ts'
import type { HostileFile, Lure } from './hostile-file.ts'
import { hostileOffice } from './office-files.ts'
import { hostilePdfs } from './pdfs.ts'
import { hostilePictures } from './pictures.ts'
import { hostileWords } from './words.ts'

/** More than 200 malformed and hostile files, the same every time; numbered, so that no two have one name. */
export async function hostileFiles(lure: Lure): Promise<readonly HostileFile[]> {
  const files = [
    ...hostilePdfs(lure),
    ...(await hostilePictures(lure)),
    ...hostileArchives(lure),
    ...hostileOffice(lure),
    ...hostileWords(lure),
    ...(await damagedFiles()),
  ]
  return files.map((it, index) => ({ ...it, name: `${String(index + 1).padStart(3, '0')} ${it.name}` }))
}
