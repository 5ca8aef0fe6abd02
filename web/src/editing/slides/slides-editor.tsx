import { useImperativeHandle } from 'react'
import { pdfAddress } from '../../api/addresses.ts'
import { useBook } from '../../api/queries.ts'
import { useText } from '../../i18n/editing/index.ts'
import { TextArea, cx } from '../../ui/index.ts'
import type { EditorProps } from '../in-place/editor-props.ts'
import { DrawnPage, usePageDrawer } from '../pages/drawn-page.tsx'
import { StepButtons } from '../pages/step-buttons.tsx'
import { useSteps } from '../pages/use-steps.ts'

type SlideFacts = {
  readonly slides: readonly {
    /** Of its page; hidden slides have none. */
    readonly pageIndex?: number
    readonly otherWords?: boolean
    readonly boxes: readonly {
      readonly index: number
      readonly name: string
      readonly kind: 'title' | 'text' | 'cell'
      readonly paragraphs: readonly string[]
    }[]
  }[]
}

/** Boxes whose words were changed, by slide and box; lines as they are written. */
type SlideWork = Readonly<Record<string, string>>

/** A line break inside a paragraph is shown by the first of these that stands nowhere in the slides itself. */
const breakSigns = ['↵', '⏎', '␤', '⤶'] as const
const softBreak = '\v'
const pictureWidth = 320

const linesOf = (paragraphs: readonly string[], sign: string): string =>
  paragraphs.map((it) => it.replaceAll(softBreak, sign)).join('\n')
const paragraphsOf = (lines: string, sign: string): readonly string[] =>
  lines.split(/\r\n|\r|\n/).map((it) => it.replaceAll(sign, softBreak))

function signFor(slides: SlideFacts['slides']): string {
  const isUsed = (sign: string): boolean =>
    slides.some(({ boxes }) => boxes.some((it) => it.paragraphs.some((text) => text.includes(sign))))
  return breakSigns.find((it) => !isUsed(it)) ?? breakSigns[0]
}

/** Slides: each beside the words of its boxes. The server writes the words into the slide they are on. */
export function SlidesEditor({ file, facts: opened, kept, onWork, ref }: EditorProps) {
  const { slides } = opened as SlideFacts
  const sign = signFor(slides)
  const words = useText().pages.slides
  const drawer = usePageDrawer()
  const { data: book } = useBook(file.proposalId)
  const sizes = book?.files.find((it) => it.revisionId === file.revisionId)?.sizes ?? []
  const steps = useSteps<SlideWork>((kept as SlideWork | undefined) ?? {}, (work) =>
    onWork(Object.keys(work).length === 0 ? undefined : work),
  )
  const { work, change } = steps
  useImperativeHandle(
    ref,
    () => ({
      given: async () => {
        const boxes = Object.entries(work).map(([key, lines]) => {
          const [slide, box] = key.split('.').map(Number)
          return { slide, box, paragraphs: paragraphsOf(lines, sign) }
        })
        return new Blob([JSON.stringify({ boxes })], { type: 'application/json' })
      },
    }),
    [work, sign],
  )
  const write = (key: string, lines: string, before: string) => {
    const { [key]: _old, ...others } = work
    change(lines === before ? others : { ...others, [key]: lines }, key)
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-slides-editor>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1">
        <StepButtons {...steps} />
        <span className="text-sm text-ink-2">{words.hint(sign)}</span>
      </div>
      <ol className="min-h-0 flex-1 overflow-auto bg-desk p-3">
        {slides.map((slide, index) => {
          const { pageIndex = -1 } = slide
          const [width = 16, height = 9] = sizes.slice(2 * pageIndex, 2 * pageIndex + 2)
          return (
            <li
              key={index}
              className="mb-3 grid gap-3 rounded-8 bg-paper p-3 shadow-paper lg:grid-cols-[auto_minmax(0,1fr)]"
              data-slide={index + 1}
            >
              <div className="grid content-start gap-1">
                <b className="text-sm">{words.slide(index + 1)}</b>
                {pageIndex < 0 || sizes.length === 0 ? (
                  <p className="text-sm text-ink-3">{words.noPicture}</p>
                ) : (
                  <DrawnPage
                    {...{ drawer, pageIndex, url: pdfAddress(file.revisionId) }}
                    width={pictureWidth}
                    height={(pictureWidth * height) / width}
                  />
                )}
                {slide.otherWords === true && (
                  <p className="max-w-80 text-sm text-ink-3">{words.otherWords}</p>
                )}
              </div>
              <div className="grid content-start gap-2 sm:grid-cols-2">
                {slide.boxes.length === 0 && <p className="text-sm text-ink-3">{words.noBoxes}</p>}
                {slide.boxes.map((box) => {
                  const key = `${index}.${box.index}`
                  const before = linesOf(box.paragraphs, sign)
                  return (
                    <div key={key} className={cx(box.kind !== 'cell' && 'col-span-full')}>
                      <TextArea
                        label={words.box(words.kinds[box.kind], box.index + 1, box.name)}
                        rows={1}
                        value={work[key] ?? before}
                        onChange={(lines) => write(key, lines, before)}
                      />
                    </div>
                  )
                })}
              </div>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
