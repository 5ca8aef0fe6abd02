import { useText } from '../../i18n/editing/index.ts'
import { Checkbox, Notice } from '../../ui/index.ts'
import type { PdfFacts } from '../../../../server/contract/editor-facts.ts'
import type { PdfWork } from './sheets.ts'

type Props = {
  readonly facts: PdfFacts
  readonly work: PdfWork
  readonly onChange: (work: PdfWork) => void
}

/** What somebody has to know before this PDF is saved: signatures, what 墨塗り does, what goes with it. */
export function PdfNotices({ facts, work, onChange }: Props) {
  const words = useText().pages.pdf
  const covered = work.sheets.flatMap((it, index) =>
    it.marks.some((mark) => mark.kind === 'redact') ? [{ it, number: index + 1 }] : [],
  )
  const asPictures = covered.filter(({ it }) => {
    const { source } = it
    return (
      source !== undefined &&
      source.from === undefined &&
      facts.pages[source.index]?.mayBecomePicture === true
    )
  })
  return (
    <>
      {facts.signatures > 0 && (
        <Notice tone="warning">
          <p>{words.signed(facts.signatures)}</p>
          <Checkbox
            isSelected={work.breakSignature}
            onChange={(breakSignature) => onChange({ ...work, breakSignature })}
          >
            {words.breakSignature}
          </Checkbox>
        </Notice>
      )}
      {facts.pdfA !== undefined && <Notice tone="info">{words.pdfA(facts.pdfA)}</Notice>}
      {facts.xfa && facts.fields.length > 0 && <Notice tone="info">{words.xfa}</Notice>}
      {covered.length > 0 && (
        <div data-redact-warning>
          <Notice tone="warning" live>
            <p>{words.redactWarning}</p>
            {asPictures.length > 0 && <p>{words.asPictures(asPictures.map((it) => it.number).join('、'))}</p>}
            {facts.files > 0 && (
              <Checkbox
                isSelected={work.keepFiles}
                onChange={(keepFiles) => onChange({ ...work, keepFiles })}
              >
                {words.keepFiles(facts.files)}
              </Checkbox>
            )}
          </Notice>
        </div>
      )}
    </>
  )
}
