import type { PolicyContent } from '../../../../server/contract/rules.ts'
import type { Texts } from '../../i18n/settings/index.ts'

type Word = keyof Texts['rules']['policy']['words']

/** One switch: how it is set, and the regulation or body it was seen in. */
export type Switch = {
  readonly field: keyof PolicyContent
  readonly source?: string
} & (
  | { readonly kind: 'one'; readonly words: readonly Word[] }
  | { readonly kind: 'some'; readonly words: readonly Word[] }
  | { readonly kind: 'flags' }
  | { readonly kind: 'number'; readonly unit: 'MB' | 'minutes' | 'days' }
  /** One answer for every body, shown so that nobody looks for the switch. */
  | { readonly kind: 'fixed' }
)

type Group = {
  readonly id: keyof Texts['rules']['policy']['groups']
  readonly switches: readonly Switch[]
}

/** Every switch of section 1.4 of the domain rules, in the order of a matter's way. */
export const groups: readonly Group[] = [
  {
    id: 'route',
    switches: [
      { field: 'selfApproval', kind: 'one', words: ['skip_and_record', 'block'] },
      {
        field: 'consecutiveSamePerson',
        kind: 'one',
        words: ['merge_and_record_both_capacities', 'keep_both'],
      },
      {
        field: 'absentReviewer',
        kind: 'one',
        words: ['post_review', 'wait'],
        source: '公文書の書き方解説「代決・後閲」',
      },
      { field: 'pullUpRequires', kind: 'one', words: ['urgent', 'reason'] },
      { field: 'pullUpMaySkip', kind: 'some', words: ['review'] },
      { field: 'takeBackWindow', kind: 'one', words: ['until_next_opens', 'until_next_acts'] },
    ],
  },
  {
    id: 'returning',
    switches: [
      { field: 'returnResume', kind: 'one', words: ['resume_at_returner', 'restart'] },
      {
        field: 'editMajorEffect',
        kind: 'one',
        words: ['invalidate_and_reapprove', 'notify'],
        source: '大江町・遊佐町 事務決裁規程の運用',
      },
      { field: 'editMinorEffect', kind: 'one', words: ['notify', 'invalidate_and_reapprove'] },
    ],
  },
  {
    id: 'concurring',
    switches: [
      {
        field: 'concurObjection',
        kind: 'one',
        words: ['opinion', 'opinion_with_mandatory_response', 'blocking'],
        source: '公文書の書き方解説「合議」',
      },
      { field: 'concurCollect', kind: 'one', words: ['wait_all', 'first_return_stops'] },
    ],
  },
  {
    id: 'acting',
    switches: [
      {
        field: 'actingAppliesTo',
        kind: 'one',
        words: ['decider_only', 'decider_and_concur'],
        source: '公文書の書き方解説「代決・後閲」、連続テレビ小説を生かした博覧会推進協議会事務決裁規程',
      },
      { field: 'actingForbiddenFlags', kind: 'flags', source: '南部水道企業団事務専決規程 第5条' },
      {
        field: 'actingExceptions',
        kind: 'some',
        words: ['prior_instruction', 'emergency'],
        source: '知北平和公園組合決裁規程 第5条',
      },
      {
        field: 'postReviewRequired',
        kind: 'one',
        words: ['always', 'when_deemed_necessary'],
        source: '山鹿植木広域 決裁規程 第5条',
      },
    ],
  },
  {
    id: 'papers',
    switches: [
      { field: 'secretElectronic', kind: 'one', words: ['forbid', 'restricted'], source: '墨田区 依命通達' },
      { field: 'paperTickOf', kind: 'some', words: ['review', 'examine', 'concur', 'decide'] },
      { field: 'paperReason', kind: 'one', words: ['required', 'optional'], source: '墨田区 依命通達' },
      { field: 'attachmentSoftLimitMb', kind: 'number', unit: 'MB', source: '墨田区 依命通達（30MB）' },
    ],
  },
  {
    id: 'reading',
    switches: [
      { field: 'printReason', kind: 'one', words: ['not_asked', 'secret_only', 'required'] },
      {
        field: 'seenSharing',
        kind: 'one',
        words: ['self_only', 'drafter_and_decider', 'auditor_only'],
      },
    ],
  },
  {
    id: 'signIn',
    switches: [
      { field: 'freshSignIn', kind: 'one', words: ['not_asked', 'decide', 'decide_and_seal'] },
      { field: 'freshSignInMinutes', kind: 'number', unit: 'minutes' },
    ],
  },
  {
    id: 'records',
    switches: [
      { field: 'numberAt', kind: 'one', words: ['submit', 'decision', 'execution'] },
      { field: 'numberReuse', kind: 'fixed' },
      { field: 'disposalWaitingDays', kind: 'number', unit: 'days' },
      { field: 'retentionStarts', kind: 'fixed' },
      { field: 'postDecisionEdit', kind: 'fixed', source: '公文書管理に関する閣僚会議決定（平成30年7月）' },
    ],
  },
]
