import type { ReactNode } from 'react'
import type { Book } from '../../../../server/contract/book.ts'
import type { StepView } from '../../../../server/contract/route.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dayOf, yenOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { DateStamp } from '../../stamps/date-stamp.tsx'
import { japaneseDay, longWareki, shortWareki } from '../../stamps/wareki.ts'
import { cx } from '../../ui/index.ts'
import { SealBox, type SeenMarks } from './seal-box.tsx'
import './cover-sheet.css'

type Props = { readonly proposal: ProposalView; readonly book: Book | undefined; readonly seen: SeenMarks }

/** The 決裁鑑: everything the decision is about, and its seals, as the first sheet of the book. */
export function CoverSheet({ proposal, book, seen }: Props) {
  const text = useText()
  const { language } = useLanguage()
  const { content, names } = proposal
  const form = text.reader.form
  const day = (it: string) => (language === 'ja' ? longWareki(it) : dayOf(it, language))
  const pages = book?.files.reduce((sum, file) => sum + file.sizes.length / 2, 0) ?? 0
  return (
    <article className="cover" aria-label={form.heading} data-cover-sheet>
      <header className="cover-head">
        {content.urgent && <span className="cover-urgent">{text.common.urgent}</span>}
        <h1>{form.heading}</h1>
      </header>
      <dl className="cover-table">
        <Row name={form.class}>
          <span className="text-lg font-bold">{proposal.route?.class ?? ''}</span>
          {proposal.route !== undefined && (
            <span className="ml-2 text-sm text-ink-2">{proposal.route.templateName}</span>
          )}
        </Row>
        <Row name={form.number} right>
          {proposal.number ?? <Faint>{form.numberNone}</Faint>}
        </Row>
        <Row name={form.draftedOn}>{day(japaneseDay(proposal.submittedAt ?? proposal.createdAt))}</Row>
        <Row name={form.decidedOn} right>
          {proposal.decidedAt === undefined ? (
            <Faint>{form.notDecided}</Faint>
          ) : (
            day(japaneseDay(proposal.decidedAt))
          )}
        </Row>
        <Seals proposal={proposal} seen={seen} />
        <Row name={form.subject} wide>
          <h2 className="cover-subject p-0">
            {content.title === '' ? <Faint>{text.reader.empty}</Faint> : content.title}
          </h2>
        </Row>
        <Row name={form.body} wide className="cover-body">
          {content.body === '' ? <Faint>{text.reader.empty}</Faint> : content.body}
        </Row>
        <Row name={form.unit}>{proposal.drafterCapacity.unitName}</Row>
        <Row name={form.drafter} right>
          {proposal.drafterCapacity.positionName}　{proposal.drafter.name}
        </Row>
        <Row name={form.authority}>{names.authority || <Faint>{text.reader.empty}</Faint>}</Row>
        <Row name={form.amount} right>
          {content.amountYen === undefined ? (
            '—'
          ) : (
            <>
              <b className="tabular">{yenOf(content.amountYen, language)}</b>
              <span className="text-sm text-ink-2">{form.amountTax}</span>
            </>
          )}
        </Row>
        <Row name={form.folder}>{names.folder || <Faint>{text.reader.empty}</Faint>}</Row>
        <Row name={form.retention} right>
          {names.retention || <Faint>{text.reader.empty}</Faint>}
        </Row>
        <Row name={form.disclosure}>
          {names.disclosure}
          {content.disclosure.until !== undefined &&
            `（${form.disclosureUntil(day(content.disclosure.until))}）`}
        </Row>
        <Row name={form.secrecy} right>
          {names.secrecy}
        </Row>
        <Row name={form.due}>{content.dueOn === undefined ? '—' : day(content.dueOn)}</Row>
        <Row name={form.attachments} right>
          {form.attachmentCount(proposal.attachments.length, pages)}
        </Row>
        {content.urgent && content.urgentReason !== '' && (
          <Row name={form.urgentReason} wide>
            {content.urgentReason}
          </Row>
        )}
      </dl>
    </article>
  )
}

type RowProps = {
  readonly name: string
  readonly children: ReactNode
  readonly right?: boolean
  readonly wide?: boolean
  readonly className?: string
}

function Row({ name, children, right = false, wide = false, className }: RowProps) {
  return (
    <div className={cx(wide && 'cover-wide', right && 'cover-right')}>
      <dt>{name}</dt>
      <dd className={className}>{children}</dd>
    </div>
  )
}

function Faint({ children }: { readonly children: ReactNode }) {
  return <span className="text-ink-3">{children}</span>
}

/** As on paper: who decides at the left, the drafter at the right; 審査 and 合議 in rows of their own. */
function Seals({ proposal, seen }: Omit<Props, 'book'>) {
  const text = useText()
  const steps = proposal.route?.stages.flatMap((it) => it.steps) ?? []
  const of = (...roles: readonly StepView['role'][]) => steps.filter((it) => roles.includes(it.role))
  const rows = [
    { name: text.reader.form.seals, steps: of('review', 'decide').toReversed(), drafter: true },
    { name: text.common.role.examine, steps: of('examine'), drafter: false },
    { name: text.common.role.concur, steps: of('concur'), drafter: false },
  ]
  if (proposal.route === undefined) {
    return (
      <Row name={text.reader.form.seals} wide>
        <Faint>{text.reader.form.sealsNone}</Faint>
      </Row>
    )
  }
  // 審査 and 合議 share a line while both are short.
  const share = rows.slice(1).every((it) => it.steps.length > 0 && it.steps.length <= 2)
  return rows.map((row, index) =>
    row.steps.length === 0 ? null : (
      <Row
        key={row.name}
        name={row.name}
        wide={index === 0 || !share}
        right={index === 2}
        className="cover-seal-cell"
      >
        <ul className="cover-seals">
          {row.steps.map((step) => (
            <SealBox key={step.id} step={step} history={proposal.history} seen={seen} />
          ))}
          {row.drafter && <DrafterBox proposal={proposal} />}
        </ul>
      </Row>
    ),
  )
}

function DrafterBox({ proposal }: { readonly proposal: ProposalView }) {
  const text = useText()
  const day = japaneseDay(proposal.submittedAt ?? proposal.createdAt)
  return (
    <li className="seal-box" data-role="draft" data-state="done">
      <p>{text.reader.form.drafter}</p>
      <div>
        {proposal.submittedAt !== undefined && (
          <DateStamp
            unitName={proposal.drafterCapacity.unitName}
            date={shortWareki(day)}
            familyName={proposal.drafterFamilyName}
            label={text.reader.sealOf(text.reader.side.drafted, proposal.drafter.name, longWareki(day))}
            seed={proposal.history[0]?.hash ?? proposal.manifestSha256}
          />
        )}
      </div>
    </li>
  )
}
