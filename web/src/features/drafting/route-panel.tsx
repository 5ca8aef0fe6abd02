import type {
  ExplainedRoute,
  ProposalContent,
  RouteView,
  StepView,
} from '../../../../server/contract/proposals.ts'
import { problemText } from '../../api/problem-text.ts'
import { useExplainedRoute } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
import { Badge, Button, Disclosure, Notice, Spinner, cx, useSettled } from '../../ui/index.ts'

type Props = {
  readonly content: ProposalContent
  readonly drafterPost: string | undefined
  readonly drafter: { readonly name: string; readonly title: string }
}

/** The route a submission would get, as a line of seats with their reasons, while the form is being filled. */
export function RoutePanel({ content, drafterPost, drafter }: Props) {
  const all = useText()
  const text = all.drafting.route
  const settled = useSettled(content, 400)
  const chosen = content.authorityCode !== ''
  const asked = useExplainedRoute(settled, drafterPost, chosen && settled.authorityCode !== '')
  const answer: ExplainedRoute | undefined = chosen ? asked.data : undefined
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
            <p className="mt-4 border-t border-line pt-3 text-sm text-ink-3">
              {answer.route.templateName}
              <br />
              {text.basis(answer.route.authorityVersion)}
            </p>
          </div>
        )}
      </div>
    </section>
  )
}

function Seats({ route, drafter }: { readonly route: RouteView; readonly drafter: Props['drafter'] }) {
  const { drafting } = useText()
  return (
    <ol className="relative grid gap-4 before:absolute before:top-4 before:bottom-8 before:left-[1.1875rem] before:w-px before:bg-line-strong/50">
      <li className="relative flex gap-3">
        <Seal word={drafting.route.drafter} look="plain" />
        <Holder role={drafting.route.drafter} post={drafter.title} names={[drafter.name]} />
      </li>
      {route.stages.map((stage) => {
        const key = stage.steps.map((it) => it.id).join()
        const [only] = stage.steps
        if (stage.steps.length === 1 && only !== undefined) {
          return (
            <li key={key} className="relative">
              <Seat step={only} />
            </li>
          )
        }
        return (
          <li
            key={key}
            className="relative -mx-2 grid gap-3 rounded-8 border border-line bg-well px-2 py-2.5"
          >
            <span className="pl-[3.25rem] text-xs font-bold text-ink-3">{drafting.route.parallel}</span>
            {stage.steps.map((it) => (
              <Seat key={it.id} step={it} />
            ))}
          </li>
        )
      })}
    </ol>
  )
}

function Seat({ step }: { readonly step: StepView }) {
  const { common, drafting } = useText()
  const text = drafting.route
  const skipped = step.skipped !== undefined
  return (
    <div className="flex gap-3">
      <Seal
        word={common.role[step.role]}
        look={skipped ? 'skipped' : step.role === 'decide' ? 'decide' : 'plain'}
      />
      <div className="min-w-0 flex-1">
        <Holder
          role={common.role[step.role]}
          post={step.postName}
          names={step.holders.map((it) => (it.absent ? common.absentName(it.name) : it.name))}
          skipped={skipped}
        />
        {step.skipped !== undefined && <p className="text-sm text-ink-3">{text.skipped[step.skipped]}</p>}
        {step.because.length > 0 && (
          <Disclosure title={text.why}>
            <ul className="grid gap-1 border-l-2 border-lead-line pl-3 text-sm leading-relaxed text-ink-2">
              {step.because.map((it) => (
                <li key={it.code + it.text}>{it.text}</li>
              ))}
            </ul>
          </Disclosure>
        )}
      </div>
    </div>
  )
}

type HolderProps = {
  readonly role: string
  readonly post: string
  readonly names: readonly string[]
  readonly skipped?: boolean
}

function Holder({ role, post, names, skipped = false }: HolderProps) {
  const { drafting } = useText()
  return (
    <div className={cx('leading-snug', skipped && 'text-ink-3')}>
      <span className="sr-only">{role} </span>
      <div className="text-sm text-ink-2">{post}</div>
      <div className={cx('font-bold', skipped && 'font-normal line-through')}>
        {names.length === 0 ? drafting.route.vacant : names.join('、')}
      </div>
    </div>
  )
}

/** The empty place where a seal will be. */
function Seal({ word, look }: { readonly word: string; readonly look: 'plain' | 'decide' | 'skipped' }) {
  return (
    <span
      aria-hidden
      className={cx(
        'relative grid size-10 shrink-0 place-items-center rounded-full text-xs font-bold',
        look === 'plain' && 'border border-line-strong bg-paper text-ink-2',
        look === 'decide' && 'border-2 border-lead bg-lead text-white',
        look === 'skipped' && 'border border-dashed border-line-strong bg-paper text-ink-3',
      )}
    >
      {word.length > 3 ? word.slice(0, 3) : word}
    </span>
  )
}
