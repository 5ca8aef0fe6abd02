import type { PdfRenderer } from '../../viewer/pdf-renderer.ts'
import { DrawnPage } from '../pages/drawn-page.tsx'
import { type Sheet, turnedSize } from './sheets.ts'

type Props = {
  readonly sheet: Sheet
  /** CSS pixels of a point. */
  readonly scale: number
  /** Of the PDF it is from; a blank one has none. */
  readonly url: string | undefined
  readonly drawer: PdfRenderer
}

/** The picture of a page, turned about the middle of where it will lie. */
export function SheetPicture({ sheet, scale, url, drawer }: Props) {
  const [width, height] = turnedSize(sheet)
  const [left, top] = [((width - sheet.width) / 2) * scale, ((height - sheet.height) / 2) * scale]
  return (
    <div className="absolute" style={{ left, top, transform: `rotate(${sheet.turn}deg)` }}>
      {url !== undefined && sheet.source !== undefined && (
        <DrawnPage
          {...{ drawer, url, pageIndex: sheet.source.index }}
          width={sheet.width * scale}
          height={sheet.height * scale}
        />
      )}
    </div>
  )
}
