import { readFile } from 'node:fs/promises'
import { test } from 'tap'
import { LegacyManifestRecord } from '../contract/legacy-import.ts'
import { legacyColumns } from '../domain/legacy/columns.ts'
import { legacyCodes } from '../domain/legacy/problem.ts'
import { projectFile } from '../project-root.ts'
import { legacyWords } from './legacy-texts.ts'

test('移行: the guide explains every column and every code, and JSON knows the same fields', async (t) => {
  const guide = await readFile(projectFile('docs/operations/legacy-import.md'), 'utf8')
  const rows = guide.split('\n').map((it) => it.split('|').map((cell) => cell.trim()))
  for (const column of legacyColumns) {
    const row = rows.find((it) => it[1] === `\`${column.name}\`` && it[2] === column.heading)
    t.equal(row?.[3], 'isRequired' in column ? '必須' : '', column.name)
  }
  for (const code of legacyCodes) {
    const row = rows.find((it) => it[1] === `\`${code}\``)
    t.strictSame(row?.slice(3, 5), [legacyWords[code].reason, legacyWords[code].todo], code)
  }
  const file = (legacyColumns as readonly { name: string; of?: string }[]).filter((it) => it.of === 'file')
  const { properties } = LegacyManifestRecord
  t.strictSame(
    new Set([
      ...Object.keys(properties).filter((it) => it !== 'files'),
      ...Object.keys(properties.files.items.properties),
    ]),
    new Set(legacyColumns.map((it) => it.name)),
  )
  t.strictSame(
    Object.keys(properties.files.items.properties).toSorted(),
    file.map((it) => it.name).toSorted(),
  )
  t.strictSame(
    new Set(LegacyManifestRecord.required),
    new Set(legacyColumns.filter((it) => 'isRequired' in it).map((it) => it.name)),
  )
})
