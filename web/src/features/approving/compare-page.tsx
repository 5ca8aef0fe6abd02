import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { Comparison } from '../../../../server/contract/comparison.ts'
import { isProblem } from '../../api/client.ts'
import { compareAddress, preparePages, useComparison, useDifferences } from '../../api/comparison.ts'
import { problemText } from '../../api/problem-text.tsx'
import { ReadingPurposeForm } from '../../api/reading-purpose-form.tsx'
import { useAsksPurpose } from '../../api/use-asks-purpose.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Button, EmptyState, LinkButton, Spinner } from '../../ui/index.ts'
import { ChangesAlone } from '../../viewer/compare/changes-alone.tsx'
import { CompareView } from '../../viewer/compare/compare-view.tsx'

/** Two revisions of a file beside each other; the address alone says which, so that it can be passed on. */
export function ComparePage({ id }: { readonly id: string }) {
  const text = useText()
  const from = new URLSearchParams(useSearch()).get('from') ?? undefined
  // Of which two the pages were asked for.
  const [prepared, setPrepared] = useState<string>()
  const both = `${from ?? ''} ${id}`
  const isPreparing = prepared === both
  const asked = useComparison(id, from, isPreparing)
  // The contents can be read also where there are no pages.
  const isNotReady = isProblem(asked.error, 'revision_not_ready') || isPreparing
  const changes = useDifferences(id, from, isNotReady && asked.data === undefined)
  const asksPurpose = useAsksPurpose(id, asked)
  const name = asked.data?.newer.name
  useEffect(() => {
    document.title = `${name === undefined ? text.compare.bar : text.compare.title(name)} - Kessai`
  }, [name, text])
  if (asked.data !== undefined)
    return <Loaded key={`${asked.data.older.revisionId} ${id}`} comparison={asked.data} />
  if (asksPurpose) return <ReadingPurposeForm />
  if (!asked.isError) {
    return (
      <div className="grid h-full place-items-center overflow-y-auto">
        <Spinner label={isPreparing ? text.compare.preparing : text.common.loading} />
        {isPreparing && <ChangesAlone differences={changes.data} />}
      </div>
    )
  }
  const { error } = asked
  const missing = isProblem(error, 'revision_not_ready') ? error.problem.facts?.['revisionIds'] : undefined
  const prepare = async () => {
    setPrepared(both)
    // What the server says to it is said by the next look at the comparison.
    await preparePages(Array.isArray(missing) ? missing.map(String) : []).catch(() => {})
    void asked.refetch()
  }
  return (
    <div className="h-full overflow-y-auto">
      <EmptyState
        isPage
        title={problemText(error, text)}
        action={
          missing === undefined ? (
            <LinkButton href="/">{text.common.toInbox}</LinkButton>
          ) : (
            <Button onPress={() => void prepare()} isPending={isPreparing && asked.isFetching}>
              {isPreparing && asked.isFetching ? text.compare.preparing : text.compare.prepare}
            </Button>
          )
        }
      />
      {missing !== undefined && <ChangesAlone differences={changes.data} />}
    </div>
  )
}

function Loaded({ comparison }: { readonly comparison: Comparison }) {
  const text = useText().compare
  const { older, newer, proposalId } = comparison
  const differences = useDifferences(newer.revisionId, older.revisionId)
  const title = text.title(newer.name)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line bg-paper px-2 py-1.5">
        <LinkButton href={`/proposals/${proposalId}`} variant="quiet" size="small" aria-label={text.back}>
          <ArrowLeft className="size-5" aria-hidden />
        </LinkButton>
        <h1 className="min-w-0 flex-1 truncate text-base font-bold" title={title}>
          {title}
        </h1>
      </header>
      <CompareView
        comparison={comparison}
        differences={differences.isError ? null : differences.data}
        choice={<RevisionChoice comparison={comparison} />}
      />
    </div>
  )
}

/** Which two revisions of the file are compared. */
function RevisionChoice({ comparison: { older, newer, revisions } }: { readonly comparison: Comparison }) {
  const text = useText().compare
  const { language } = useLanguage()
  const [, navigate] = useLocation()
  const own = revisions.map(({ revisionId, number, madeAt, madeBy }) => (
    <option key={revisionId} value={revisionId}>
      {text.revision(number, dateTimeOf(madeAt, language), madeBy)}
    </option>
  ))
  const isOtherFile = !revisions.some((it) => it.revisionId === older.revisionId)
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 max-sm:w-full">
      <Choice
        label={text.older}
        value={older.revisionId}
        onChange={(from) => navigate(compareAddress(newer.revisionId, from), { replace: true })}
      >
        {isOtherFile && <option value={older.revisionId}>{text.otherFile(older.name, older.number)}</option>}
        {own}
      </Choice>
      <Choice
        label={text.newer}
        value={newer.revisionId}
        onChange={(id) => navigate(compareAddress(id, older.revisionId), { replace: true })}
      >
        {own}
      </Choice>
    </span>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (revisionId: string) => void
  readonly children: ReactNode
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label className="flex max-w-full min-w-0 items-center gap-1.5 text-sm max-sm:w-full">
      <span className="font-bold whitespace-nowrap text-ink-2">{label}</span>
      <select
        className="h-9 min-w-0 rounded-6 border border-line-strong bg-paper px-2 max-sm:flex-1"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {children}
      </select>
    </label>
  )
}
