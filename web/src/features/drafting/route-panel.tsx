import type { AuthorityItems, OrganisationView } from '../../../../server/contract/organisation.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useExplainedRoute } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
import { Badge, Button, Notice, Spinner, cx, useSettled } from '../../ui/index.ts'
import type { FormPart } from './form-context.ts'
import { RouteChoices } from './route-choices.tsx'
import { RouteFindings } from './route-findings.tsx'
import { RouteWhatIf } from './route-what-if.tsx'
import { Seats } from './route-seats.tsx'

type Props = FormPart & {
  readonly drafterPost: string | undefined
  readonly drafter: { readonly name: string; readonly title: string }
  readonly table: AuthorityItems | undefined
  readonly organisation: OrganisationView | undefined
}

/**
 * The route a submission would get, as a line of seats with their reasons, while the form is being filled; below it
 * what the drafter may choose about it, and how it would change with another amount or day.
 */
export function RoutePanel({ drafterPost, drafter, table, organisation, ...part }: Props) {
  const { content } = part
  const all = useText()
  const text = all.drafting.route
  const settled = useSettled(content, 400)
  const chosen = content.authorityCode !== ''
  const asked = useExplainedRoute(settled, drafterPost, chosen && settled.authorityCode !== '')
  const answer = chosen ? asked.data : undefined
  const item = table?.items.find((it) => it.code === content.authorityCode)
  return (
    <section aria-label={all.drafting.sections.route} className="paper px-5 py-5">
      <header className="mb-3 flex min-h-8 items-center justify-between gap-2">
        <h2 className="text-lg font-bold">{all.drafting.sections.route}</h2>
        {answer?.route !== undefined && <Badge tone="lead">{text.class(answer.route.class)}</Badge>}
      </header>
      <div aria-live="polite">
        {!chosen && <p className="text-ink-2">{text.first}</p>}
        {chosen && answer === undefined && !asked.isError && <Spinner small label={text.working} />}
        {chosen && asked.isError && (
          <Notice
            tone="warning"
            title={text.failed}
            action={
              <Button size="small" onPress={() => void asked.refetch()}>
                {all.common.retry}
              </Button>
            }
          >
            {problemText(asked.error, all)}
          </Notice>
        )}
        {answer !== undefined && answer.problems.length > 0 && (
          <Notice tone="warning" title={text.problems}>
            <ul className="grid gap-1 text-sm">
              {answer.problems.map((it) => (
                <li key={it.code + it.text}>{it.text}</li>
              ))}
            </ul>
          </Notice>
        )}
        {answer?.route !== undefined && (
          <div className={cx('transition-opacity', asked.isFetching && 'opacity-60')}>
            <Seats route={answer.route} drafter={drafter} />
            <RouteFindings answer={answer} />
            <p className="mt-4 border-t border-line pt-3 text-sm text-ink-3">
              {answer.route.templateName}
              <br />
              {text.basis(answer.route.authorityVersion)}
            </p>
          </div>
        )}
      </div>
      {answer !== undefined && (
        <div className="mt-3 grid gap-1 border-t border-line pt-3">
          <RouteChoices {...part} answer={answer} organisation={organisation} />
          {item !== undefined && (
            <RouteWhatIf
              // Another row has other bands: what was asked of the old one is forgotten.
              key={item.code}
              content={settled}
              drafterPost={drafterPost}
              item={item}
              flags={table?.flags ?? []}
            />
          )}
        </div>
      )}
    </section>
  )
}
