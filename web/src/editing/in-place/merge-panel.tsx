import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { MergeView, MergedBody } from '../../../../server/contract/merging.ts'
import { request } from '../../api/client.ts'
import { keys } from '../../api/keys.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/editing/index.ts'
import { Button, Notice, Spinner, cx } from '../../ui/index.ts'

/** Whether two contents of a kind are put together on the server; of text the editor does it. */
export function isMergedThere(kind: string | undefined): boolean {
  return kind === 'docx' || kind === 'xlsx'
}

/** What was chosen, and on which content. */
export type Merged = Pick<MergedBody, 'ontoRevisionId' | 'choices'>
type Choice = Merged['choices'][string]

type Props = {
  readonly copyId: string
  /** The newest content: when it changes the two are laid beside each other anew. */
  readonly newestId: string
  readonly isSaving: boolean
  readonly onBack: () => void
  readonly onSave: (merged: Merged) => void
}

/** What two wrote in one Word file or workbook as one: what is joined in numbers, and every place that both changed to be chosen. */
export function MergePanel({ copyId, newestId, isSaving, onBack, onSave }: Props) {
  const text = useText()
  const words = text.inPlace.merging
  const asked = useQuery({
    queryKey: keys.merge(copyId, newestId),
    queryFn: ({ signal }) => request<MergeView>('GET', `/v1/copies/${copyId}/merge`, { signal }),
    gcTime: 0,
  })
  const back = <Button onPress={onBack}>{words.back}</Button>
  return (
    <section
      aria-label={words.title}
      className="grid max-h-[80%] shrink-0 content-start gap-3 overflow-y-auto border-b border-lead-line bg-lead-soft p-3 sm:p-4"
      data-merge-panel
    >
      <h2 className="font-bold">{words.title}</h2>
      {asked.isError && (
        <Notice tone="warning" live action={back}>
          {problemText(asked.error, text)}
        </Notice>
      )}
      {asked.data === undefined ? (
        !asked.isError && <Spinner label={words.opening} />
      ) : (
        <Choices
          key={asked.data.ontoRevisionId}
          view={asked.data}
          isSaving={isSaving}
          back={back}
          onSave={onSave}
        />
      )}
    </section>
  )
}

type ChoicesProps = Pick<Props, 'isSaving' | 'onSave'> & {
  readonly view: MergeView
  readonly back: ReactNode
}

function Choices({ view, isSaving, back, onSave }: ChoicesProps) {
  const words = useText().inPlace.merging
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const [tried, setTried] = useState(false)
  const left = view.conflicts.filter((it) => choices[it.id] === undefined).length
  const save = () => {
    if (left > 0) setTried(true)
    else onSave({ ontoRevisionId: view.ontoRevisionId, choices })
  }
  return (
    <>
      <p>{words.joined(view.mine, view.theirs)}</p>
      {view.conflicts.length > 0 && <p>{words.choose(view.conflicts.length)}</p>}
      <ol className="grid gap-3">
        {view.conflicts.map((it, at) => (
          <li key={it.id}>
            <Conflict
              conflict={it}
              number={at + 1}
              value={choices[it.id]}
              isMissing={tried && choices[it.id] === undefined}
              onChange={(choice) => setChoices((all) => ({ ...all, [it.id]: choice }))}
            />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="mr-auto text-sm text-shu-strong">
          {tried && left > 0 ? words.left(left) : ''}
        </p>
        {back}
        <Button variant="primary" isPending={isSaving} onPress={save} data-save-merged>
          {words.save}
        </Button>
      </div>
    </>
  )
}

type ConflictProps = {
  readonly conflict: MergeView['conflicts'][number]
  readonly number: number
  readonly value: Choice | undefined
  readonly isMissing: boolean
  readonly onChange: (choice: Choice) => void
}

function Conflict({ conflict, number, value, isMissing, onChange }: ConflictProps) {
  const words = useText().inPlace.merging
  const { base, mine, theirs, canBoth, where, about } = conflict
  const sides: readonly (readonly [Choice, typeof mine | undefined])[] = [
    ['theirs', theirs],
    ['mine', mine],
    ...(canBoth ? [['both', undefined] as const] : []),
  ]
  return (
    <fieldset
      className={cx(
        'grid gap-2 rounded-8 border bg-paper p-3',
        isMissing ? 'border-shu-strong' : 'border-line',
      )}
      data-merge-conflict={conflict.id}
    >
      <legend className="px-1 text-sm font-bold">
        {words.place(number)}
        {where !== undefined && `（${where}）`}
        {about !== undefined && `（${words.page}）`}
      </legend>
      <p className="text-sm text-ink-2">
        <span className="mr-2 text-xs text-ink-3">{words.base}</span>
        <Parts parts={base} />
      </p>
      {sides.map(([choice, parts]) => (
        <label
          key={choice}
          className={cx(
            'flex min-h-11 cursor-pointer items-baseline gap-2 rounded-6 px-2 py-1.5',
            value === choice && 'bg-lead-soft ring-1 ring-lead',
          )}
        >
          <input
            type="radio"
            name={`merge-${conflict.id}`}
            checked={value === choice}
            onChange={() => onChange(choice)}
            data-choice={choice}
          />
          <span className="min-w-0">
            <span className="mr-2 text-sm font-bold">{words.sides[choice]}</span>
            {parts !== undefined && <Parts parts={parts} />}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Parts({ parts }: { readonly parts: MergeView['conflicts'][number]['base'] }) {
  const words = useText().inPlace.merging
  if (parts.length === 0) return <span className="text-ink-3">{words.empty}</span>
  return (
    <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">
      {parts.map((it, at) =>
        it.changed ? (
          <mark
            key={at}
            className="rounded-2 bg-lead-soft px-0.5 font-bold text-lead underline decoration-double"
          >
            {it.text}
          </mark>
        ) : (
          it.text
        ),
      )}
    </span>
  )
}
