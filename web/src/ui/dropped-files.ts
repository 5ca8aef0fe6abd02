export type Dropped = { readonly file: File; readonly path: string }

/** Files that systems leave in folders and nobody means to attach: folder settings and Office's lock files. */
export function isLeftover(name: string): boolean {
  return /^(\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*)$/i.test(name)
}

const byName = new Intl.Collator('ja-JP', { numeric: true })

/**
 * All files of a drop, folders opened all the way down, sorted within a folder as people count (2 before 10). Must be
 * called while the drop event runs: the entries are gone afterwards.
 */
export function droppedFiles(transfer: DataTransfer): Promise<readonly Dropped[]> {
  const entries = [...transfer.items].flatMap((it): readonly (File | FileSystemEntry)[] => {
    if (it.kind !== 'file') return []
    const entry = it.webkitGetAsEntry()
    const file = entry === null ? it.getAsFile() : null
    return entry === null ? (file === null ? [] : [file]) : [entry]
  })
  const lists = entries.map((it) =>
    it instanceof File ? Promise.resolve([{ file: it, path: '' }]) : filesOf(it, ''),
  )
  return Promise.all(lists).then((found) => found.flat())
}

async function filesOf(entry: FileSystemEntry, path: string): Promise<readonly Dropped[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    return [{ file, path }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const children: FileSystemEntry[] = []
  for (;;) {
    // Chromium gives a hundred at a time, and an empty list when there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) break
    children.push(...some)
  }
  children.sort((a, b) => byName.compare(a.name, b.name))
  const below = path === '' ? entry.name : `${path}/${entry.name}`
  const lists: (readonly Dropped[])[] = []
  for (const child of children) lists.push(await filesOf(child, below))
  return lists.flat()
}

/** Files of a file dialog; one opened on a folder tells the way to each. */
export function chosenFiles(list: FileList): readonly Dropped[] {
  return [...list].map((file) => ({
    file,
    path: file.webkitRelativePath.split('/').slice(0, -1).join('/'),
  }))
}

/** Files of a paste. Text copied from a table carries a picture of itself along; then the text is meant. */
export function pastedFiles(transfer: DataTransfer, now: Date): readonly Dropped[] {
  if (transfer.types.includes('text/plain')) return []
  const stamp = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' })
    .format(now)
    .replaceAll(':', '')
  return [...transfer.files].map((file) => ({
    // A pasted screenshot is always called image.png; two of them should be told apart.
    file: file.name === 'image.png' ? new File([file], `貼付け ${stamp}.png`, { type: file.type }) : file,
    path: '',
  }))
}
