import { ChevronLeft, ChevronRight, Eye, SquarePlus, TextSelect } from 'lucide-react'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type {
  DisclosureFile,
  DisclosureFilePages,
  DisclosureView,
} from '../../../../server/contract/disclosure.ts'
import { askedFileAddress, useDisclosureActions } from '../../api/disclosure.ts'
import { articleOf, groundName } from '../../api/grounds-field.tsx'
import { useReference } from '../../api/queries.ts'
import { useSending } from '../../api/use-sending.ts'
import { usePageDrawer } from '../../editing/pages/drawn-page.tsx'
import { StepButtons } from '../../editing/pages/step-buttons.tsx'
import { useSteps } from '../../editing/pages/use-steps.ts'
import { PageStrip } from '../../editing/pdf/page-strip.tsx'
import { PageSurface } from '../../editing/pdf/page-surface.tsx'
import type { Box } from '../../editing/pdf/sheets.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Button, IconButton, Notice, Select, TogglePill, toast } from '../../ui/index.ts'
import { TextStore } from '../../viewer/page-texts.ts'
import { FindWords } from './find-words.tsx'
import { isCopied } from './kept-marks.ts'
import { type Mark, masksOf, sheetsOf, withPage } from './mask-boxes.ts'
import { MaskList } from './mask-list.tsx'
import { WordsLayer, takeSelection } from './words-layer.tsx'

type Props = {
  readonly request: DisclosureView
  readonly file: DisclosureFile
  readonly pages: DisclosureFilePages
  readonly mayMask: boolean
  readonly start: readonly Mark[]
  readonly onMarks: (marks: readonly Mark[]) => void
}
type Tool = 'box' | 'words'

