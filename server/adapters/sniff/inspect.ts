import { open } from 'node:fs/promises'
import { extensionOf, hidesItsDirection } from '../../domain/files/file-name.ts'
import type { InspectFile, Inspection } from '../../usecases/ports.ts'
import { sampleOf } from './bytes.ts'
import { inspectCad } from './cad.ts'
import { inspectImage } from './image.ts'
import { inspectOle } from './ole.ts'
import { inspectPdf } from './pdf.ts'
import { inspectText } from './text.ts'
import { inspectZip } from './zip.ts'

/** What a name promises. Names not listed promise nothing. */
const promised: Readonly<Record<string, readonly Inspection['kind'][]>> = {
  docx: ['docx'],
  docm: ['docx'],
  dotx: ['docx'],
  dotm: ['docx'],
  xlsx: ['xlsx'],
  xlsm: ['xlsx'],
  xlsb: ['xlsx'],
  xltx: ['xlsx'],
  xltm: ['xlsx'],
  pptx: ['pptx'],
  pptm: ['pptx'],
  ppsx: ['pptx'],
  ppsm: ['pptx'],
  potx: ['pptx'],
  doc: ['doc'],
  dot: ['doc'],
  xls: ['xls'],
  xlt: ['xls'],
  ppt: ['ppt'],
  pps: ['ppt'],
  odt: ['odt'],
  ott: ['odt'],
  ods: ['ods'],
  ots: ['ods'],
  odp: ['odp'],
  otp: ['odp'],
  rtf: ['rtf'],
  pdf: ['pdf'],
  zip: ['zip'],
  eml: ['eml'],
  msg: ['msg'],
  dxf: ['cad'],
  dwg: ['cad'],
  jww: ['cad'],
  p21: ['cad'],
  sfc: ['cad'],
  svg: ['svg'],
  png: ['png'],
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  jpe: ['jpeg'],
  gif: ['gif'],
  webp: ['webp'],
  bmp: ['bmp'],
  tif: ['tiff'],
  tiff: ['tiff'],
  heic: ['heic'],
  heif: ['heic'],
  txt: ['text'],
  text: ['text'],
  md: ['text'],
  log: ['text'],
  csv: ['csv', 'text'],
  tsv: ['csv', 'text'],
  html: ['html'],
  htm: ['html'],
}

/** Tells files by content; see `InspectFile`. */
export const inspectFile: InspectFile = async (file) => {
  if (file.sizeBytes === 0) return { kind: 'unknown', warnings: [], refused: 'empty_file' }
  const handle = await open(file.path, 'r')
  try {
    const sample = await sampleOf(handle, file)
    const found: Inspection = (await inspectZip(sample)) ??
      (await inspectOle(sample)) ??
      inspectImage(sample) ??
      (await inspectPdf(sample)) ??
      inspectCad(sample) ??
      inspectText(sample) ?? { kind: 'unknown', warnings: [] }
    return { ...found, warnings: [...found.warnings, ...warningsOfName(file.name, found)] }
  } finally {
    await handle.close()
  }
}

function warningsOfName(name: string, found: Inspection): readonly string[] {
  const warnings: string[] = []
  const extension = extensionOf(name)
  const kinds = promised[extension]
  if (found.kind === 'cad') warnings.push('not_shown:cad')
  if (found.kind === 'unknown')
    warnings.push(kinds === undefined ? `not_shown:${extension}` : `unrecognised:${extension}`)
  else if (kinds !== undefined && !kinds.includes(found.kind)) warnings.push(`wrong_extension:${found.kind}`)
  if (hidesItsDirection(name)) warnings.push('direction_override')
  return warnings
}
