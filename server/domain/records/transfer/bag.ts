import { longWareki } from '../../calendar/wareki.ts'
import { localDateOf } from '../../ids.ts'
import type { PackagedFolder } from './packaged.ts'

/** A file of a bag as its manifests name it; `path` from the root of the bag on. */
export type BaggedFile = {
  readonly path: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly sha512: string
}

/** Both are written: SHA-256 is what Kessai names everything by, SHA-512 what RFC 8493 section 2.4 asks for. */
export const bagAlgorithms = ['sha256', 'sha512'] as const

export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

/** `bag-info.txt` (RFC 8493 section 2.2.2); the same for the same state of the 簿冊. */
export function bagInfo(folder: PackagedFolder, payload: readonly BaggedFile[]): string {
  const bytes = payload.reduce((sum, it) => sum + it.sizeBytes, 0)
  const day = localDateOf(folder.asOf)
  const lines = [
    ['Source-Organization', folder.body],
    ['External-Identifier', folder.id],
    ['External-Description', `${folder.fiscalYear}年度 ${folder.name}（${folder.owner}）`],
    ['Internal-Sender-Identifier', folder.contents],
    ['Internal-Sender-Description', `${longWareki(day)}現在の簿冊とその中の文書`],
    ['Bagging-Date', day],
    ['Payload-Oxum', `${bytes}.${payload.length}`],
    ['Bag-Software-Agent', 'Kessai'],
  ]
  return lines.map(([label, value = '']) => `${label}: ${value.replaceAll(/\s+/gu, ' ')}\n`).join('')
}

/** A manifest of a bag (RFC 8493 section 2.1.3), in the order of paths. */
export function bagManifest(files: readonly BaggedFile[], algorithm: (typeof bagAlgorithms)[number]): string {
  return files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((it) => `${it[algorithm]}  ${it.path.replaceAll('%', '%25')}\n`)
    .join('')
}