/** Pages on which places are marked, by drawing, by selecting words or by finding them; each with its ground. */
export function MaskEditor({ request, file, pages, mayMask, start, onMarks }: Props) {
  const { masking: text, common } = useText()
  const address = askedFileAddress(request.id, file.revisionId)
  const drawer = usePageDrawer()
  const [texts] = useState(() => new TextStore(() => `${address}/text`))
  const reference = useReference().data
  const grounds = (reference?.disclosureGrounds ?? []).map((it) => ({
    id: it.code,
    label: groundName(reference, it.code),
  }))
  const steps = useSteps<readonly Mark[]>(start, onMarks)
  const { work: marks, change } = steps
  const [page, setPage] = useState(0)
  const [tool, setTool] = useState<Tool>()
  const [chosen, setChosen] = useState<string>()
  const [isPreview, setPreview] = useState(false)
  const [picked, setGround] = useState<string>()
  const ground = picked ?? file.grounds[0] ?? grounds[0]?.id ?? ''
  const surface = useRef<HTMLDivElement>(null)
  const sheets = sheetsOf(pages.sizes, marks)
  const sheet = sheets[page]
  const add = (places: readonly { readonly page: number; readonly box: Box }[]) => {
    if (places.length === 0) return
    const more = places.map((it): Mark => ({ ...it, id: crypto.randomUUID(), ground }))
    change([...marks, ...more].toSorted((a, b) => a.page - b.page))
    setChosen(more[0]?.id)
    if (more[0] !== undefined) setPage(more[0].page)
  }
  const addHere = (boxes: readonly Box[]) => add(boxes.map((box) => ({ page, box })))
  const takeWords = () => {
    const layer = surface.current?.querySelector<HTMLElement>('[data-words-layer]')
    if (layer) addHere(takeSelection(layer))
  }
  const putBox = () => {
    if (sheet !== undefined) addHere([[sheet.width / 2 - 60, sheet.height / 2 - 12, 120, 24]])
  }
  if (sheet === undefined) return <div className="p-6">{text.noPages}</div>
  const icon = 'size-4'
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-mask-editor>
      <div
        className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line bg-paper px-2 py-1"
        role="toolbar"
        aria-label={text.tools}
      >
        <StepButtons {...steps} />
        <span className="mx-1 h-6 w-px bg-line" aria-hidden />
        {(['box', 'words'] as const).map((it) => (
          <TogglePill
            key={it}
            isSelected={tool === it}
            isDisabled={!mayMask}
            onChange={(on) => {
              setTool(on ? it : undefined)
              setPreview(false)
            }}
          >
            {text[it]}
          </TogglePill>
        ))}
        {tool === 'words' && (
          <IconButton label={text.mark} icon={<TextSelect className={icon} />} onPress={takeWords} />
        )}
        <IconButton
          label={text.putBox}
          icon={<SquarePlus className={icon} />}
          isDisabled={!mayMask}
          onPress={putBox}
        />
        <TogglePill isSelected={isPreview} onChange={setPreview}>
          <Eye className={icon} aria-hidden />
          {text.preview}
        </TogglePill>
        <span className="ml-auto flex items-center gap-1 text-sm tabular">
          <IconButton
            label={text.previous}
            icon={<ChevronLeft className={icon} />}
            isDisabled={page === 0}
            onPress={() => setPage(page - 1)}
          />
          {text.pageOf(page + 1, sheets.length)}
          <IconButton
            label={text.next}
            icon={<ChevronRight className={icon} />}
            isDisabled={page === sheets.length - 1}
            onPress={() => setPage(page + 1)}
          />
        </span>
      </div>
      <div className="grid min-h-0 flex-1 grid-rows-[auto_auto] overflow-auto bg-desk lg:grid-cols-[10rem_minmax(0,1fr)_22rem] lg:grid-rows-1 lg:overflow-hidden">
        <div className="overflow-auto border-line max-lg:hidden lg:border-r">
          <PageStrip
            {...{ sheets, drawer }}
            urlOf={() => `${address}/pdf`}
            current={sheet.key}
            onGo={(key) => setPage(sheets.findIndex((it) => it.key === key))}
          />
        </div>
        <div
          ref={surface}
          className="min-w-0 p-3 lg:overflow-auto"
          role="region"
          aria-label={text.pageOf(page + 1, sheets.length)}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (JIS X 8341-3 2.1.1)
          tabIndex={0}
        >
          <PageSurface
            key={sheet.key}
            {...{ sheet, drawer, chosen, isPreview }}
            url={`${address}/pdf`}
            pageNumber={page + 1}
            tool={tool === 'box' && !isPreview ? 'redact' : undefined}
            onChoose={setChosen}
            onMarks={(drawn, kind) => {
              if (mayMask) change(withPage(marks, page, drawn, ground), kind)
            }}
            captionOf={({ id }) => articleOf(reference, marks.find((it) => it.id === id)?.ground ?? '')}
            over={
              tool === 'words' &&
              !isPreview && (
                <WordsLayer
                  texts={texts}
                  revisionId={file.revisionId}
                  pageIndex={page}
                  size={[sheet.width, sheet.height]}
                  onBoxes={addHere}
                />
              )
            }
          />
        </div>
        <div className="grid content-start gap-4 border-line bg-paper p-3 max-lg:border-t lg:overflow-auto lg:border-l">
          <p className="text-sm text-ink-2">{mayMask ? text.hints[tool ?? 'none'] : text.fixed}</p>
          <Select
            label={text.ground}
            value={ground}
            onChange={setGround}
            options={grounds}
            placeholder={text.noGround}
            requiredMark={common.required}
          />
          <FindWords
            texts={texts}
            revisionId={file.revisionId}
            pages={sheets.length}
            isDisabled={!mayMask || ground === ''}
            onFound={add}
          />
          <MaskList
            {...{ marks, chosen, grounds }}
            onChoose={(mark) => {
              setPage(mark.page)
              setChosen(mark.id)
            }}
            onGround={(id, next) => change(marks.map((it) => (it.id === id ? { ...it, ground: next } : it)))}
            onDrop={(id) => change(marks.filter((it) => it.id !== id))}
          />
          {mayMask && <SaveCopy {...{ request, file, marks }} />}
        </div>
      </div>
    </div>
  )
}

type SaveProps = Pick<Props, 'request' | 'file'> & { readonly marks: readonly Mark[] }

/** Makes the copy, and leads to it beside the original. */
function SaveCopy({ request, file, marks }: SaveProps) {
  const { masking: text } = useText()
  const actions = useDisclosureActions(request)
  const [, navigate] = useLocation()
  const { isSending, problem, run } = useSending()
  const isSame = file.copy !== undefined && isCopied(marks, file)
  return (
    <div className="sticky bottom-0 -mx-3 -mb-3 grid gap-2 border-t border-line bg-paper p-3">
      {file.copy !== undefined && (
        <p className={isSame ? 'text-sm text-ink-3' : 'text-sm text-shu'}>
          {isSame ? text.same : text.unsaved}
        </p>
      )}
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      <Button
        variant="primary"
        isDisabled={marks.length === 0 || isSame || marks.some((it) => it.ground === '')}
        isPending={isSending}
        onPress={() =>
          void run(async () => {
            await actions.mask(file.revisionId, masksOf(marks))
            toast(text.saved, 'done')
            navigate(`/disclosure/${request.id}/files/${file.revisionId}?look=copy`)
          })
        }
        data-make-copy
      >
        {text.save}
      </Button>
    </div>
  )
}
