import type { RouteTemplateContent } from '../../../../server/contract/rules.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useRuleWords } from '../../api/rules.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button } from '../../ui/index.ts'
import { Checkbox, Editable, RadioGroup, SearchSelect, Select, TextField } from './read-only.tsx'
import { RouteTemplateCondition } from './route-template-condition.tsx'

type Step = RouteTemplateContent['steps'][number]
type Place = Step['where']['at']
type Props = {
  readonly step: Step
  /** From 1. */
  readonly place: number
  readonly before: Step | undefined
  readonly isFirstOfGroup: boolean
  readonly onChange: (step: Step) => void
  /** Puts this step and the one before it into one group. */
  readonly onJoin: (group: string) => void
  readonly onRemove: () => void
}

const roles = ['review', 'examine', 'concur', 'decide'] as const
const ownPlaces: readonly Place[] = [
  'own_group',
  'own_section',
  'own_bureau',
  'own_department',
  'own_branch',
  'charge_vice_governor',
  'unit',
]

/** Where a step of a role may be: 合議 and 審査 also at the units of the matter. */
function placesOf(role: Step['role']): readonly Place[] {
  if (role === 'concur') return ['concurring_units', ...ownPlaces]
  if (role === 'examine') return ['examining_units', ...ownPlaces]
  return ownPlaces
}

/** Leaves an optional field away instead of keeping it as undefined: the server refuses unknown values. */
function without(step: Step, field: 'group' | 'needs' | 'provisional' | 'when' | 'article'): Step {
  const { [field]: _gone, ...rest } = step
  return rest
}

/** The chosen step of the lane in full. */
export function RouteTemplateStep(props: Props) {
  const { step, place, onChange, onRemove } = props
  const { rules, common } = useText()
  const text = rules.route
  const positions = useRuleWords().data?.positions ?? []
  const units = useOrganisation().data?.units ?? []
  const { where } = step
  const isOfUnits = where.at === 'concurring_units' || where.at === 'examining_units'
  const setPlace = (at: string) => {
    if (at === 'unit') return onChange({ ...step, where: { at: 'unit', unit: units[0]?.code ?? '' } })
    return onChange({ ...step, where: { at } as Step['where'] })
  }
  const setRole = (role: string) => {
    const next = role as Step['role']
    const units = next === 'concur' ? 'concurring_units' : next === 'examine' ? 'examining_units' : undefined
    const place: Step['where'] =
      units === undefined ? (isOfUnits ? { at: 'own_section' } : where) : { at: units }
    const plain = next === 'decide' ? without(step, 'when') : step
    // 仮決裁 is a 回議 marked so.
    const marked = next === 'review' ? plain : without(plain, 'provisional')
    onChange({ ...marked, role: next, where: place, parallel: next === 'concur', optional: false })
  }
  return (
    <section
      aria-label={text.step(place)}
      className="grid gap-4 rounded-8 border border-lead-line bg-lead-soft/40 p-4"
    >
      <header className="flex items-center justify-between gap-2">
        <h4 className="font-bold">{text.step(place)}</h4>
        <Editable>
          <Button size="small" variant="danger" onPress={onRemove}>
            {text.removeStep}
          </Button>
        </Editable>
      </header>
      <RadioGroup
        label={text.role}
        value={step.role}
        onChange={setRole}
        options={roles.map((it) => ({ value: it, label: text.roles[it] }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={text.place}
          value={where.at}
          placeholder={rules.table.choose}
          options={placesOf(step.role).map((it) => ({ id: it, label: text.places[it] }))}
          onChange={setPlace}
        />
        {where.at === 'unit' && (
          <SearchSelect
            label={text.unit}
            value={where.unit}
            placeholder={rules.findUnit}
            noMatch={common.noMatch}
            options={units.map((it) => ({ id: it.code, label: it.name }))}
            onChange={(unit) => onChange({ ...step, where: { at: 'unit', unit } })}
          />
        )}
        <Select
          label={text.position}
          value={step.position}
          placeholder={rules.table.choose}
          options={positions.map((it) => ({
            id: it.code,
            label: it.name,
            note: it.isLine ? undefined : text.notLine,
          }))}
          onChange={(position) => onChange({ ...step, position })}
        />
        <Select
          label={text.vacancy}
          value={step.onVacant}
          placeholder={rules.table.choose}
          options={(['skip', 'acting', 'block'] as const).map((it) => ({
            id: it,
            label: text.vacancies[it],
          }))}
          onChange={(it) => onChange({ ...step, onVacant: it as Step['onVacant'] })}
        />
      </div>
      <TextField
        label={text.article}
        hint={text.articleHelp}
        value={step.article ?? ''}
        maxLength={200}
        onChange={(article) => onChange(article === '' ? without(step, 'article') : { ...step, article })}
      />
      {isOfUnits && (
        <Checkbox isSelected={step.parallel} onChange={(parallel) => onChange({ ...step, parallel })}>
          {text.parallel}
        </Checkbox>
      )}
      {step.role !== 'decide' && (
        <>
          <Checkbox isSelected={step.optional} onChange={(optional) => onChange({ ...step, optional })}>
            {text.optional}
          </Checkbox>
          {step.role === 'review' && (
            <Checkbox
              isSelected={step.provisional ?? false}
              onChange={(on) => onChange(on ? { ...step, provisional: true } : without(step, 'provisional'))}
            >
              {text.provisional}
            </Checkbox>
          )}
          <Together {...props} isOfUnits={isOfUnits} />
          {!isOfUnits && (
            <RouteTemplateCondition
              when={step.when}
              onChange={(when) => onChange(when === undefined ? without(step, 'when') : { ...step, when })}
            />
          )}
        </>
      )}
    </section>
  )
}

/** Whether it waits together with the step before it, and how many of those together suffice. */
function Together(props: Props & { readonly isOfUnits: boolean }) {
  const { step, before, isFirstOfGroup, isOfUnits, onChange, onJoin } = props
  const { rules } = useText()
  const text = rules.route
  const joins = before !== undefined && before.role !== 'decide'
  const decidesNeeds = isFirstOfGroup && (isOfUnits || step.group !== undefined)
  return (
    <>
      {joins && (
        <Checkbox
          isSelected={!isFirstOfGroup}
          onChange={(on) =>
            on
              ? onJoin(before.group ?? `with-${before.key}`)
              : onChange(without(without(step, 'group'), 'needs'))
          }
        >
          {text.joinBefore}
        </Checkbox>
      )}
      {decidesNeeds && (
        <Select
          label={text.needs}
          value={step.needs === undefined ? 'all' : String(step.needs)}
          placeholder={text.needsAll}
          options={[
            { id: 'all', label: text.needsAll },
            ...[1, 2, 3, 4, 5].map((it) => ({ id: String(it), label: text.needsSome(it) })),
          ]}
          onChange={(it) =>
            onChange(it === 'all' || it === '' ? without(step, 'needs') : { ...step, needs: Number(it) })
          }
          className="max-w-72"
        />
      )}
    </>
  )
}
