import { type ReactNode, useState } from 'react'
import { useSearchParams } from 'wouter'
import { problemText } from '../../api/problem-text.tsx'
import { useAuthorityItems } from '../../api/queries.ts'
import type { RuleDraftEditing } from '../../api/rule-draft.ts'
import { useRuleVersions } from '../../api/rules.ts'
import { firstOfNextMonth } from '../../i18n/format.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, EmptyState, Spinner, toast } from '../../ui/index.ts'
import { RouteTrial, type TrialChoices } from './route-trial.tsx'
import { RulePublishing } from './rule-publishing.tsx'
import { RuleDraftNotices } from './rule-draft-notices.tsx'
import { RuleVersionView } from './rule-version.tsx'
import { RuleVersionList } from './rule-version-list.tsx'

type Props<Content> = {
  readonly path: string
  readonly title: string
  readonly help: string
  readonly draft: RuleDraftEditing<Content>
  /** What a made-up matter is chosen from, where the draft itself says it; absent: the table in force. */
  readonly trial?: (content: Content) => TrialChoices
  /** The editor of a content; a version that is only looked at gives it nothing to change. */
  readonly children: (content: Content, change: RuleDraftEditing<Content>['change']) => ReactNode
}

/**
 * One rule by version: the versions, and either the one that is open or the draft of the next one with its editor, what
 * it would change, and the day it is settled for.
 */
export function RulePage<Content>({ path, title, help, draft, trial, children }: Props<Content>) {
  const all = useText()
  const text = all.rules
  const versions = useRuleVersions(path)
  const table = useAuthorityItems().data
  const [params, setParams] = useSearchParams()
  const [from, setFrom] = useState(firstOfNextMonth())
  if (draft.content === undefined || versions.data === undefined) {
    const error: unknown = draft.loadError ?? versions.error
    if (error === null) return <Waiting label={all.common.loading} />
    return (
      <EmptyState
        title={text.failed}
        text={problemText(error, all)}
        action={<Button onPress={draft.reload}>{all.common.retry}</Button>}
      />
    )
  }
  const list = versions.data.versions
  const choices = trial?.(draft.content) ?? { items: table?.items ?? [], flags: table?.flags ?? [] }
  const open = list.find((it) => it.version === params.get('version'))
  const show = (version: string | undefined) =>
    setParams((now) => {
      const next = new URLSearchParams(now)
      if (version === undefined) next.delete('version')
      else next.set('version', version)
      return next
    })
  return (
    <div className="grid gap-4 pb-16">
      <header>
        <h2 className="text-lg font-bold">{title}</h2>
        <p className="text-sm leading-relaxed text-ink-2">{help}</p>
      </header>
      <RuleVersionList versions={list} open={open?.version} onOpen={show} />
      {open === undefined ? (
        <>
          <Draft draft={draft}>{children(draft.content, draft.change)}</Draft>
          <RouteTrial draft={draft} choices={choices} from={from} />
          <RulePublishing draft={draft} versions={list} from={from} onFrom={setFrom} />
        </>
      ) : (
        <RuleVersionView<Content>
          key={open.version}
          path={path}
          version={open}
          onClose={() => show(undefined)}
          onDraft={(content) => {
            draft.startFrom(content, open.version)
            if (open.state === 'ahead') setFrom(open.from)
            show(undefined)
            toast(text.draftedFrom(open.version))
          }}
        >
          {(content) => children(content, () => undefined)}
        </RuleVersionView>
      )}
    </div>
  )
}

function Waiting({ label }: { readonly label: string }) {
  return (
    <div className="grid place-items-center p-16">
      <Spinner label={label} />
    </div>
  )
}

type DraftProps<Content> = { readonly draft: RuleDraftEditing<Content>; readonly children: ReactNode }

function Draft<Content>({ draft, children }: DraftProps<Content>) {
  const all = useText()
  const text = all.rules
  const [isSending, setSending] = useState(false)
  const run = async (work: () => Promise<void>, done?: string) => {
    setSending(true)
    try {
      await work()
      if (done !== undefined) toast(done)
    } catch (error) {
      toast(problemText(error, all), 'warning')
    }
    setSending(false)
  }
  return (
    <section aria-label={text.draft} className="paper grid gap-4 px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="font-bold max-sm:flex-1">{text.draft}</h3>
        <span className="text-sm text-ink-3 max-sm:order-last max-sm:basis-full sm:flex-1">
          {draft.basedOn === '' ? text.fromNothing : text.basedOn(draft.basedOn)}{' '}
          {draft.isChanged ? text.unsaved : draft.lock === 0 ? text.noDraft : text.savedDraft}
        </span>
        {(draft.lock > 0 || draft.isChanged) && (
          <Button
            size="small"
            variant="quiet"
            isDisabled={isSending}
            onPress={() => void run(() => draft.discard(), text.discarded)}
          >
            {text.discard}
          </Button>
        )}
        <Button
          size="small"
          isDisabled={!draft.isChanged || draft.isOutdated}
          isPending={isSending}
          onPress={() => void run(() => draft.save(), text.saved)}
        >
          {text.save}
        </Button>
      </div>
      <RuleDraftNotices
        draft={draft}
        isSending={isSending}
        onLatest={() => void run(() => draft.loadLatest())}
      />
      {children}
    </section>
  )
}
