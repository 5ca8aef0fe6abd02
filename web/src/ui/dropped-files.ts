export type Dropped = { readonly file: File; readonly path: string }

/** Files that systems leave in folders and nobody means to attach: folder settings and Office's lock files. */
export function isLeftover(name: string): boolean {
  return /^(\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*)$/i.test(name)
}

const byName = new Intl.Collator('ja-JP', { numeric: true })

/** What was dropped: its files, and the names of those that the browser could not read. */
export type Drop = { readonly files: readonly Dropped[]; readonly unread: readonly string[] }

/**
 * All files of a drop, folders opened all the way down, sorted within a folder as people count (2 before 10). Must be
 * called while the drop event runs: the entries are gone afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<Drop> {
  const entries = [...transfer.items].flatMap((it): readonly (File | FileSystemEntry)[] => {
    if (it.kind !== 'file') return []
    const entry = it.webkitGetAsEntry()
    const file = entry === null ? it.getAsFile() : null
    return entry === null ? (file === null ? [] : [file]) : [entry]
  })
  return together(
    await Promise.all(
      entries.map(async (it) =>
        it instanceof File ? { files: [{ file: it, path: '' }], unread: [] } : filesOf(it, ''),
      ),
    ),
  )
}

function together(drops: readonly Drop[]): Drop {
  return { files: drops.flatMap((it) => it.files), unread: drops.flatMap((it) => it.unread) }
}

/** One that cannot be read (moved meanwhile, forbidden, a way that is too long) keeps none of the others back. */
async function filesOf(entry: FileSystemEntry, path: string): Promise<Drop> {
  try {
    return entry.isFile
      ? { files: [{ file: await fileOf(entry as FileSystemFileEntry), path }], unread: [] }
      : await filesIn(entry as FileSystemDirectoryEntry, path)
  } catch {
    return { files: [], unread: isLeftover(entry.name) ? [] : [entry.name] }
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

async function filesIn(folder: FileSystemDirectoryEntry, path: string): Promise<Drop> {
  const reader = folder.createReader()
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
  const below = path === '' ? folder.name : `${path}/${folder.name}`
  const drops: Drop[] = []
  for (const child of children) drops.push(await filesOf(child, below))
  return together(drops)
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
