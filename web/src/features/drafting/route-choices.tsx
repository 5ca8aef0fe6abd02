import { X } from 'lucide-react'
import type { ExplainedRoute } from '../../../../server/contract/explain-route.ts'
import type { OrganisationView } from '../../../../server/contract/organisation.ts'
import type { ProposalContent } from '../../../../server/contract/proposals.ts'
import { unitChoices } from '../../api/choices.ts'
import { useText } from '../../i18n/index.tsx'
import { Disclosure, IconButton, PickSeveral, Select, TextField } from '../../ui/index.ts'
import { withoutField } from './content.ts'
import type { FormPart } from './form-context.ts'

type Props = FormPart & {
  readonly answer: ExplainedRoute
  readonly organisation: OrganisationView | undefined
}

/** What the drafter may choose about the route: optional steps left out, 後閲 designated, 供覧先 added. */
export function RouteChoices(props: Props) {
  const { drafting } = useText()
  const { content } = props
  const count =
    (content.leftOut?.length ?? 0) +
    (content.postReviewPosts?.length ?? 0) +
    (content.circulationUnits?.length ?? 0)
  return (
    <Disclosure title={drafting.route.choices(count)} defaultExpanded={count > 0}>
      <div className="grid gap-5 pt-2 pb-3">
        <LeftOut {...props} />
        <PostReview {...props} />
        <ShownTo {...props} />
      </div>
    </Disclosure>
  )
}

/** An empty list is no list: a draft nobody chose anything in stays as it was. */
function put<Field extends 'leftOut' | 'postReviewPosts' | 'circulationUnits'>(
  content: ProposalContent,
  field: Field,
  list: NonNullable<ProposalContent[Field]>,
): ProposalContent {
  return list.length === 0 ? withoutField(content, field) : { ...content, [field]: list }
}

function LeftOut({ content, change, missing, answer }: Props) {
  const { drafting, common } = useText()
  const text = drafting.route
  const chosen = content.leftOut ?? []
  const steps = answer.route?.stages.flatMap((stage) => stage.steps) ?? []
  const options = answer.mayLeaveOut.flatMap(({ step, key }) => {
    const found = steps.find((it) => it.id === step)
    if (found === undefined) return []
    return [{ id: key, label: `${common.role[found.role]} ${found.postName}` }]
  })
  const left = options.filter((it) => !chosen.some((one) => one.key === it.id))
  if (options.length === 0 && chosen.length === 0) return null
  return (
    <div className="grid gap-2">
      {chosen.map((it) => (
        <Reasoned
          key={it.key}
          name={text.leaveOut(options.find((one) => one.id === it.key)?.label ?? text.formerStep)}
          reason={it.reason}
          error={it.reason.trim() === '' ? missing('leftOut') : undefined}
          onReason={(reason) =>
            change((now) =>
              put(
                now,
                'leftOut',
                (now.leftOut ?? []).map((one) => (one.key === it.key ? { ...one, reason } : one)),
              ),
            )
          }
          onRemove={() =>
            change((now) =>
              put(
                now,
                'leftOut',
                (now.leftOut ?? []).filter((one) => one.key !== it.key),
              ),
            )
          }
        />
      ))}
      {left.length > 0 && (
        <Select
          label={text.leaveOutStep}
          hint={text.leaveOutHint}
          value=""
          placeholder={text.chooseStep}
          options={left}
          onChange={(key) =>
            change((now) => put(now, 'leftOut', [...(now.leftOut ?? []), { key, reason: '' }]))
          }
        />
      )}
    </div>
  )
}

function PostReview({ content, change, missing, answer }: Props) {
  const { drafting } = useText()
  const text = drafting.route
  const chosen = content.postReviewPosts ?? []
  const reviewing = (answer.route?.stages.flatMap((stage) => stage.steps) ?? []).filter(
    (it) => it.role === 'review' && (it.skipped === undefined || it.skipped === 'post_review'),
  )
  const left = reviewing.filter((it) => !chosen.some((one) => one.post === it.post))
  if (reviewing.length === 0 && chosen.length === 0) return null
  return (
    <div className="grid gap-2">
      {chosen.map((it) => (
        <Reasoned
          key={it.post}
          name={text.laterView(reviewing.find((one) => one.post === it.post)?.postName ?? text.formerStep)}
          reason={it.reason}
          error={it.reason.trim() === '' ? missing('postReviewPosts') : undefined}
          onReason={(reason) =>
            change((now) =>
              put(
                now,
                'postReviewPosts',
                (now.postReviewPosts ?? []).map((one) => (one.post === it.post ? { ...one, reason } : one)),
              ),
            )
          }
          onRemove={() =>
            change((now) =>
              put(
                now,
                'postReviewPosts',
                (now.postReviewPosts ?? []).filter((one) => one.post !== it.post),
              ),
            )
          }
        />
      ))}
      {left.length > 0 && (
        <Select
          label={text.laterViewPost}
          hint={text.laterViewHint}
          value=""
          placeholder={text.chooseStep}
          options={left.map((it) => ({
            id: it.post,
            label: it.postName,
            note: it.holders.map((one) => one.name).join('、'),
          }))}
          onChange={(post) =>
            change((now) =>
              put(now, 'postReviewPosts', [...(now.postReviewPosts ?? []), { post, reason: '' }]),
            )
          }
        />
      )}
    </div>
  )
}

function ShownTo({ content, change, missing, organisation }: Props) {
  const { drafting, common } = useText()
  const text = drafting.route
  return (
    <PickSeveral
      label={text.showTo}
      hint={text.showToHint}
      chosenLabel={drafting.fields.circulationUnits}
      chosen={content.circulationUnits ?? []}
      options={unitChoices(organisation?.units)}
      placeholder={text.showToPlaceholder}
      noMatch={common.noMatch}
      removeLabel={drafting.remove}
      error={missing('circulationUnits')}
      onChange={(units) => change((now) => put(now, 'circulationUnits', units))}
    />
  )
}

type ReasonedProps = {
  readonly name: string
  readonly reason: string
  readonly error: string | undefined
  readonly onReason: (reason: string) => void
  readonly onRemove: () => void
}

/** One choice with the reason that everybody after it reads. */
function Reasoned({ name, reason, error, onReason, onRemove }: ReasonedProps) {
  const { drafting } = useText()
  return (
    <div className="flex items-start gap-1 rounded-8 border border-line bg-well px-3 py-2">
      <TextField
        label={name}
        value={reason}
        onChange={onReason}
        placeholder={drafting.route.reason}
        maxLength={400}
        error={error}
        className="min-w-0 flex-1"
      />
      <IconButton
        label={drafting.remove(name)}
        icon={<X className="size-4" aria-hidden />}
        onPress={onRemove}
      />
    </div>
  )
}
