import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, cx } from '../../ui/index.ts'
import { AnswerBox } from './answer-box.tsx'
import type { Acting } from './use-acting.ts'

type Opinion = ProposalView['opinions'][number]
type Props = { readonly proposal: ProposalView; readonly acting: Acting }

/** What the 合議先 said, each with what the 主務課 made of it; an open objection is answered right here. */
export function OpinionBoard({ proposal, acting }: Props) {
  const { acts } = useText()
  const answers = proposal.allowed.includes('respond')
  return (
    <ul className="grid gap-3" data-opinion-board>
      {proposal.opinions.map((it) => (
        <li
          key={it.step}
          className={cx(
            'rounded-8 border px-3 py-2',
            it.opinion === 'object' ? 'border-shu-line bg-shu-soft' : 'border-line bg-well',
          )}
          data-opinion={it.opinion}
        >
          <OpinionText opinion={it} />
          {it.opinion === 'object' && it.response === undefined && answers && (
            <AnswerBox
              proposal={proposal}
              label={acts.name.respond}
              confirm={acts.confirm.respond}
              act="respond"
              slot={`respond ${it.step}`}
              busy={acting.working !== undefined}
              onSend={(text) => acting.act({ type: 'respond', step: it.step, text })}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

function OpinionText({ opinion }: { readonly opinion: Opinion }) {
  const { reader } = useText()
  const { language } = useLanguage()
  const { response } = opinion
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-2">
        <OpinionBadge opinion={opinion.opinion} />
        <b>{opinion.unitName}</b>
        <span>{opinion.name}</span>
        <time dateTime={opinion.at} className="ml-auto text-ink-3 tabular">
          {dateTimeOf(opinion.at, language)}
        </time>
      </p>
      {opinion.text !== undefined && (
        <p className="mt-1 text-sm leading-relaxed whitespace-pre-wrap">{opinion.text}</p>
      )}
      {response !== undefined ? (
        <div className="mt-2 border-l-2 border-lead-line pl-2.5 text-sm" data-response>
          <p className="text-xs text-ink-3">
            {reader.side.response}　{response.title} {response.name}
          </p>
          <p className="leading-relaxed whitespace-pre-wrap">{response.text}</p>
        </div>
      ) : (
        opinion.opinion === 'object' && (
          <p className="mt-1 text-xs text-shu-strong">{reader.side.noResponse}</p>
        )
      )}
    </>
  )
}

/** 同意・条件付同意・異議 as a word on its tone. */
export function OpinionBadge({ opinion }: Pick<Opinion, 'opinion'>) {
  const { reader } = useText()
  const tone = opinion === 'object' ? 'solid-shu' : opinion === 'conditional' ? 'shu' : 'lead'
  return <Badge tone={tone}>{reader.opinion[opinion]}</Badge>
}
