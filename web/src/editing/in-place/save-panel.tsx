import { type ReactNode, useState } from 'react'
import { useText } from '../../i18n/editing/index.ts'
import { Button, Notice, TextArea, TogglePill } from '../../ui/index.ts'
import type { OnTheWay, Weighed } from './on-the-way.ts'
import { type Weight, WeightChoice } from '../weight-choice.tsx'

type Props = Pick<OnTheWay, 'posts' | 'outcomes' | 'reason'> & {
  readonly problem: ReactNode
  readonly isSaving: boolean
  /** Other words than those of a save: what is said before a program gets the file. */
  readonly words?: { readonly title: string; readonly confirm: string; readonly back: string }
  readonly onBack: () => void
  readonly onSave: (weighed: Weighed) => void
}

/** Before a correction on the way is saved, or begun by other means than ours: 軽微か重要か, whose acts stand and whose fall by name, and why. */
export function SavePanel(props: Props) {
  const { posts, outcomes, reason: kept, problem, isSaving, words: own, onBack, onSave } = props
  const { inPlace, common, acts } = useText()
  const words = { ...inPlace.weight, ...own }
  const [weight, setWeight] = useState<Weight>()
  const reason = kept.text
  const [as, setAs] = useState(posts.length > 1 ? posts[0]?.post : undefined)
  const [tried, setTried] = useState(false)
  const confirm = () => {
    if (weight === undefined || reason.trim() === '') return setTried(true)
    onSave({ effect: weight, reason: reason.trim(), ...(as === undefined ? {} : { as }) })
  }
  return (
    <section
      aria-label={words.title}
      className="grid max-h-[70%] shrink-0 content-start gap-3 overflow-y-auto border-b border-lead-line bg-lead-soft p-3 sm:p-4"
      data-save-panel
    >
      <h2 className="font-bold">{words.title}</h2>
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      {posts.length > 1 && (
        <div role="group" aria-label={acts.capacity} className="flex flex-wrap items-center gap-2 text-sm">
          <span>{acts.capacity}</span>
          {posts.map((it) => (
            <TogglePill key={it.post} isSelected={as === it.post} onChange={() => setAs(it.post)}>
              {it.name}
            </TogglePill>
          ))}
        </div>
      )}
      <div className="grid content-start gap-x-6 gap-y-3 lg:grid-cols-2">
        <WeightChoice value={weight} onChange={setWeight} outcomes={outcomes} missing={tried} />
        <TextArea
          label={words.reason}
          hint={words.reasonHint}
          requiredMark={common.required}
          error={tried && reason.trim() === '' ? words.reasonMissing : undefined}
          value={reason}
          onChange={kept.write}
          maxLength={1000}
          rows={3}
          name="reason"
        />
      </div>
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onPress={onBack}>
          {words.back}
        </Button>
        <Button variant="primary" isPending={isSaving} onPress={confirm} data-confirm-save>
          {words.confirm}
        </Button>
      </div>
    </section>
  )
}
