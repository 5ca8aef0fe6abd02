import { arrayMove } from '@dnd-kit/sortable'
import { ChevronLeft, ChevronRight, GripVertical } from 'lucide-react'
import type { RouteTemplateContent } from '../../../../server/contract/rules.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useRuleWords } from '../../api/rules.ts'
import { useText } from '../../i18n/settings/index.ts'
import { IconButton, Reorderable, cx, useReorderable } from '../../ui/index.ts'
import { Editable } from './read-only.tsx'

type Step = RouteTemplateContent['steps'][number]
type Props = {
  readonly steps: readonly Step[]
  readonly chosen: string | undefined
  readonly onChoose: (key: string) => void
  readonly onReorder: (steps: readonly Step[]) => void
}

/** Consecutive steps of one group together, every other step alone. */
function groupsOf(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = []
  for (const step of steps) {
    const before = groups.at(-1)
    if (step.group !== undefined && before?.[0]?.group === step.group) before.push(step)
    else groups.push([step])
  }
  return groups
}

/**
 * The steps as seal boxes from the drafter to the 決裁, in as many rows as it takes; what waits at the same time stands
 * in one column.
 */
export function RouteTemplateLane({ steps, chosen, onChoose, onReorder }: Props) {
  const { rules } = useText()
  const text = rules.route
  const positions = useRuleWords().data?.positions ?? []
  const units = useOrganisation().data?.units ?? []
  const whereOf = ({ where }: Step): string =>
    where.at === 'unit'
      ? (units.find((it) => it.code === where.unit)?.name ?? where.unit)
      : text.places[where.at]
  const nameOf = (step: Step): string =>
    `${text.roles[step.role]} ${positions.find((it) => it.code === step.position)?.name ?? step.position}`
  const move = (from: number, to: number) => onReorder(arrayMove([...steps], from, to))
  return (
    <Reorderable
      items={steps}
      idOf={(it) => it.key}
      nameOf={nameOf}
      words={text}
      layout="rows"
      onReorder={onReorder}
    >
      {(shown) => (
        <div className="rounded-8 border border-line bg-well p-3">
          <ol aria-label={text.lane} className="flex flex-wrap items-stretch gap-2">
            <li className="grid w-12 shrink-0 place-items-center text-sm text-ink-2 max-sm:w-full max-sm:justify-items-start">
              {text.drafter}
            </li>
            {groupsOf(shown).map((group) => (
              <li
                key={group[0]?.key}
                className={cx(
                  'flex shrink-0 flex-col justify-center gap-2',
                  group.length > 1 && 'rounded-8 border border-dashed border-line-strong p-1.5',
                )}
              >
                {group.length > 1 && (
                  <span className="text-center text-xs text-ink-2">
                    {group[0]?.needs === undefined
                      ? text.together
                      : text.someOf(group[0].needs, group.length)}
                  </span>
                )}
                {group.map((step) => {
                  const at = shown.indexOf(step)
                  return (
                    <SealBox
                      key={step.key}
                      step={step}
                      name={nameOf(step)}
                      where={whereOf(step)}
                      isChosen={step.key === chosen}
                      onChoose={() => onChoose(step.key)}
                      onLeft={at === 0 ? undefined : () => move(at, at - 1)}
                      onRight={at === shown.length - 1 ? undefined : () => move(at, at + 1)}
                    />
                  )
                })}
              </li>
            ))}
          </ol>
        </div>
      )}
    </Reorderable>
  )
}

type SealBoxProps = {
  readonly step: Step
  readonly name: string
  /** Its unit, or its place seen from the drafter. */
  readonly where: string
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly onLeft: (() => void) | undefined
  readonly onRight: (() => void) | undefined
}

function SealBox({ step, name, where, isChosen, onChoose, onLeft, onRight }: SealBoxProps) {
  const { rules } = useText()
  const text = rules.route
  const { box, handle, isMoving } = useReorderable(step.key)
  const marks = [
    step.optional ? text.optionalMark : '',
    step.when === undefined ? '' : text.conditionMark,
    step.provisional === true ? text.provisionalMark : '',
  ].filter((it) => it !== '')
  return (
    <div
      {...box}
      className={cx(
        'relative grid w-36 rounded-8 border bg-paper',
        isMoving ? 'z-10 border-lead shadow-float' : isChosen ? 'border-2 border-lead' : 'border-line-strong',
      )}
    >
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className="grid min-h-26 place-items-center content-center gap-0.5 rounded-t-8 px-2 py-2 text-center"
      >
        <span className={cx('text-xs', step.role === 'decide' ? 'font-bold text-lead' : 'text-ink-2')}>
          {text.roles[step.role]}
        </span>
        <span className="font-bold leading-tight">{name.slice(text.roles[step.role].length + 1)}</span>
        <span className="text-xs text-ink-2">{where}</span>
        {marks.length > 0 && <span className="text-xs text-shu">{marks.join('・')}</span>}
      </button>
      <Editable>
        <div className="flex items-center justify-between border-t border-line">
          <IconButton
            label={text.earlier(name)}
            icon={<ChevronLeft className="size-4" aria-hidden />}
            isDisabled={onLeft === undefined}
            onPress={() => onLeft?.()}
            className="size-8"
          />
          <button
            type="button"
            {...handle}
            aria-label={text.drag(name)}
            className="grid size-8 cursor-grab touch-none place-items-center rounded-6 text-ink-3"
          >
            <GripVertical className="size-4" aria-hidden />
          </button>
          <IconButton
            label={text.later(name)}
            icon={<ChevronRight className="size-4" aria-hidden />}
            isDisabled={onRight === undefined}
            onPress={() => onRight?.()}
            className="size-8"
          />
        </div>
      </Editable>
    </div>
  )
}
