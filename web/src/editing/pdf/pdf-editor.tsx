import { RotateCcw, RotateCw, Square, Trash2 } from 'lucide-react'
import { useImperativeHandle, useState } from 'react'
import type { PdfFacts } from '../../../../server/contract/editor-facts.ts'
import { pdfAddress } from '../../api/addresses.ts'
import { useBook } from '../../api/queries.ts'
import { useText } from '../../i18n/editing/index.ts'
import { Disclosure, IconButton, Menu, TogglePill } from '../../ui/index.ts'
import type { EditorProps } from '../in-place/editor-props.ts'
import { usePageDrawer } from '../pages/drawn-page.tsx'
import { StepButtons } from '../pages/step-buttons.tsx'
import { useSteps } from '../pages/use-steps.ts'
import { FormFields } from './form-fields.tsx'
import { MarkList } from './mark-list.tsx'
import { PageStrip } from './page-strip.tsx'
import { PageSurface } from './page-surface.tsx'
import { PdfNotices } from './pdf-notices.tsx'
import {
  type DrawnMark,
  type MarkKind,
  type PdfWork,
  type Sheet,
  type Turn,
  beginWith,
  fromTurned,
  givenOf,
  isUnchanged,
  turnedSize,
} from './sheets.ts'

const tools = ['redact', 'rectangle', 'highlight', 'text'] as const
const a4 = { width: 595, height: 842 } as const

/** PDF: pages in their order, notes, fields and 墨塗り. What is done travels as a list; the server writes the file. */
export function PdfEditor({ file, facts: opened, kept, onWork, ref }: EditorProps) {
  const facts = opened as PdfFacts
  const words = useText().pages.pdf
  const drawer = usePageDrawer()
  const steps = useSteps<PdfWork>((kept as PdfWork | undefined) ?? beginWith(facts.pages), (work) =>
    onWork(isUnchanged(work, facts.pages.length) ? undefined : work),
  )
  const { work, change } = steps
  const { sheets } = work
  const [currentKey, setCurrent] = useState(sheets[0]?.key ?? '')
  const [tool, setTool] = useState<MarkKind>()
  const [chosen, setChosen] = useState<string>()
  useImperativeHandle(
    ref,
    () => ({ given: async () => new Blob([JSON.stringify(givenOf(work))], { type: 'application/json' }) }),
    [work],
  )
  const place = Math.max(
    0,
    sheets.findIndex((it) => it.key === currentKey),
  )
  const current = sheets[place]
  const urlOf = (sheet: Sheet): string | undefined =>
    sheet.source === undefined ? undefined : pdfAddress(sheet.source.from ?? file.revisionId)
  const setSheets = (next: readonly Sheet[], kind?: string) => change({ ...work, sheets: next }, kind)
  const setMarks = (key: string, marks: readonly DrawnMark[], kind?: string) =>
    setSheets(
      sheets.map((it) => (it.key === key ? { ...it, marks } : it)),
      kind,
    )
  const turn = (by: 90 | 270) =>
    setSheets(
      sheets.map((it) => (it.key === current?.key ? { ...it, turn: ((it.turn + by) % 360) as Turn } : it)),
    )
  const remove = () => {
    setSheets(sheets.filter((it) => it.key !== current?.key))
    setCurrent((sheets[place + 1] ?? sheets[place - 1])?.key ?? '')
  }
  const insert = (more: readonly Sheet[]) => {
    setSheets([...sheets.slice(0, place + 1), ...more, ...sheets.slice(place + 1)])
    setCurrent(more[0]?.key ?? currentKey)
  }
  /** For whoever draws without a pointer: a box in the middle, which the arrow keys move. */
  const putBox = () => {
    if (current === undefined || tool === undefined) return
    const [width, height] = turnedSize(current)
    const id = crypto.randomUUID()
    const box = fromTurned(current, [width / 2 - 60, height / 2 - 12, 120, 24])
    setMarks(current.key, [...current.marks, { id, kind: tool, box }])
    setChosen(id)
  }
  const icon = 'size-4'
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-pdf-editor>
      <div
        className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-2 py-1"
        role="toolbar"
        aria-label={words.tools}
      >
        <StepButtons {...steps} />
        <IconButton label={words.turnLeft} icon={<RotateCcw className={icon} />} onPress={() => turn(270)} />
        <IconButton label={words.turnRight} icon={<RotateCw className={icon} />} onPress={() => turn(90)} />
        <IconButton
          label={words.delete}
          icon={<Trash2 className={icon} />}
          isDisabled={sheets.length < 2}
          onPress={remove}
        />
        <InsertMenu revisionId={file.revisionId} proposalId={file.proposalId} onInsert={insert} />
        <span className="mx-1 h-6 w-px bg-line" aria-hidden />
        {tools.map((it) => (
          <TogglePill key={it} isSelected={tool === it} onChange={(on) => setTool(on ? it : undefined)}>
            {words.kinds[it]}
          </TogglePill>
        ))}
        <IconButton
          label={words.putBox}
          icon={<Square className={icon} />}
          isDisabled={tool === undefined}
          onPress={putBox}
        />
      </div>
      <div className="grid min-h-0 flex-1 grid-rows-[auto_auto_auto] overflow-auto bg-desk lg:grid-cols-[10rem_minmax(0,1fr)_20rem] lg:grid-rows-1 lg:overflow-hidden">
        <div className="max-h-56 overflow-auto border-b border-line lg:max-h-none lg:border-r lg:border-b-0">
          <PageStrip
            {...{ sheets, drawer, urlOf }}
            current={current?.key ?? ''}
            onGo={setCurrent}
            onReorder={(next) => setSheets(next)}
          />
        </div>
        <div className="min-w-0 p-3 lg:overflow-auto">
          {current !== undefined && (
            <PageSurface
              key={current.key}
              sheet={current}
              url={urlOf(current)}
              drawer={drawer}
              pageNumber={place + 1}
              {...{ tool, chosen }}
              onChoose={setChosen}
              onMarks={(marks, kind) => setMarks(current.key, marks, kind)}
            />
          )}
        </div>
        <div className="grid content-start gap-3 border-line bg-paper p-3 max-lg:border-t lg:overflow-auto lg:border-l">
          <PdfNotices {...{ facts, work }} onChange={change} />
          <p className="text-sm text-ink-2">{tool === undefined ? words.hint : words.hints[tool]}</p>
          <MarkList
            {...{ sheets, chosen }}
            onChoose={(key, id) => {
              setCurrent(key)
              setChosen(id)
            }}
            onMarks={setMarks}
          />
          {facts.fields.length > 0 && (
            <Disclosure title={words.fields(facts.fields.length)} defaultExpanded>
              <FormFields
                fields={facts.fields}
                values={work.fields}
                onChange={(name, value) =>
                  change({ ...work, fields: { ...work.fields, [name]: value } }, `field ${name}`)
                }
              />
            </Disclosure>
          )}
        </div>
      </div>
    </div>
  )
}

