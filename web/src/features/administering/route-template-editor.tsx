import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { RouteTemplateContent } from '../../../../server/contract/rules.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button } from '../../ui/index.ts'
import { CirculationField } from './circulation-field.tsx'
import { Editable, TextField } from './read-only.tsx'
import { RouteTemplateLane } from './route-template-lane.tsx'
import { RouteTemplateStep } from './route-template-step.tsx'

type Props = {
  readonly content: RouteTemplateContent
  readonly change: (to: (content: RouteTemplateContent) => RouteTemplateContent) => void
}
type Step = RouteTemplateContent['steps'][number]

/** A key no step of the template has: what drafters leave out is named by it for good. */
function freshKey(steps: readonly Step[]): string {
  for (let count = steps.length + 1; ; count += 1) {
    const key = `step-${count}`
    if (!steps.some((it) => it.key === key)) return key
  }
}

/** One route: its name, its steps as a lane of seals, the chosen step in full, and who is shown it after the decision. */
export function RouteTemplateEditor({ content, change }: Props) {
  const { rules } = useText()
  const text = rules.route
  const { steps } = content
  const [chosenKey, choose] = useState<string | undefined>()
  const chosen = steps.findIndex((it) => it.key === chosenKey)
  const step = steps[chosen]
  const put = (next: readonly Step[]) => change((it) => ({ ...it, steps: [...next] }))
  const add = () => {
    const key = freshKey(steps)
    const made: Step = {
      key,
      role: 'review',
      where: { at: 'own_section' },
      position: 'P-SEC',
      onVacant: 'skip',
      parallel: false,
      optional: false,
    }
    // After the chosen step, and never behind the 決裁.
    const decide = steps.findIndex((it) => it.role === 'decide')
    const end = decide === -1 ? steps.length : decide
    const at = chosen === -1 ? end : Math.min(chosen + 1, end)
    put([...steps.slice(0, at), made, ...steps.slice(at)])
    choose(key)
  }
  return (
    <div className="grid gap-4">
      <TextField
        label={text.name}
        value={content.name}
        onChange={(name) => change((it) => ({ ...it, name }))}
        maxLength={200}
        className="max-w-xl"
      />
      <RouteTemplateLane steps={steps} chosen={chosenKey} onChoose={choose} onReorder={put} />
      <Editable>
        <div>
          <Button size="small" onPress={add}>
            <Plus className="size-4" aria-hidden />
            {text.addStep}
          </Button>
        </div>
      </Editable>
      {step !== undefined && (
        <RouteTemplateStep
          key={step.key}
          step={step}
          place={chosen + 1}
          before={steps[chosen - 1]}
          isFirstOfGroup={step.group === undefined || steps[chosen - 1]?.group !== step.group}
          onChange={(next) => put(steps.map((it, at) => (at === chosen ? next : it)))}
          onJoin={(group) =>
            put(
              steps.map((it, at) => {
                if (at === chosen) return { ...it, group }
                return at === chosen - 1 ? { ...it, group } : it
              }),
            )
          }
          onRemove={() => {
            put(steps.filter((_it, at) => at !== chosen))
            choose(undefined)
          }}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {(['circulate', 'inform'] as const).map((kind) => (
          <CirculationField
            key={kind}
            kind={kind}
            showings={content.circulation}
            onChange={(circulation) => change((it) => ({ ...it, circulation }))}
          />
        ))}
      </div>
    </div>
  )
}
