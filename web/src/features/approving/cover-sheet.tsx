import { PencilLine } from 'lucide-react'
import { Link } from 'wouter'
import type { Book } from '../../../../server/contract/book.ts'
import type { StepView } from '../../../../server/contract/route.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf, dayOf, yenOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { DateStamp } from '../../stamps/date-stamp.tsx'
import { japaneseDay, longWareki, shortWareki } from '../../stamps/wareki.ts'
import { Button } from '../../ui/index.ts'
import { AssertedRows } from './asserted-record.tsx'
import { CoverBoard, CoverExtras } from './cover-extras.tsx'
import { CoverRow, Faint } from './cover-row.tsx'
import { SealBox, type SeenMarks } from './seal-box.tsx'
import './cover-sheet.css'

type Props = {
  readonly proposal: ProposalView
  readonly book: Book | undefined
  readonly seen: SeenMarks
  /** 字句を直す, for whoever may; absent where nothing is pressed. */
  readonly onCorrect?: () => void
}

/** The 決裁鑑: everything the decision is about, and its seals, as the first sheet of the book. */
export function CoverSheet({ proposal, book, seen, onCorrect }: Props) {
  const text = useText()
  const { language } = useLanguage()
  const { content, names } = proposal
  const form = text.reader.form
  const { asserted } = proposal
  const heading = asserted === undefined ? form.heading : text.reader.asserted.heading
  const day = (it: string) => (language === 'ja' ? longWareki(it) : dayOf(it, language))
  const pages = book?.files.reduce((sum, file) => sum + file.sizes.length / 2, 0) ?? 0
  return (
    <article className="cover" aria-label={heading} data-cover-sheet>
      <header className="cover-head">
        {proposal.application?.trial === true && (
          <span className="cover-urgent cover-trial">{text.common.trial}</span>
        )}
        {proposal.urgent && <span className="cover-urgent">{text.common.urgent}</span>}
        <h1>{heading}</h1>
      </header>
      <dl className="cover-table">
        {asserted === undefined ? (
          <>
            <CoverRow name={form.class}>
              <span className="text-lg font-bold">{proposal.route?.class ?? ''}</span>
              {proposal.route !== undefined && (
                <span className="ml-2 text-sm text-ink-2">{proposal.route.templateName}</span>
              )}
            </CoverRow>
            <CoverRow name={form.number} right>
              {proposal.number ?? <Faint>{form.numberNone}</Faint>}
            </CoverRow>
            <CoverRow name={form.draftedOn}>
              {day(japaneseDay(proposal.submittedAt ?? proposal.createdAt))}
            </CoverRow>
            <CoverRow name={form.decidedOn} right>
              {proposal.decidedAt === undefined ? (
                <Faint>{form.notDecided}</Faint>
              ) : (
                day(japaneseDay(proposal.decidedAt))
              )}
            </CoverRow>
            <Seals proposal={proposal} seen={seen} />
          </>
        ) : (
          <AssertedRows asserted={asserted} />
        )}
        <CoverRow name={form.subject} wide>
          <h2 className="cover-subject p-0">
            {content.title === '' ? <Faint>{text.reader.empty}</Faint> : content.title}
          </h2>
        </CoverRow>
        <CoverRow name={form.body} wide className="cover-body">
          {content.body === '' ? <Faint>{text.reader.empty}</Faint> : content.body}
          {onCorrect !== undefined && proposal.allowed.includes('revise') && (
            <span className="mt-1 flex justify-end">
              <Button size="small" variant="quiet" onPress={onCorrect} data-correct-words>
                <PencilLine className="size-4" aria-hidden />
                {text.editing.words.button}
              </Button>
            </span>
          )}
        </CoverRow>
        <CoverRow name={form.unit}>
          {proposal.drafterCapacity.unitName || <Faint>{text.reader.empty}</Faint>}
        </CoverRow>
        <CoverRow name={form.drafter} right>
          {`${proposal.drafterCapacity.positionName}　${proposal.drafter.name}`.trim() || (
            <Faint>{text.reader.empty}</Faint>
          )}
          {proposal.application !== undefined && (
            <span className="ml-2 text-sm text-ink-2" data-application>
              （{text.common.cameFrom(proposal.application.name)}
              {proposal.application.ref !== undefined && `　${proposal.application.ref}`}）
            </span>
          )}
        </CoverRow>
        <CoverRow name={form.authority}>{names.authority || <Faint>{text.reader.empty}</Faint>}</CoverRow>
        <CoverRow name={form.amount} right>
          {content.amountYen === undefined ? (
            '—'
          ) : (
            <>
              <b className="tabular">{yenOf(content.amountYen, language)}</b>
              <span className="text-sm text-ink-2">{form.amountTax}</span>
            </>
          )}
        </CoverRow>
        <CoverRow name={form.folder}>
          {names.folder || <Faint>{text.reader.empty}</Faint>}
          {proposal.movedTo !== undefined && (
            <span className="block text-sm" data-moved-to>
              {form.movedTo}：<Link href={`/folders/${proposal.movedTo.id}`}>{proposal.movedTo.name}</Link>
            </span>
          )}
        </CoverRow>
        <CoverRow name={form.retention} right>
          {names.retention || <Faint>{text.reader.empty}</Faint>}
        </CoverRow>
        <CoverRow name={form.disclosure}>
          {names.disclosure || <Faint>{text.reader.empty}</Faint>}
          {content.disclosure.until !== undefined &&
            `（${form.disclosureUntil(day(content.disclosure.until))}）`}
        </CoverRow>
        <CoverRow name={form.secrecy} right>
          {names.secrecy}
          {proposal.secrecyReleasedAt !== undefined ? (
            <span className="ml-2 text-sm text-lead" data-released>
              {form.secretReleased(dateTimeOf(proposal.secrecyReleasedAt, language))}
            </span>
          ) : (
            content.secretUntil !== undefined && (
              <span className="ml-2 text-sm text-ink-2">
                {form.secretUntil(dateTimeOf(content.secretUntil, language))}
              </span>
            )
          )}
        </CoverRow>
        <CoverRow name={form.due}>{proposal.dueOn === undefined ? '—' : day(proposal.dueOn)}</CoverRow>
        <CoverRow name={form.attachments} right>
          {form.attachmentCount(proposal.attachments.length, pages)}
        </CoverRow>
        <CoverBoard proposal={proposal} />
        <CoverExtras proposal={proposal} />
        {content.flags.length > 0 && (
          <CoverRow name={form.reserved} wide>
            {content.flags.map((flag) => {
              const reason = content.flagReasons?.find((it) => it.flag === flag)?.reason
              return (
                <span key={flag} className="block">
                  <b>{flag}</b>
                  {reason === undefined ? '' : `：${reason}`}
                </span>
              )
            })}
          </CoverRow>
        )}
        {proposal.urgent && content.urgentReason !== '' && (
          <CoverRow name={form.urgentReason} wide>
            {content.urgentReason}
          </CoverRow>
        )}
      </dl>
    </article>
  )
}

/** As on paper: who decides at the left, the drafter at the right; 審査 and 合議 in rows of their own. */
function Seals({ proposal, seen }: Pick<Props, 'proposal' | 'seen'>) {
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
      <CoverRow name={text.reader.form.seals} wide>
        <Faint>{text.reader.form.sealsNone}</Faint>
      </CoverRow>
    )
  }
  // 審査 and 合議 share a line while both are short.
  const share = rows.slice(1).every((it) => it.steps.length > 0 && it.steps.length <= 2)
  return rows.map((row, index) =>
    row.steps.length === 0 ? null : (
      <CoverRow
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
      </CoverRow>
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
