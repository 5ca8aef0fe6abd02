import type { ReactNode } from 'react'
import type { RuleVersions } from '../../../../server/contract/rules.ts'
import { problemText } from '../../api/problem-text.tsx'
import { type RuleDraftEditing, useRuleVersions } from '../../api/rules.ts'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, Button, EmptyState, Spinner, toast } from '../../ui/index.ts'
import { RulePublishing } from './rule-publishing.tsx'

type Props<Content> = {
  readonly path: string
  readonly title: string
  readonly help: string
  readonly draft: RuleDraftEditing<Content>
  readonly children: (content: Content) => ReactNode
}

/** One rule by version: the versions, the draft of the next one with its editor, what it would change, publication. */
export function RulePage<Content>({ path, title, help, draft, children }: Props<Content>) {
  const all = useText()
  const text = all.rules
  const versions = useRuleVersions(path)
  const { content } = draft
  const run = async (work: () => Promise<void>, done: string) => {
    try {
      await work()
      toast(done)
    } catch (error) {
      toast(problemText(error, all), 'warning')
    }
  }
  if (content === undefined || versions.data === undefined) {
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
  return (
    <div className="grid gap-4 pb-16">
      <header>
        <h2 className="text-lg font-bold">{title}</h2>
        <p className="text-sm leading-relaxed text-ink-2">{help}</p>
      </header>
      <Versions versions={versions.data.versions} />
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
              onPress={() => void run(() => draft.discard(), text.discarded)}
            >
              {text.discard}
            </Button>
          )}
          <Button
            size="small"
            isDisabled={!draft.isChanged}
            onPress={() => void run(() => draft.save(), text.saved)}
          >
            {text.save}
          </Button>
        </div>
        {children(content)}
      </section>
      <RulePublishing draft={draft} versions={versions.data.versions} />
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

const tones = { in_force: 'lead', ahead: 'done', past: 'plain', replaced: 'plain' } as const

function Versions({ versions }: { readonly versions: RuleVersions['versions'] }) {
  const { rules: text } = useText()
  const { language } = useLanguage()
  if (versions.length === 0) return null
  return (
    <section aria-label={text.versions} className="paper px-4 py-3 sm:px-5">
      <h3 className="mb-1 font-bold">{text.versions}</h3>
      <ol className="divide-y divide-line">
        {versions.map((it) => (
          <li key={it.version} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
            <Badge tone={tones[it.state]}>{text.states[it.state]}</Badge>
            <span className="font-bold tabular">{text.version(it.version)}</span>
            <span>{text.from(dayOf(it.from, language))}</span>
            {it.published !== undefined && (
              <span className="text-ink-3">{text.publishedBy(it.published.by)}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
