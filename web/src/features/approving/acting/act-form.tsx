import type { Panel } from '../main-acts.ts'
import { ConcurForm } from './concur-form.tsx'
import { CorrectWordsForm } from './correct-words-form.tsx'
import { DecideForm } from './decide-form.tsx'
import type { FormProps } from './form-frame.tsx'
import { CollateForm, CompleteForm, IssuingReasonForm, SealDocumentForm } from './issuing-forms.tsx'
import { DispatchForm } from './dispatch-form.tsx'
import { FairCopyForm } from './fair-copy-form.tsx'
import { NumberForm } from './number-form.tsx'
import { AskForm, CirculateForm, HandOverForm } from './people-forms.tsx'
import { JudgeEditForm, ReasonForm, ReturnForm, TakeBackForm } from './reason-form.tsx'
import { ReplaceForm } from './replace-form.tsx'
import { ResubmitForm } from './resubmit-form.tsx'
import { ChangeRouteForm, ConfirmSeatForm, ReassignForm } from './route-forms.tsx'
import { AnswerForm, RespondForm, TextForm } from './text-forms.tsx'
import { UrgencyForm } from './urgency-form.tsx'

type Props = FormProps & { readonly open: Panel }

/** What an act still needs from its person, in place. Acts that need nothing have no form. */
export function ActForm({ open, ...form }: Props) {
  if (typeof open === 'object') return <ReplaceForm {...form} attachmentId={open.replaces} />
  switch (open) {
    case 'revise':
      return <CorrectWordsForm {...form} />
    case 'judge_edit':
      return <JudgeEditForm {...form} />
    case 'decide':
      return <DecideForm {...form} />
    case 'concur':
      return <ConcurForm {...form} opinion="agree" />
    case 'conditional':
    case 'object':
      return <ConcurForm {...form} opinion={open} />
    case 'return':
      return <ReturnForm {...form} />
    case 'resubmit':
      return <ResubmitForm {...form} />
    case 'take_back':
      return <TakeBackForm {...form} />
    case 'reject':
    case 'withdraw':
    case 'abandon':
    case 'pull_up':
    case 'hold':
    case 'release_secrecy':
      return <ReasonForm {...form} type={open} />
    case 'comment':
    case 'explain':
    case 'move_paper':
    case 'add_cover_note':
      return <TextForm {...form} type={open} />
    case 'respond':
      return <RespondForm {...form} />
    case 'answer':
      return <AnswerForm {...form} />
    case 'circulate':
      return <CirculateForm {...form} />
    case 'ask':
      return <AskForm {...form} />
    case 'hand_over_draft':
      return <HandOverForm {...form} />
    case 'change_route':
      return <ChangeRouteForm {...form} />
    case 'confirm_seat':
      return <ConfirmSeatForm {...form} />
    case 'reassign':
      return <ReassignForm {...form} />
    case 'set_urgency':
      return <UrgencyForm {...form} />
    case 'give_number':
      return <NumberForm {...form} />
    case 'make_fair_copy':
      return <FairCopyForm {...form} />
    case 'collate':
      return <CollateForm {...form} />
    case 'seal_document':
      return <SealDocumentForm {...form} />
    case 'void_document':
    case 'report_failure':
      return <IssuingReasonForm {...form} type={open} />
    case 'dispatch':
      return <DispatchForm {...form} />
    case 'complete':
      return <CompleteForm {...form} />
    default:
      return null
  }
}
