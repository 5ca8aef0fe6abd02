import type { RouteView, StepView } from '../../../../server/contract/route.ts'
import { useText } from '../../i18n/index.tsx'
import { Disclosure, cx } from '../../ui/index.ts'

type Drafter = { readonly name: string; readonly title: string }

/** The seats of a route from the drafter to the decider, each with its reasons. */
export function Seats({ route, drafter }: { readonly route: RouteView; readonly drafter: Drafter }) {
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
            <span className="pl-[3.25rem] text-xs font-bold text-ink-3">
              {stage.needs === undefined
                ? drafting.route.parallel
                : drafting.route.someOf(
                    stage.needs,
                    stage.steps.filter((it) => it.skipped === undefined).length,
                  )}
            </span>
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
        {step.atOnceWith !== undefined && (
          <p className="text-sm text-ink-3" data-at-once>
            {text.atOnce(step.atOnceWith)}
          </p>
        )}
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