type InsertProps = {
  readonly revisionId: string
  readonly proposalId: string
  readonly onInsert: (sheets: readonly Sheet[]) => void
}

/** An empty page, or the pages of another PDF of the case, behind the one that is shown. */
function InsertMenu({ revisionId, proposalId, onInsert }: InsertProps) {
  const words = useText().pages.pdf
  const { data: book } = useBook(proposalId)
  const others = (book?.files ?? []).filter((it) => it.kind === 'pdf' && it.revisionId !== revisionId)
  const sheetOf = (source: Sheet['source'], width: number, height: number): Sheet => ({
    key: crypto.randomUUID(),
    ...(source === undefined ? {} : { source }),
    ...{ width, height, turn: 0, marks: [] },
  })
  return (
    <Menu
      label={words.insert}
      trigger={<span className="text-sm">{words.insert}</span>}
      sections={[
        {
          entries: [
            {
              id: 'blank',
              label: words.blank,
              onAction: () => onInsert([sheetOf(undefined, a4.width, a4.height)]),
            },
            ...others.map((it) => ({
              id: it.revisionId,
              label: words.pagesOf(it.name, it.sizes.length / 2),
              onAction: () =>
                onInsert(
                  Array.from({ length: it.sizes.length / 2 }, (_, index) =>
                    sheetOf(
                      { from: it.revisionId, fromName: it.name, index },
                      it.sizes[2 * index] ?? a4.width,
                      it.sizes[2 * index + 1] ?? a4.height,
                    ),
                  ),
                ),
            })),
          ],
        },
      ]}
    />
  )
}
