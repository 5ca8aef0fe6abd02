import { useState } from 'react'
import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import type { SearchAnswer } from '../../../../server/contract/search.ts'
import { useCandidates, useDisclosureActions } from '../../api/disclosure.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useSending } from '../../api/use-sending.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Badge, Button, Notice, Spinner, TextField, toast, useSettled } from '../../ui/index.ts'

type Found = SearchAnswer['items'][number]
/** Cases of which something can be asked for, and those that can have decided it. */
const fits: Readonly<Record<Act, readonly Found['case']['status'][]>> = {
  choose_case: ['in_approval', 'returned', 'decided', 'rejected', 'withdrawn', 'abandoned'],
  name_case: ['decided'],
}
/** Places shown of each case. */
const hitsShown = 2

type Act = 'choose_case' | 'name_case'
type Props = {
  readonly request: DisclosureView
  /** What is done with a case that is found: it is asked for, or it decided the request. */
  readonly act: Act
}

/** Finds cases with words, and does something with one of them. */
export function CandidateSearch({ request, act }: Props) {
  const all = useText()
  const text = all.requests.cases
  const [words, setWords] = useState('')
  const asked = useSettled(words.trim(), 350)
  const found = useCandidates(request.id, asked)
  const items =
    asked === '' ? [] : (found.data?.items.filter((it) => fits[act].includes(it.case.status)) ?? [])
  return (
    <div
      className="grid gap-3 rounded-8 bg-well px-4 py-3"
      data-candidates={found.isFetching ? 'on the way' : ''}
    >
      <TextField
        label={act === 'choose_case' ? text.search : text.searchDecision}
        hint={text.searchHint}
        type="search"
        value={words}
        onChange={setWords}
        maxLength={200}
      />
      {found.isFetching && <Spinner small label={text.searching} />}
      {found.isError && <Notice tone="warning">{problemText(found.error, all)}</Notice>}
      {asked !== '' && found.data !== undefined && !found.isFetching && items.length === 0 && (
        <p className="text-sm text-ink-2">{text.nothing}</p>
      )}
      {items.length > 0 && (
        <ul className="max-h-96 divide-y divide-line overflow-y-auto" aria-label={text.search}>
          {items.map((it) => (
            <Candidate key={it.case.id} {...{ request, act }} found={it} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Candidate({ request, act, found }: Props & { readonly found: Found }) {
  const { requests, common } = useText()
  const text = requests.cases
  const actions = useDisclosureActions(request)
  const { isSending, problem, run } = useSending()
  const isChosen = act === 'choose_case' && request.cases.some((it) => it.proposalId === found.case.id)
  return (
    <li className="grid gap-1 py-2.5" data-candidate={found.case.id}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <b className="min-w-0 leading-snug">{found.case.title}</b>
        <Badge>{common.status[found.case.status]}</Badge>
        <span className="ml-auto">
          {isChosen ? (
            <span className="text-sm text-ink-3">{text.chosen}</span>
          ) : (
            <Button
              size="small"
              isPending={isSending}
              onPress={() =>
                void run(async () => {
                  await actions.act({ type: act, proposalId: found.case.id })
                  toast(act === 'choose_case' ? text.chosenDone : requests.done, 'done')
                })
              }
              data-act={act}
            >
              {act === 'choose_case' ? text.choose : requests.acts.name_case}
            </Button>
          )}
        </span>
      </div>
      {found.hits
        .filter((it) => it.kind !== 'title')
        .slice(0, hitsShown)
        .map((hit, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- places have no names and never move
          <p key={index} className="line-clamp-2 text-sm leading-snug text-ink-2">
            {hit.fileName !== undefined && <span className="text-ink-3">{hit.fileName}　</span>}
            {hit.excerpt.map((it, at) =>
              it.found === true ? (
                // oxlint-disable-next-line react/no-array-index-key -- nor have their pieces
                <mark key={at} className="bg-yellow-200/70 text-ink">
                  {it.text}
                </mark>
              ) : (
                it.text
              ),
            )}
          </p>
        ))}
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
    </li>
  )
}
