import { readFile } from 'node:fs/promises'
import { parse as partsOfPath } from 'node:path'
import { Readable } from 'node:stream'
import type { PersonId } from '../../server/domain/ids.ts'
import { projectFile } from '../../server/project-root.ts'
import { type ImportLegacyDeps, importLegacy } from '../../server/usecases/import-legacy.ts'
import type { LegacyFiles } from '../../server/usecases/legacy-files.ts'
import { type SampleType, sampleFile } from './sample-files/index.ts'

const manifest = 'demo-legacy.csv'

/** What the old system of the example prefecture hands over: a file of the type that its name says. */
const files: LegacyFiles = {
  async find(path) {
    const { name, ext } = partsOfPath(path)
    const bytes = await sampleFile(
      ext.slice(1) as SampleType,
      name,
      '旧文書管理システムから取り出した写しです。',
      2,
    )
    return { sizeBytes: bytes.length, open: async () => Readable.from([bytes]) }
  },
  close: async () => undefined,
}

/** Brings the earlier years of the example prefecture in, as a body does that moves. Throws when a record is not taken. */
export async function makeDemoLegacy(deps: ImportLegacyDeps, signal?: AbortSignal): Promise<void> {
  const done = await importLegacy(deps, {
    ...{ files, isRehearsal: false, by: 'u0104' as PersonId, source: '旧文書管理システム' },
    manifest: { name: manifest, bytes: await readFile(projectFile(`db/seed/${manifest}`)) },
    ...(signal === undefined ? {} : { signal }),
  })
  const rejects = done.ok ? done.value.rejects : [done.error]
  if (rejects.length > 0) throw new Error(`the example's old records: ${JSON.stringify(rejects)}`)
}
