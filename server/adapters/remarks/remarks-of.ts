import { open, stat } from 'node:fs/promises'
import { sampleOf } from '../sniff/bytes.ts'
import { docRemarks } from './doc.ts'
import { openDocumentRemarks } from './open-document.ts'
import { openParts } from './office-parts.ts'
import { documentRemarks, slidesRemarks, workbookRemarks } from './open-xml.ts'
import { xlsRemarks } from './xls.ts'

const readers: Readonly<Record<string, typeof documentRemarks>> = {
  docx: documentRemarks,
  xlsx: workbookRemarks,
  pptx: slidesRemarks,
  odt: (parts) => openDocumentRemarks(parts, 'odt'),
  ods: (parts) => openDocumentRemarks(parts, 'ods'),
  odp: (parts) => openDocumentRemarks(parts, 'odp'),
}

const oleReaders: Readonly<Record<string, typeof xlsRemarks>> = { xls: xlsRemarks, doc: docRemarks }

/**
 * What an office file holds that its pages do not show: codes of usecases/file-sentences.ts, each with an optional detail
 * after a colon. Nothing for other kinds, and for a file that cannot be read: its pages say so.
 */
export async function remarksOf(path: string, kind: string): Promise<readonly string[]> {
  const readOle = oleReaders[kind]
  if (readOle !== undefined) {
    const handle = await open(path, 'r')
    try {
      return await readOle(await sampleOf(handle, { path, name: '', sizeBytes: (await stat(path)).size }))
    } finally {
      await handle.close()
    }
  }
  const read = readers[kind]
  if (read === undefined) return []
  const parts = await openParts(path)
  if (parts === undefined) return []
  try {
    return await read(parts)
  } finally {
    parts.close()
  }
}
