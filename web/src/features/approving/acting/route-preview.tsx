import type { RoutePreviewBody } from '../../../../../server/contract/route-preview.ts'
import type { StepView } from '../../../../../server/contract/route.ts'
import type { ProposalView } from '../../../../../server/contract/proposals.ts'
import { problemText } from '../../../api/problem-text.tsx'
import { useRoutePreview } from '../../../api/queries.ts'
import { useText } from '../../../i18n/index.tsx'
import { Badge, Findings, Notice, Spinner, cx, useSettled } from '../../../ui/index.ts'

type Props = { readonly proposal: ProposalView; readonly change: RoutePreviewBody }

/** The route as a change of its rest would make it, and what is worth a second look: before it is saved. */
export function RoutePreview({ proposal, change }: Props) {
  const all = useText()
  const { route: words } = all.editing
  const settled = useSettled(JSON.stringify(change), 250)
  const body = JSON.parse(settled) as RoutePreviewBody
  const preview = useRoutePreview(proposal.id, proposal.version, body, true)
  if (preview.isError) return <Notice tone="warning">{problemText(preview.error, all)}</Notice>
  const shown = preview.data
  if (shown === undefined) return <Spinner small label={words.working} />
  const isOld = preview.isPlaceholderData || settled !== JSON.stringify(change)
  return (
    <section
      aria-label={words.title}
      aria-busy={isOld}
      className={cx('grid gap-2.5 rounded-8 border border-line bg-paper p-3', isOld && 'opacity-60')}
      data-route-preview={isOld ? 'old' : 'new'}
    >
      <h3 className="text-sm font-bold">{words.title}</h3>
      {shown.refused !== undefined && (
        <Notice tone="warning" live title={words.refused}>
          <p>{shown.refused.text}</p>
          {shown.refused.rule !== undefined && (
            <p className="text-xs leading-snug text-ink-3">
              {all.common.rule(shown.refused.rule, shown.refused.ruleText ?? '')}
            </p>
          )}
        </Notice>
      )}
      {shown.route !== undefined && (
        <ol className="grid gap-1">
          {shown.route.stages.map(({ steps }, index) => (
            <li
              key={steps[0]?.id ?? index}
              className={cx('grid gap-1', steps.length > 1 && 'border-l-2 border-line pl-2')}
            >
              {steps.map((it) => (
                <Step key={it.id} step={it} isNew={shown.added.includes(it.id)} />
              ))}
            </li>
          ))}
        </ol>
      )}
      {shown.removed.length > 0 && (
        <p className="text-sm text-ink-3 line-through" data-removed>
          {words.removed(shown.removed.join('、'))}
        </p>
      )}
      {shown.findings.length > 0 && <Findings label={words.findings} findings={shown.findings} />}
    </section>
  )
}

function Step({ step, isNew }: { readonly step: StepView; readonly isNew: boolean }) {
  const { common, editing, reader } = useText()
  const over = step.state === 'done' || step.state === 'skipped'
  return (
    <p
      className={cx(
        'flex flex-wrap items-baseline gap-x-2 rounded-4 px-1.5 text-sm',
        isNew && 'bg-lead-soft font-bold',
        over && 'text-ink-3',
      )}
      data-added={isNew ? step.post : undefined}
    >
      <span className="w-10 shrink-0 text-xs text-ink-3">{common.role[step.role]}</span>
      {step.postName}
      <span className="font-normal text-ink-3">{step.holders.map((it) => it.name).join('、')}</span>
      {isNew && <Badge tone="lead">{editing.route.added}</Badge>}
      {step.state === 'waiting' && <Badge>{reader.side.waiting}</Badge>}
    </p>
  )
}
