import { useState } from 'react'
import type { TriedRoute, TryBody } from '../../../../server/contract/rules.ts'
import { postChoices } from '../../api/choices.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useOrganisationOn } from '../../api/queries.ts'
import type { RuleDraftEditing } from '../../api/rule-draft.ts'
import { AmountField } from '../../editing/amount-field.tsx'
import { shortDayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { Button, SearchSelect, Spinner, TogglePill, toast } from '../../ui/index.ts'
import { DayField } from './day-field.tsx'
import { RouteTried } from './route-tried.tsx'

/** What a made-up matter is chosen from: rows of the 専決表, and the flags it knows. */
export type TrialChoices = {
  readonly items: readonly { readonly code: string; readonly name: string }[]
  readonly flags: readonly string[]
}

type Props<Content> = {
  readonly draft: RuleDraftEditing<Content>
  readonly choices: TrialChoices
  /** The day it is tried on at first. */
  readonly from: string
}

type Tried = { readonly asked: TryBody; readonly answer: TriedRoute }

/** 「この条件で試す」: a made-up matter, and the route it would get under the draft, with its reasons. */
export function RouteTrial<Content>({ draft, choices, from }: Props<Content>) {
  const all = useText()
  const text = all.rules.trial
  const { language } = useLanguage()
  const [drafterPost, setDrafterPost] = useState('')
  const [item, setItem] = useState('')
  const [amountYen, setAmountYen] = useState<number | undefined>()
  const [flags, setFlags] = useState<readonly string[]>([])
  const [tried, setTried] = useState<Tried | undefined>()
  const [isWorking, setWorking] = useState(false)
  const [on, setOn] = useState(from)
  const isDay = isWholeDay(on)
  const posts = useOrganisationOn(isDay ? on : undefined).data?.posts
  const ask = async (onlyThis: boolean) => {
    const asked: TryBody = {
      on,
      drafterPost,
      item,
      flags: [...flags],
      ...(amountYen === undefined ? {} : { amountYen }),
      ...(onlyThis ? { onlyThis } : {}),
    }
    setWorking(true)
    try {
      setTried({ asked, answer: await draft.tryOut(asked) })
    } catch (error) {
      toast(problemText(error, all), 'warning')
    }
    setWorking(false)
  }
  return (
    <section aria-label={text.title} className="paper grid gap-4 px-4 py-4 sm:px-5">
      <header>
        <h3 className="font-bold">{text.title}</h3>
        <p className="text-sm leading-relaxed text-ink-3">{text.help}</p>
      </header>
      <div className="grid gap-4 sm:grid-cols-2">
        <SearchSelect
          label={text.drafter}
          value={drafterPost}
          placeholder={text.findDrafter}
          noMatch={all.common.noMatch}
          options={postChoices(posts)}
          onChange={setDrafterPost}
        />
        <SearchSelect
          label={text.item}
          value={item}
          placeholder={all.rules.route.findRow}
          noMatch={all.common.noMatch}
          options={choices.items.map((it) => ({ id: it.code, label: `${it.code} ${it.name}` }))}
          onChange={setItem}
        />
        <AmountField label={text.amount} amountYen={amountYen} onChange={setAmountYen} />
        <DayField label={text.on} value={on} onChange={setOn} />
      </div>
      <div role="group" aria-label={text.flags} className="flex flex-wrap items-center gap-2">
        <span className="text-sm font-bold" aria-hidden>
          {text.flags}
        </span>
        {choices.flags.map((flag) => (
          <TogglePill
            key={flag}
            isSelected={flags.includes(flag)}
            onChange={(on) => setFlags(on ? [...flags, flag] : flags.filter((it) => it !== flag))}
          >
            {flag}
          </TogglePill>
        ))}
      </div>
      <div>
        <Button
          isDisabled={isWorking || drafterPost === '' || item === '' || !isDay}
          onPress={() => void ask(false)}
        >
          {text.ask}
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-3">
        {isWorking && <Spinner small label={text.working} />}
        {!isWorking && tried !== undefined && (
          <RouteTried
            answer={tried.answer}
            day={shortDayOf(tried.asked.on, language)}
            onOnlyThis={() => void ask(true)}
          />
        )}
      </div>
    </section>
  )
}
