import type { Instant, LocalDate, PersonId, PositionCode, PostId, Sha256, UnitCode } from '../domain/ids.ts'
import { theBeginning } from '../domain/organisation/acting-orders.ts'
import type { AnyRefusal, CodeWithData, RefusalOf } from '../usecases/refusal-fact.ts'

const instant = (text: string): Instant => new Date(`${text}+09:00`).toISOString() as Instant
const day = (text: string): LocalDate => text as LocalDate
const hash = (letter: string): Sha256 => letter.repeat(64) as Sha256
const drafter = '観光振興課主任 旭 しおり'

/** Of every refusal that carries data what it may carry, the usual case first; a code without one does not compile. */
const withData: {
  readonly [Code in CodeWithData]: readonly [
    Omit<RefusalOf<Code>, 'code'>,
    ...Omit<RefusalOf<Code>, 'code'>[],
  ]
} = {
  wrong_status: [
    { status: 'in_approval' },
    { status: 'draft' },
    { status: 'decided' },
    { status: 'abandoned' },
  ],
  version_changed: [
    {
      version: 7,
      status: 'in_approval',
      manifestSha256: hash('b'),
      lastAct: {
        type: 'approved',
        title: '観光振興課長',
        name: '稲穂 武',
        at: instant('2026-05-11T10:05:00'),
      },
    },
  ],
  manifest_changed: [{ shown: hash('a'), current: hash('b') }],
  not_your_turn: [{ waitingFor: [{ post: 'KSK:P-SEC' as PostId, postName: '観光振興課長' }] }],
  wrong_role: [
    { role: 'provisional' },
    { role: 'concur' },
    { role: 'review' },
    { role: 'examine' },
    { role: 'decide' },
  ],
  already_acted: [{ postName: '財政課長', by: '財政課長 厚別 恵', at: instant('2026-05-11T10:05:00') }],
  same_person_again: [{ postName: '道路課長', earlier: '事業課長' }],
  held: [{ by: '稲穂 武', reason: '予算の内訳を確認中' }],
  not_your_capacity: [
    { post: 'KSK:P-SEC' as PostId, held: ['観光局長', '経済部長事務取扱'] },
    { post: 'KSK:P-SEC' as PostId, held: [] },
  ],
  not_drafter: [{ drafter }],
  no_such_number: [{ number: 12 }],
  not_number_keeper: [{ keepers: ['総務課主任 山田 太郎'] }],
  not_of_group: [{ drafter: '総務課主事 山田 太郎' }],
  not_concerned: [{ section: '総務課' }],
  nobody_to_confirm: [{ postName: '総務課長' }],
  drafter_seated: [{ postName: '総務課長' }],
  decider_would_draft: [{ postName: '総務部長' }],
  not_of_section: [{ section: '観光振興課', drafter }],
  incomplete: [{ missing: [{ field: 'title', text: '件名を入力してください。' }] }],
  reason_missing: [{ of: 'object' }, { of: 'conditional' }],
  return_asked: [{ by: '人事課長 菊水 学' }],
  objector_missing: [{ of: ['財政課長'] }],
  no_such_earlier_step: [{ possible: ['観光振興課長'] }, { possible: [] }],
  next_has_acted: [{ by: '観光局長' }],
  next_has_opened: [{ by: '観光局長 厚別 進' }],
  objection_unanswered: [{ of: ['財政課長'] }],
  paper_not_checked: [{ what: '図面一式（A1判 12枚）' }],
  acting_not_for_this_role: [{ postName: '財政課長', role: 'concur' }],
  acting_post_vacant: [{ postName: '観光局長' }],
  acting_holder_present: [{ postName: '観光局長', holder: '厚別 進' }],
  acting_not_in_order: [
    { postName: '観光局長', order: ['観光局次長', '観光振興課長'] },
    { postName: '観光局長', order: [] },
  ],
  acting_self_absent: [{ postName: '観光局長' }],
  acting_other_first: [{ postName: '観光局長', first: '観光局次長' }],
  acting_reserved: [{ flags: ['重要', '合議不調'] }],
  pull_up_not_urgent: [{ drafter }],
  pull_up_cannot_skip: [{ steps: ['財政課長'] }],
  secret_not_listed: [{ names: ['白石 健太'] }],
  route_change_unlawful: [
    { because: 'required_step' },
    { because: 'past' },
    { because: 'decider' },
    { because: 'nothing' },
    { because: 'new_decider' },
  ],
  records_manager_only: [{ held: ['観光振興課長'] }, { held: [] }],
  number_before_decision: [{ status: 'in_approval' }, { status: 'rejected' }],
  number_given: [{ text: '観光第1号' }],
  unknown_number_kind: [{ kind: '許可番号' }],
  not_ended: [{ status: 'in_approval' }],
  not_decided_yet: [{ status: 'rejected' }],
  person_not_found: [{ names: ['職員番号 u9999', '白石 健太（職員番号 u0107）'] }],
  post_not_found: [{ post: '観光局次長' }],
  unit_not_found: [{ unit: '旧観光課' }],
  not_a_day: [{ value: '2026-02-30' }],
  absence_begun: [{ from: instant('2026-05-11T00:00:00') }],
  absence_over: [{ to: instant('2026-05-12T23:59:00') }],
  absence_overlaps: [{ from: instant('2026-05-11T00:00:00'), to: instant('2026-05-12T23:59:00') }],
  directory_person_unknown: [{ person: 'u9999' as PersonId }],
  directory_person_known: [{ person: 'u0107' as PersonId, name: '白石 健太' }],
  directory_person_without_post: [{ person: 'u0107' as PersonId }],
  directory_appointment_unknown: [{ person: 'u0107' as PersonId }],
  directory_appointment_ahead: [{ person: 'u0107' as PersonId, from: day('2026-06-01') }],
  directory_unit_unknown: [{ unit: 'KSX' as UnitCode }],
  directory_unit_known: [{ unit: 'KSK' as UnitCode, name: '観光振興課' }],
  directory_not_in_cp932: [{ values: ['髙橋', '𠮷田'] }],
  acting_order_position_unknown: [{ position: 'P-XXX' as PositionCode }],
  acting_order_no_decider: [{ position: 'P-SNN' as PositionCode, name: '主任' }],
  acting_order_past: [{ from: day('2026-04-01'), earliest: day('2026-05-11') }],
  acting_order_place_unknown: [
    { place: 2, unit: 'KSX' as UnitCode },
    { place: 2, position: 'P-XXX' as PositionCode },
  ],
  acting_order_place_twice: [{ first: 1, place: 3 }],
  acting_order_itself: [{ place: 1 }],
  acting_order_changed: [{ version: 4 }],
  effective_day_past: [{ effectiveOn: day('2026-04-01') }],
  calendar_changed: [{ version: 2 }],
  calendar_day_unknown: [{ value: '02-30' }],
  calendar_day_twice: [{ value: '12-29' }],
  calendar_day_past: [{ value: '2026-05-08' }],
  role_day_past: [{ earliest: day('2026-05-11') }],
  role_held: [{ from: day('2026-04-01') }, { from: theBeginning }],
  role_incompatible: [{ role: 'records_manager' }],
  position_known: [{ name: '部長' }],
  position_name_taken: [{ position: 'P-DIR' as PositionCode }],
  position_above_unknown: [{ position: 'P-XXX' as PositionCode }],
  import_has_errors: [{ errors: 3 }],
  rule_has_errors: [
    {
      findings: [{ code: 'no_decider', text: '決裁の段がありません。最後に決裁の段を一つ置いてください。' }],
    },
  ],
  rule_day_past: [{ earliest: day('2026-05-12') }],
  rule_not_ahead: [{ state: 'in_force' }, { state: 'withdrawn' }],
  rule_reason_missing: [{ version: '2026-06-01' }],
  file_too_large: [{ maxBytes: 4 * 1024 ** 3 }],
  files_fixed: [{ status: 'in_approval' }, { status: 'decided' }],
  files_not_yours: [{ drafter }],
  name_too_long: [{ graphemes: 512, max: 500 }],
}

/** Refusals that carry data, as somebody may meet them. */
export const refusalSamples = new Map(
  Object.entries(withData).map(([code, list]) => [
    code,
    list.map((facts: object) => ({ ...facts, code }) as AnyRefusal),
  ]),
)
