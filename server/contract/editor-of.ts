import type { EditorName } from './editing.ts'

const editors: Readonly<Partial<Record<string, EditorName>>> = {
  text: 'text',
  csv: 'text',
  docx: 'word',
  xlsx: 'sheet',
  pdf: 'pdf',
  png: 'image',
  jpeg: 'image',
  webp: 'image',
  tiff: 'image',
  pptx: 'slides',
}

/** The editor of a kind of file (FileKind); undefined for kinds that are not edited in the browser. */
export function editorOf(kind: string): EditorName | undefined {
  return editors[kind]
}

/** The ending of a file's name in small letters, without the dot; '' without one. */
export function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
