/** One thing that differs between two manifests. `field` is a property of the content, dotted (`disclosure.class`). */
export type ManifestChange =
  | { readonly kind: 'property'; readonly field: string; readonly before: unknown; readonly after: unknown }
  | { readonly kind: 'file'; readonly how: 'added' | 'removed'; readonly name: string }
  /** By the content it had and has. */
  | {
      readonly kind: 'file'
      readonly how: 'changed'
      readonly name: string
      readonly before: { readonly sha256: string }
      readonly after: { readonly sha256: string }
    }
  | { readonly kind: 'file'; readonly how: 'renamed'; readonly name: string; readonly before: string }
  | { readonly kind: 'file'; readonly how: 'moved'; readonly name: string }

type File = { readonly name: string; readonly sha256: string }
type Manifest = { readonly attachments: readonly File[]; readonly content: Readonly<Record<string, unknown>> }

/**
 * What changed from one manifest text to another, properties first, then files in the order of the new one; empty when
 * nothing did. A file of the same content under another name was renamed; one of the same name with other content was
 * changed; where only the order differs, the files that stand elsewhere were moved.
 */
export function diffManifests(beforeText: string, afterText: string): readonly ManifestChange[] {
  const before = JSON.parse(beforeText) as Manifest
  const after = JSON.parse(afterText) as Manifest
  return [
    ...diffProperties(before.content, after.content, ''),
    ...diffFiles(before.attachments, after.attachments),
  ]
}

function diffProperties(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path: string,
): ManifestChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key): ManifestChange[] => {
    const was = before[key]
    const is = after[key]
    const field = `${path}${key}`
    if (isRecord(was) && isRecord(is)) return diffProperties(was, is, `${field}.`)
    return JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [{ kind: 'property', field, before: was, after: is }]
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function diffFiles(before: readonly File[], after: readonly File[]): ManifestChange[] {
  const left = [...before]
  const take = (fits: (file: File) => boolean): File | undefined => {
    const index = left.findIndex(fits)
    return index === -1 ? undefined : left.splice(index, 1)[0]
  }
  // What is wholly the same is settled first, so that a second file of the same name or content finds its own.
  const same = new Set(
    after.filter((file) => take((it) => it.name === file.name && it.sha256 === file.sha256)),
  )
  const changes = after.flatMap((file): ManifestChange[] => {
    if (same.has(file)) return []
    const earlier = take((it) => it.name === file.name)
    if (earlier !== undefined) {
      return [
        {
          kind: 'file',
          how: 'changed',
          name: file.name,
          before: { sha256: earlier.sha256 },
          after: { sha256: file.sha256 },
        },
      ]
    }
    const renamed = take((it) => it.sha256 === file.sha256)
    return renamed === undefined
      ? [{ kind: 'file', how: 'added', name: file.name }]
      : [{ kind: 'file', how: 'renamed', name: file.name, before: renamed.name }]
  })
  const removed = left.map((file): ManifestChange => ({ kind: 'file', how: 'removed', name: file.name }))
  return [...changes, ...removed, ...moved(before, after)]
}

function moved(before: readonly File[], after: readonly File[]): ManifestChange[] {
  const was = before.map((it) => it.name).filter((name) => after.some((it) => it.name === name))
  const is = after.map((it) => it.name).filter((name) => before.some((it) => it.name === name))
  return is.flatMap((name, index): ManifestChange[] =>
    was[index] === name ? [] : [{ kind: 'file', how: 'moved', name }],
  )
}
