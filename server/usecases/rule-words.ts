import type { PolicySettings } from '../domain/authority/policy.ts'
import type { RouteTemplate, TemplateStep, VacancyRule } from '../domain/authority/authority.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { conditionText, places, roleNames } from './because-text.ts'

const stepPlaces: Readonly<Record<string, string>> = {
  ...places,
  concurring_units: '合議先',
  examining_units: '審査先',
}

function placeName(organisation: Organisation, where: TemplateStep['where']): string {
  if (where.at === 'unit') return organisation.units.get(where.unit)?.name ?? where.unit
  return stepPlaces[where.at] ?? where.at
}

function vacancyText(rule: VacancyRule): string {
  if (rule === 'skip') return '欠員なら省略'
  return rule === 'acting' ? '欠員なら事務取扱・兼務' : '欠員なら起案できない'
}

/** A step of a template as people say it: 回議 局長（部（振興局）、省略できる）. */
export function stepText(organisation: Organisation, step: TemplateStep): string {
  const position = organisation.positions.get(step.position)?.name ?? step.position
  const details = [
    placeName(organisation, step.where),
    vacancyText(step.onVacant),
    step.optional ? '省略できる' : '',
    step.provisional === true ? '仮決裁' : '',
    step.when === undefined ? '' : `${conditionText(step.when)}ときだけ`,
    step.group === undefined ? '' : `並列の組 ${step.group}`,
    step.needs === undefined ? '' : `${step.needs}人で足りる`,
    step.article === undefined ? '' : `根拠 ${step.article}`,
  ].filter((it) => it !== '')
  return `${roleNames[step.role]} ${position}（${details.join('、')}）`
}

/** Where a route shows a decided case, in words; empty when nowhere. */
export function circulationText(
  organisation: Organisation,
  template: Pick<RouteTemplate, 'circulation'>,
): string {
  const names = template.circulation.map(
    (it) => `${placeName(organisation, it.where)}${it.kind === 'inform' ? '（回覧）' : ''}`,
  )
  return names.length === 0 ? 'なし' : names.join('、')
}

/** What each switch of a policy is called, for sentences. */
export const switchNames: Readonly<Record<keyof PolicySettings, string>> = {
  returnResume: '差戻しのあとの再開',
  editMajorEffect: '重要な変更の効果',
  editMinorEffect: '軽微な変更の効果',
  concurObjection: '合議の異議',
  concurCollect: '合議の集め方',
  actingAppliesTo: '代決の範囲',
  actingForbiddenFlags: '代決できない事情',
  actingExceptions: '代決の例外',
  postReviewRequired: '代決の後閲',
  absentReviewer: '不在の回議者',
  pullUpMaySkip: '引上げで飛ばせる段',
  pullUpRequires: '引上げの要件',
  takeBackWindow: '引戻しの期限',
  consecutiveSamePerson: '続く同一人の段',
  selfApproval: '起案者本人の段',
  secretElectronic: '秘の電子決裁',
  paperTickOf: '紙の確認が要る人',
  paperReason: '紙を併用する理由',
  numberAt: '番号を付ける時期',
  attachmentSoftLimitMb: '添付の注意量',
  printReason: '印刷・保存の理由',
  seenSharing: '閲読状況の共有',
  freshSignIn: '本人確認のやり直し',
  freshSignInMinutes: '本人確認の有効時間（分）',
  disposalWaitingDays: '公表から廃棄まで待つ日数',
  retentionStarts: '保存期間の起算',
  postDecisionEdit: '決裁後の変更',
  numberReuse: '番号の再使用',
}

const wordsOfSwitches: Readonly<Record<string, string>> = {
  restart: '最初から',
  resume_at_returner: '差し戻した人から',
  invalidate_and_reapprove: '承認を無効にして再承認',
  notify: '知らせる',
  required: '必ず書く',
  optional: '書かなくてもよい',
  opinion: '意見として記録',
  opinion_with_mandatory_response: '意見と処理意見を必須',
  blocking: '同意まで進まない',
  wait_all: '全員を待つ',
  first_return_stops: '最初の差戻しで止める',
  decider_only: '決裁権者のみ',
  decider_and_concur: '決裁権者と合議先',
  prior_instruction: '事前の指示',
  emergency: '緊急',
  always: '必ず',
  when_deemed_necessary: '必要と認めるとき',
  post_review: '後閲に回して進む',
  wait: '戻るまで待つ',
  review: '回議',
  examine: '審査',
  concur: '合議',
  decide: '決裁',
  decide_and_seal: '決裁と、承認・審査・合議',
  urgent: '至急の事案だけ',
  reason: '理由があれば',
  until_next_opens: '次の人が開くまで',
  until_next_acts: '次の人が処理するまで',
  merge_and_record_both_capacities: '一度で両方の資格を記録',
  keep_both: 'それぞれの段で行う',
  skip_and_record: '自己として省略',
  block: '認めない',
  forbid: '認めない',
  restricted: '指定者に限る',
  submit: '提出のとき',
  decision: '決裁のとき',
  execution: '施行のとき',
  next_fiscal_year: '翌年度の4月1日',
  cover_note_only: '鑑の付記だけ',
  never: 'しない',
  not_asked: '求めない',
  secret_only: '秘の文書だけ求める',
  self_only: '本人のみ',
  drafter_and_decider: '起案者と決裁権者に示す',
  auditor_only: '監査・情報公開担当に示す',
}

/** A value of a switch, for sentences. */
export function switchValueText(field: keyof PolicySettings, value: unknown): string {
  if (Array.isArray(value)) {
    const words = value.map((it) => wordsOfSwitches[String(it)] ?? String(it))
    return words.length === 0 ? 'なし' : words.join('・')
  }
  if (field === 'attachmentSoftLimitMb') return `${String(value)}MB`
  // 「認めない」 of 自己 and of 秘 read alike; 待つ of a reviewer is no blocking.
  return wordsOfSwitches[String(value)] ?? String(value)
}
