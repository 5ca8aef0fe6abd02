import {
  Download,
  FileArchive,
  FileImage,
  FileSpreadsheet,
  FileText,
  Presentation,
  TriangleAlert,
} from 'lucide-react'
import { type ReactNode, createContext, useContext } from 'react'
import type { BookFile } from '../../../server/contract/book.ts'
import { useRenditionProgress } from '../api/queries.ts'
import { bytesOf } from '../i18n/format.ts'
import { useText } from '../i18n/index.tsx'
import type { Box } from './scene.ts'

const pictures: Readonly<Record<string, typeof FileText>> = {
  xlsx: FileSpreadsheet,
  xls: FileSpreadsheet,
  ods: FileSpreadsheet,
  csv: FileSpreadsheet,
  pptx: Presentation,
  ppt: Presentation,
  odp: Presentation,
  png: FileImage,
  jpeg: FileImage,
  gif: FileImage,
  webp: FileImage,
  tiff: FileImage,
  bmp: FileImage,
  svg: FileImage,
  heic: FileImage,
  zip: FileArchive,
}

/** More for the right end of a file's header: what its reader may do with it. */
export const FileTools = createContext<((file: BookFile) => ReactNode) | undefined>(undefined)

const lineOfWarningPx = 26
/** Full-width letters in a line of the narrowest desk that is not called narrow, and of a phone. */
const lettersInLine = { wide: 44, narrow: 20 } as const
/** Longer warnings are cut; the most important stands first. */
const mostLines = { wide: 2, narrow: 3 } as const

/** Height of a file's header in pixels: known beforehand, so that the desk can be laid out. */
export function headerHeight(file: BookFile, narrow: boolean): number {
  const screen = narrow ? 'narrow' : 'wide'
  const lines = file.warnings.reduce(
    (sum, { text }) => sum + Math.min(mostLines[screen], Math.ceil(letters(text) / lettersInLine[screen])),
    0,
  )
  return (narrow ? 60 : 44) + lineOfWarningPx * lines
}

/** Width of a text in full-width letters. */
function letters(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (letter <= '\u02ff' ? 0.6 : 1), 0)
}

/** The picture of a kind of file. */
export function KindPicture({ kind, className }: { readonly kind: string; readonly className?: string }) {
  const Picture = pictures[kind] ?? FileText
  return <Picture className={className} strokeWidth={1.75} aria-hidden />
}

/** The slim line between two files: which one begins here, how long it is, its original, and what to beware of. */
export function FileHeader({
  box,
  file,
  position,
  isBeside = false,
}: {
  /** Where it lies on the desk; left out where styles place it. */
  readonly box?: Box
  readonly file: BookFile
  readonly position: number
  /** In the second window onto the same book: its files are no landmarks again. */
  readonly isBeside?: boolean
}) {
  const text = useText()
  const tools = useContext(FileTools)
  const pages = file.sizes.length / 2
  return (
    <section
      className="reader-header"
      style={box && { top: box.top, left: box.left, width: box.width, height: box.height }}
      data-file-header={file.attachmentId}
      aria-label={file.name}
      {...(isBeside ? { role: 'group' } : {})}
    >
      <div className="flex min-h-11 items-center gap-2.5">
        <span className="grid size-6 shrink-0 place-items-center rounded-4 bg-ink/8 text-xs font-bold tabular text-ink-2">
          {position}
        </span>
        <KindPicture kind={file.kind} className="size-5 shrink-0 text-ink-3" />
        <h2 className="line-clamp-2 min-w-0 flex-1 text-sm leading-tight font-bold" title={file.name}>
          {file.name}
        </h2>
        <span className="hidden shrink-0 text-xs text-ink-3 tabular sm:inline">
          {file.kind === 'unknown' || file.kind === 'cad' ? '' : `${file.kind}・`}
          {pages > 0 && `${text.common.pages(pages)}・`}
          {bytesOf(file.sizeBytes)}
        </span>
        {box !== undefined && file.rendition.status === 'visible' && <StillRead file={file} />}
        <a
          className="inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded-6 px-2 text-xs font-bold text-lead no-underline hover:bg-lead/8"
          href={`/v1/revisions/${file.revisionId}/content`}
          download={file.name}
          aria-label={text.reader.downloadName(file.name)}
        >
          <Download className="size-4" aria-hidden />
          <span className="hidden sm:inline">{text.reader.download}</span>
        </a>
        {!isBeside && tools?.(file)}
      </div>
      {file.warnings.map((it) => (
        <p key={it.code} className="flex items-start gap-1.5 text-sm leading-6 text-shu-strong">
          <TriangleAlert className="mt-1 size-4 shrink-0" aria-hidden />
          <span className="line-clamp-3 sm:line-clamp-2" title={it.text}>
            {it.text}
          </span>
        </p>
      ))}
    </section>
  )
}

/** How far the words of a file are read that can be looked at already; of a short one it would only flash. */
function StillRead({ file }: { readonly file: BookFile }) {
  const text = useText()
  const told = useRenditionProgress(file.revisionId)
  const count = file.rendition.pageCount
  if (told == null || told.pagesDone === 0 || count === undefined) return null
  return (
    <span className="shrink-0 text-xs text-ink-3 tabular" role="status">
      {text.reader.reading(told.pagesDone, count)}
    </span>
  )
}
