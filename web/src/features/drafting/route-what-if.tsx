import { aboveOf, endOf } from '../../i18n/bands.ts'
import { useState } from 'react'
import type { WhatIf, WhatIfAnswer } from '../../../../server/contract/explain-route.ts'
import type { AuthorityItems } from '../../../../server/contract/organisation.ts'
import type { ProposalContent } from '../../../../server/contract/proposals.ts'
import { useExplainedRoute } from '../../api/queries.ts'
import { todayInJapan, limitOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { isWholeDay } from '../../i18n/typed.ts'
import { Disclosure, Spinner, TextField, TogglePill, useSettled } from '../../ui/index.ts'
import { AmountField } from '../../editing/amount-field.tsx'

type Props = {
  /** Settled: it is sent. */
  readonly content: ProposalContent
  readonly drafterPost: string | undefined
  readonly item: AuthorityItems['items'][number]
  /** 専決の留保 that the table knows. */
  readonly flags: readonly string[]
}

/** 「金額や日付が変わると？」: the borders of the row or any amount, the flags and another day, each a ready question. */
export function RouteWhatIf({ content, drafterPost, item, flags }: Props) {
  const { drafting } = useText()
  const { language } = useLanguage()
  const text = drafting.whatIf
  const [amount, setAmount] = useState<number | undefined>()
  const [flag, setFlag] = useState<string | undefined>()
  const [on, setOn] = useState('')
  const here = content.amountYen
  const others = item.needsAmount
    ? item.bands.filter((it) => here === undefined || here < it.minYen || here >= endOf(it))
    : []
  const bandText = (it: Props['item']['bands'][number]): string => {
    const decider = it.deciderName ?? it.class
    if (it.minYen === 0 && it.maxYen !== undefined) {
      return (it.maxInclusive === true ? text.upTo : text.below)(limitOf(it.maxYen, language), decider)
    }
    const above = aboveOf(it)
    return above === undefined
      ? text.from(limitOf(it.minYen, language), decider)
      : text.above(limitOf(above, language), decider)
  }
  const question: WhatIf = {
    ...(amount === undefined ? {} : { amountYen: amount }),
    ...(flag === undefined ? {} : { flags: [...content.flags, flag] }),
    ...(isWholeDay(on) ? { on } : {}),
  }
  const isAsked = Object.keys(question).length > 0
  // An amount is typed digit by digit; only the one that stands is a question.
  const settled = useSettled(JSON.stringify(question), 300)
  const settledQuestion = JSON.parse(settled) as WhatIf
  const isSettled = settled === JSON.stringify(question)
  const asked = useExplainedRoute(content, drafterPost, isAsked, isAsked ? [settledQuestion] : [])
  const answer = isAsked && isSettled && !asked.isPlaceholderData ? asked.data?.whatIf[0] : undefined
  return (
    <Disclosure title={text.title}>
      <div className="grid gap-4 pt-2 pb-2">
        {others.length > 0 && (
          <div role="group" aria-label={text.amount} className="flex flex-wrap gap-2">
            {others.map((it) => (
              <TogglePill
                key={it.minYen}
                isSelected={amount === it.minYen}
                onChange={(chosen) => setAmount(chosen ? it.minYen : undefined)}
              >
                {bandText(it)}
              </TogglePill>
            ))}
          </div>
        )}
        {(item.needsAmount || here !== undefined) && (
          <AmountField
            label={text.thisAmount}
            hint={text.thisAmountHint}
            amountYen={amount}
            className="max-w-72"
            onChange={setAmount}
          />
        )}
        <div role="group" aria-label={text.flags} className="flex flex-wrap gap-2">
          {flags
            .filter((it) => !content.flags.includes(it))
            .map((it) => (
              <TogglePill
                key={it}
                isSelected={flag === it}
                onChange={(chosen) => setFlag(chosen ? it : undefined)}
              >
                {text.flag(it)}
              </TogglePill>
            ))}
        </div>
        <TextField
          label={text.on}
          hint={text.onHint}
          type="date"
          value={on}
          onChange={setOn}
          min={todayInJapan()}
          className="max-w-72 [&_input]:max-w-48"
        />
        <div aria-live="polite">
          {isAsked && answer === undefined && <Spinner small label={drafting.route.working} />}
          {answer !== undefined && <Answer answer={answer} />}
        </div>
      </div>
    </Disclosure>
  )
}

function Answer({ answer }: { readonly answer: WhatIfAnswer }) {
  const { drafting } = useText()
  const text = drafting.whatIf
  const { route, problems } = answer
  if (route === undefined) {
    return (
      <ul className="grid gap-1 border-l-2 border-shu pl-3 text-sm leading-relaxed">
        {problems.map((it) => (
          <li key={it.code + it.text}>{it.text}</li>
        ))}
      </ul>
    )
  }
  return (
    <div className="grid gap-1.5 border-l-2 border-lead pl-3 text-sm leading-relaxed">
      <p>
        <span className="font-bold">
          {text.decides(route.class, route.decider, route.deciderNames.join('、'))}
        </span>
        <br />
        <span className="text-ink-2">{route.row}</span>
      </p>
      {route.comes.length > 0 && (
        <p>
          <span className="font-bold text-lead">{text.comes}</span> {route.comes.join('、')}
        </p>
      )}
      {route.goes.length > 0 && (
        <p>
          <span className="font-bold text-ink-3">{text.goes}</span>{' '}
          <span className="text-ink-3 line-through">{route.goes.join('、')}</span>
        </p>
      )}
      {route.comes.length === 0 && route.goes.length === 0 && <p className="text-ink-3">{text.same}</p>}
    </div>
  )
}
