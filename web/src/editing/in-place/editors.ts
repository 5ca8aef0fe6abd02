import { type ComponentType, lazy } from 'react'
import type { EditorName } from '../../../../server/contract/editing.ts'
import type { EditorProps } from './editor-props.ts'

type Editor = ComponentType<EditorProps>

const fetched: Readonly<Record<EditorName, () => Promise<Editor>>> = {
  sheet: async () => (await import('../sheet/sheet-editor.tsx')).SheetEditor,
  image: async () => (await import('../image/image-editor.tsx')).ImageEditor,
  pdf: async () => (await import('../pdf/pdf-editor.tsx')).PdfEditor,
  slides: async () => (await import('../slides/slides-editor.tsx')).SlidesEditor,
  text: async () => (await import('../text/text-editor.tsx')).TextEditor,
  word: async () => (await import('../word/word-editor.tsx')).WordEditor,
}

/** Fetches an editor while its file is still on the way; what fails here fails again, and is told, where it is drawn. */
export function fetchEditor(name: EditorName): void {
  fetched[name]().catch(() => undefined)
}

function drawn(name: EditorName): Editor {
  return lazy(async () => ({ default: await fetched[name]() }))
}

/** The editor of each kind, fetched when somebody edits such a file. */
export const editors: Readonly<Record<EditorName, Editor>> = {
  sheet: drawn('sheet'),
  image: drawn('image'),
  pdf: drawn('pdf'),
  slides: drawn('slides'),
  text: drawn('text'),
  word: drawn('word'),
}
