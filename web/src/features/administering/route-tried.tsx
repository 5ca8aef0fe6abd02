import { Info, TriangleAlert } from 'lucide-react'
import type { RouteView, StepView } from '../../../../server/contract/route.ts'
import type { TriedRoute } from '../../../../server/contract/rules.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, Notice, cx } from '../../ui/index.ts'

type Props = {
  readonly answer: TriedRoute
  /** For people: the day it was asked for. */
  readonly day: string
  /** Asks again as if the drafted template were the only one. */
  readonly onOnlyThis: () => void
}

/** The route a made-up matter gets: who decides, each step with who holds it and why it is there, and what is found. */
export function RouteTried({ answer, day, onOnlyThis }: Props) {
  const { rules } = useText()
  const text = rules.trial
  const { drafter, explained, usesDraft, comes, goes } = answer
  const { route, problems, findings, leftOutByCondition } = explained
  if (drafter === undefined) return <Notice tone="warning">{text.nobody(day)}</Notice>
  return (
    <div className="grid gap-4 border-t border-line pt-4 text-sm leading-relaxed">
      {problems.length > 0 && (
        <Notice tone="warning" title={text.noRoute}>
          <ul className="grid gap-1 text-sm">
            {problems.map((it) => (
              <li key={it.code + it.text}>{it.text}</li>
            ))}
          </ul>
        </Notice>
      )}
      {route !== undefined && !usesDraft && (
        <Notice
          tone="info"
          action={
            <Button size="small" onPress={onOnlyThis}>
              {text.onlyThis}
            </Button>
          }
        >
          {text.notUsed(`${route.template}「${route.templateName}」`)}
        </Notice>
      )}
      {route !== undefined && (
        <>
          <TriedSteps route={route} drafter={`${drafter.title} ${drafter.name}`} />
          <Compared comes={comes} goes={goes} />
        </>
      )}
      {leftOutByCondition.length > 0 && (
        <div>
          <h4 className="font-bold">{text.notInPlay}</h4>
          <ul className="list-disc pl-5 text-ink-2">
            {leftOutByCondition.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </div>
      )}
      {route !== undefined && route.circulation.length > 0 && (
        <p>
          <span className="font-bold">{rules.route.circulation}</span> {route.circulation.join('、')}
        </p>
      )}
      {findings.length > 0 && (
        <ul aria-label={rules.findings} className="grid gap-1.5">
          {findings.map((it) => (
            <li key={it.code + it.text} className="flex gap-1.5">
              {it.severity === 'hint' ? (
                <Info className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
              ) : (
                <TriangleAlert className="mt-0.5 size-4 shrink-0 text-shu" aria-hidden />
              )}
              {it.text}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Compared({ comes, goes }: Pick<TriedRoute, 'comes' | 'goes'>) {
  const { rules } = useText()
  const text = rules.trial
  if (comes.length === 0 && goes.length === 0) return <p className="text-ink-3">{text.same}</p>
  return (
    <p>
      <span className="font-bold">{text.against}</span>{' '}
      {comes.length > 0 && <span>{rules.comes(comes.join('、'))}</span>}{' '}
      {goes.length > 0 && <span>{rules.goes(goes.join('、'))}</span>}
    </p>
  )
}

type StepsProps = { readonly route: RouteView; readonly drafter: string }

function TriedSteps({ route, drafter }: StepsProps) {
  const { rules, drafting } = useText()
  const text = rules.trial
  return (
    <div className="grid gap-2">
      <h4 className="flex flex-wrap items-center gap-2 font-bold">
        {text.result(`${route.template}「${route.templateName}」`)}
        <Badge tone="lead">{drafting.route.class(route.class)}</Badge>
      </h4>
      <ol aria-label={text.steps} className="grid gap-2">
        <li className="text-ink-2">
          {rules.route.drafter}　{drafter}
        </li>
        {route.stages.map((stage) => {
          const [only] = stage.steps
          const key = stage.steps.map((it) => it.id).join()
          if (stage.steps.length === 1 && only !== undefined) {
            return (
              <li key={key}>
                <TriedStep step={only} />
              </li>
            )
          }
          return (
            <li key={key} className="grid gap-2 rounded-8 border border-dashed border-line-strong p-2">
              <span className="text-xs text-ink-2">
                {stage.needs === undefined
                  ? rules.route.together
                  : rules.route.someOf(
                      stage.needs,
                      stage.steps.filter((it) => it.skipped === undefined).length,
                    )}
              </span>
              {stage.steps.map((it) => (
                <TriedStep key={it.id} step={it} />
              ))}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function TriedStep({ step }: { readonly step: StepView }) {
  const { rules, common, drafting } = useText()
  const isSkipped = step.skipped !== undefined
  const names = step.holders.map((it) => (it.absent ? common.absentName(it.name) : it.name))
  return (
    <div
      className={cx(
        'grid gap-x-4 gap-y-0.5 rounded-8 border border-line px-3 py-2 sm:grid-cols-[15rem_minmax(0,1fr)]',
        isSkipped && 'bg-well text-ink-3',
      )}
    >
      <div>
        <span className={cx('text-xs', step.role === 'decide' ? 'font-bold text-lead' : 'text-ink-2')}>
          {step.provisional === true ? rules.route.provisionalMark : common.role[step.role]}
        </span>
        <p className={cx('font-bold', isSkipped && 'font-normal')}>{step.postName}</p>
        <p>{names.length === 0 ? drafting.route.vacant : names.join('、')}</p>
        {step.skipped !== undefined && <p>{drafting.route.skipped[step.skipped]}</p>}
      </div>
      <ul className="grid content-start gap-0.5 text-ink-2">
        {step.because.map((it) => (
          <li key={it.code + it.text}>{it.text}</li>
        ))}
      </ul>
    </div>
  )
}
