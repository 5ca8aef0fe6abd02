import { useRef } from 'react'
import { DrawnPage, usePageDrawer } from '../../editing/pages/drawn-page.tsx'
import { useWidthOf } from '../../editing/pages/width-of.ts'
import { useText } from '../../i18n/disclosing/index.ts'

type Props = {
  readonly original: string
  readonly copy: string
  /** Width and height of every page, flat. */
  readonly sizes: readonly number[]
}

const gap = 12
const widest = 760

/** The pages of a file and of its masked copy, side by side in one scroll. */
export function CopyBeside({ original, copy, sizes }: Props) {
  const { masking: text } = useText()
  const drawer = usePageDrawer()
  const frame = useRef<HTMLDivElement>(null)
  const room = useWidthOf(frame)
  const width = Math.floor(Math.min(widest, (room - gap) / 2))
  const pages = sizes.length / 2
  return (
    <div
      className="min-h-0 flex-1 overflow-auto bg-desk p-3"
      role="region"
      aria-label={text.compare}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (JIS X 8341-3 2.1.1)
      tabIndex={0}
      data-copy-beside
    >
      <div ref={frame} className="mx-auto grid max-w-[96rem] justify-items-center gap-4">
        {width > 0 && (
          <>
            <div
              className="grid grid-cols-2 text-sm font-bold"
              style={{ columnGap: gap, width: 2 * width + gap }}
            >
              <h2>{text.before}</h2>
              <h2>{text.after}</h2>
            </div>
            {Array.from({ length: pages }, (_, index) => {
              const height = (width * (sizes[2 * index + 1] ?? 842)) / (sizes[2 * index] ?? 595)
              return (
                <figure key={index} className="grid gap-1" data-page-pair={index}>
                  <div className="grid grid-cols-2" style={{ columnGap: gap }}>
                    {[original, copy].map((url) => (
                      <div key={url} className="shadow-paper" style={{ width, height }}>
                        <DrawnPage
                          drawer={drawer}
                          url={url}
                          pageIndex={index}
                          width={width}
                          height={height}
                        />
                      </div>
                    ))}
                  </div>
                  <figcaption className="text-center text-xs text-ink-3 tabular">
                    {text.pageOf(index + 1, pages)}
                  </figcaption>
                </figure>
              )
            })}
          </>
        )}
      </div>
    </div>
  )
}
