import { readFile, writeFile } from 'node:fs/promises'
import { decodeText } from './decode-text.ts'

/** Larger pages are converted as they are. */
const largestBytes = 5_000_000

/** Writes an HTML file (a copy of it) anew in UTF-8 and saying so: LibreOffice takes what says nothing for Western. */
export async function writeHtmlInUtf8(path: string): Promise<void> {
  const bytes = await readFile(path)
  if (bytes.length > largestBytes) return
  const text = decodeText(bytes).replace(/^\ufeff/, '')
  const declared = /<meta\s[^<>]{0,500}charset\s*=[^<>]{0,500}>/gi
  const says = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
  const silent = text.replaceAll(declared, '')
  const withHead = /<head(?:\s[^<>]{0,500})?>/i.test(silent)
    ? silent.replace(/<head(?:\s[^<>]{0,500})?>/i, (head) => `${head}${says}`)
    : `${says}${silent}`
  await writeFile(path, withHead)
}
