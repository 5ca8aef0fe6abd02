import { type ReactNode, createContext, useContext } from 'react'
import type { ReadableBook } from '../../../server/contract/book.ts'
import { pictureAddress } from '../api/addresses.ts'
import { useText } from '../i18n/index.tsx'
import { FileHeader } from './file-header.tsx'

type Props = { readonly book: ReadableBook | undefined; readonly cover: ReactNode }

/**
 * The picture of the first page, written out (data: address): it is there with the page and not a journey later.
 * Undefined: it is fetched.
 */
export const ReadyPicture = createContext<string | undefined>(undefined)

/**
 * The beginning of the desk as the server draws it: the cover sheet and the first page, laid out by styles alone,
 * because the server knows no window. Below them an empty stretch as long as the rest, so that the scrollbar is true
 * from the first moment.
 */
export function FirstPages({ book, cover }: Props) {
  const text = useText()
  const file = book?.files[0]
  const [width, height] = file?.sizes ?? []
  const picture = useContext(ReadyPicture)
  const address = pictureAddress(file?.revisionId ?? '', 0)
  return (
    <div className="reader-desk min-w-0 flex-1" role="region" aria-label={text.reader.region} data-early-desk>
      <div className="first-lead" data-cover>
        {cover}
      </div>
      {file !== undefined && (
        <div className="first-column">
          <FileHeader file={file} position={1} />
          {width !== undefined && height !== undefined && (
            <div className="first-page" data-page-index={0} data-ready="">
              <img
                src={picture ?? address}
                data-picture={address}
                width={Math.round(width)}
                height={Math.round(height)}
                alt={text.reader.pageLabel(file.name, 1, file.sizes.length / 2)}
                fetchPriority="high"
              />
            </div>
          )}
        </div>
      )}
      {book !== undefined && <Rest book={book} />}
    </div>
  )
}

/** Length of a page in widths of the column, for a file that has no pages yet: a sheet of A4. */
const sheet = 842 / 595

/** The length of everything after the first page, as pictures without content: their proportions need no inline style. */
function Rest({ book }: { readonly book: ReadableBook }) {
  const lengths = book.files.flatMap(({ sizes }) =>
    sizes.length === 0
      ? [sheet]
      : sizes.flatMap((width, at) => (at % 2 === 0 ? [(sizes[at + 1] ?? width) / width] : [])),
  )
  const after = lengths.slice(1).reduce((sum, it) => sum + it, 0)
  const gaps = 16 * lengths.length + 72 * book.files.length
  return (
    <div className="first-column" aria-hidden>
      <svg viewBox={`0 0 1 ${after.toFixed(3)}`} className="w-full" />
      <svg width="1" height={gaps} />
    </div>
  )
}
