import { kindName } from './file-sentences.ts'
import { timeText } from './time-text.ts'
import { issuingFacts } from './issuing-problems.ts'
import type { Refusal } from '../domain/approval/refusals.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import { theBeginning } from '../domain/organisation/acting-orders.ts'
import type { ExpiryRefusal } from '../domain/records/expiry.ts'
import { expiryFact } from './expiry-problems.ts'
import type { UrlFault } from './webhooks.ts'
import type { MissingPart } from '../domain/receiving/arrival.ts'
import type { ReceiptStatus } from '../domain/receiving/receipt.ts'
import { disclosureFacts } from './disclosure-facts.ts'
import { formatFaults } from './number-words.ts'
import type { AnyRefusal } from './any-refusal.ts'

/** Each code apart, also of those refusals that share a type. */
type Apart<One> = One extends { readonly code: infer Code extends string }
  ? Code extends unknown
    ? Omit<One, 'code'> & { readonly code: Code }
    : never
  : never
/** The refusals of a code. */
export type RefusalOf<Code extends string> = Extract<Apart<AnyRefusal>, { readonly code: Code }>
/** The codes of those refusals that carry more than their code. */
export type CodeWithData = {
  [Code in AnyRefusal['code']]: Exclude<keyof RefusalOf<Code>, 'code'> extends never ? never : Code
}[AnyRefusal['code']]

/** `02-30` as 2月30日; a whole day, which may be none, as it was typed. */
function dayWords(value: string): string {
  const [, month, day] = /^(\d{2})-(\d{2})$/.exec(value) ?? []
  return month === undefined ? value : `${Number(month)}月${Number(day)}日`
}

const roleWords: Readonly<Record<string, string>> = {
  administrator: 'システム管理者',
  records_manager: '文書管理者',
  archivist: '文書館',
  auditor: '監査・情報公開担当',
}

/** Which 簿冊 of several it is about, and the fact. */
function aboutFolder(it: ExpiryRefusal & { readonly folder: string }): string {
  const fact = expiryFact(it)
  return fact === undefined ? `簿冊：${it.folder}` : `簿冊：${it.folder}、${fact}`
}

const extensionWords: Readonly<Record<RefusalOf<'folder_extension'>['because'], string>> = {
  no_expiry: '満了日がありません',
  not_later: '今の満了日より後ではありません',
  not_fiscal_year_end: '年度の末日ではありません',
}

const statusNames: Readonly<Record<Extract<Refusal, { code: 'wrong_status' }>['status'], string>> = {
  draft: '下書き',
  in_approval: '回議中',
  returned: '差戻し',
  decided: '決裁済み',
  rejected: '否決',
  withdrawn: '取下げ',
  abandoned: '廃案',
  imported: '移行（旧システムの記録による）',
}

const receiptParts: Readonly<Record<MissingPart, string>> = {
  title: '件名',
  sender: '差出人',
  signature: 'LGWANの署名検証の結果',
  earlierReason: '今日より前の日に収受した理由',
}

const receiptStatusNames: Readonly<Record<ReceiptStatus, string>> = {
  arrived: '未配布',
  handed: '受領待ち',
  accepted: '受領済',
  drafted: '起案済',
  closed: '処理済',
  cancelled: '取消',
}

const roleActs = {
  review: '回議で、選べるのは承認',
  provisional: '仮決裁で、選べるのは仮決裁',
  examine: '審査で、選べるのは審査済',
  concur: '合議で、選べるのは同意・条件付同意・異議',
  decide: '決裁で、選べるのは決裁・否決',
} as const

const roleNames = { review: '回議', examine: '審査', concur: '合議', decide: '決裁' } as const

const unlawful: Readonly<Record<RefusalOf<'route_change_unlawful'>['because'], string>> = {
  past: '処理を終えた段を変えようとしています',
  decider: '決裁権者を変えようとしています（専決表で決まります）',
  required_step: '専決表・経路に定められた段を外すか、順を変えようとしています',
  nothing: '経路は前と同じです',
  new_decider: '決裁の段が二つになります',
}

const versionStates: Readonly<Record<RefusalOf<'rule_not_ahead'>['state'], string>> = {
  in_force: '施行中',
  ahead: '施行前',
  past: '旧版',
  replaced: '施行前に差替え',
  withdrawn: '施行取りやめ',
}

/**
 * The fact that failed, for the person who was refused: who is meant, what is set, what is missing. A refusal that
 * carries data and has no line here does not compile; one line may still have nothing to say (undefined).
 */
const urlFaults: Readonly<Record<UrlFault, string>> = {
  no_address: 'https:// か http:// で始まるアドレスではありません',
  userinfo: 'アドレスに利用者名かパスワードが入っています',
  https_only: 'http:// で送れるのは、運用者が許したネットワークの中だけです',
  network: '内部のネットワークか、この機械自身のアドレスです',
}

const facts: { readonly [Code in CodeWithData]: (it: RefusalOf<Code>) => string | undefined } = {
  ...issuingFacts,
  ...disclosureFacts,
  wrong_status: (it) => `いまの状態：${statusNames[it.status]}`,
  version_changed: ({ lastAct }) =>
    lastAct && `最後に処理した人：${lastAct.title} ${lastAct.name}（${timeText(lastAct.at)}）`,
  manifest_changed: (it) =>
    `表示していた内容の指紋：${it.shown.slice(0, 8)}、いまの内容の指紋：${it.current.slice(0, 8)}`,
  revision_not_ready: (it) => `ページのない版：${it.revisionIds.length === 1 ? '一つ' : '両方'}`,
  not_your_turn: ({ waitingFor }) =>
    waitingFor.length === 0 ? undefined : `いま処理する人：${listed(waitingFor.map((it) => it.postName))}`,
  wrong_role: (it) => `あなたの段は${roleActs[it.role]}です`,
  already_acted: (it) => `${it.postName}の段：${it.by}が${timeText(it.at)}に処理`,
  same_person_again: (it) =>
    `${it.earlier}として処理済みのため、${it.postName}としての処理には確認が必要です`,
  held: (it) => `保留した人：${it.by}、理由：${it.reason}`,
  not_your_capacity: ({ held }) => `いまの職：${held.length === 0 ? 'なし' : listed(held)}`,
  not_drafter: (it) => `起案者：${it.drafter}`,
  not_of_section: (it) => `主務課：${it.section}、起案者：${it.drafter}`,
  not_of_group: (it) => `起案者：${it.drafter}`,
  not_concerned: (it) => `主務課：${it.section}`,
  nobody_to_confirm: (it) => `席：${it.postName}`,
  drafter_seated: (it) => `起案者が就いている職：${it.postName}`,
  decider_would_draft: (it) => `決裁権者の職：${it.postName}`,
  no_such_number: (it) => `元の番号：第${it.number}号`,
  not_number_keeper: ({ keepers }) => `文書取扱主任：${keepers.length === 0 ? '定めなし' : listed(keepers)}`,
  incomplete: ({ missing }) => `足りない項目：${missing.map((it) => it.text).join('')}`,
  reason_missing: (it) => {
    if (it.of === undefined) return undefined
    return it.of === 'object' ? '異議には理由を書きます' : '条件付同意には条件を書きます'
  },
  return_asked: (it) => `差戻しを求めた人：${it.by}`,
  objector_missing: (it) => `経路にない合議先：${listed(it.of)}`,
  no_such_earlier_step: ({ possible }) => `差し戻せる先：${listed([...possible, '起案者'])}`,
  next_has_acted: (it) => `処理した人：${it.by}`,
  next_has_opened: (it) => `開いた人：${it.by}`,
  objection_unanswered: (it) => `処理意見のない異議：${listed(it.of)}`,
  paper_not_checked: (it) => `紙の資料：${it.what}`,
  acting_not_for_this_role: (it) => `${it.postName}の段は${roleNames[it.role]}です`,
  acting_post_vacant: (it) => `欠員の職：${it.postName}`,
  acting_holder_present: (it) => `${it.postName}の${it.holder}さんに不在の登録はありません`,
  acting_not_in_order: ({ postName, order }) =>
    order.length === 0
      ? `${postName}に代決の順位の定めはありません`
      : `${postName}の代決の順位：${order.join('、')}`,
  acting_self_absent: (it) => `代決する職：${it.postName}`,
  acting_other_first: (it) => `${it.postName}の代決で先の順位：${it.first}`,
  acting_reserved: (it) => `代決を認めない事由：${listed(it.flags)}`,
  pull_up_not_urgent: (it) => `至急にできる人：起案者 ${it.drafter}`,
  pull_up_cannot_skip: (it) => `済んでいない段：${listed(it.steps)}`,
  secret_not_listed: (it) => `閲覧者に指定されていない人：${listed(it.names)}`,
  route_change_unlawful: (it) => unlawful[it.because],
  records_manager_only: ({ held }) => `あなたの職：${held.length === 0 ? 'なし' : listed(held)}`,
  issue_before_decision: (it) => `いまの状態：${statusNames[it.status]}`,
  number_before_decision: (it) => `いまの状態：${statusNames[it.status]}`,
  number_given: (it) => `付いている番号：${it.text}`,
  sign_in_too_old: (it) =>
    it.signedInAt === undefined
      ? '本人確認の時刻が分かりません。'
      : `本人確認：${timeText(it.signedInAt)}（${it.minutes}分以内であること）`,
  unknown_number_kind: (it) => `求められた種類：${it.kind}`,
  not_ended: (it) => `いまの状態：${statusNames[it.status]}`,
  not_decided_yet: (it) => `いまの状態：${statusNames[it.status]}`,
  person_not_found: (it) => `名簿にないか、今日の職がない人：${listed(it.names)}`,
  post_not_found: (it) => `就いている人のない職：${it.post}`,
  unit_not_found: (it) => `処理できない所属：${it.unit}`,

  months_backwards: (it) => `求められた月：${it.from}から${it.to}まで`,
  months_too_many: (it) => `一度に${it.most}か月までです`,
  paper_not_yours: ({ keepers }) => `文書取扱主任：${keepers.length === 0 ? '定めなし' : listed(keepers)}`,
  paper_month_ahead: (it) => `記入された月：${it.month}`,
  receipt_incomplete: (it) => `足りない項目：${listed(it.missing.map((one) => receiptParts[one]))}`,
  receipt_day_ahead: (it) => `入力された収受日：${longWareki(it.receivedOn)}`,
  receipt_registered: (it) => `収受番号：${it.number}`,
  receipt_wrong_status: (it) => `いまの状態：${receiptStatusNames[it.status]}`,
  receipt_not_yours: (it) => `処理できる課：${it.section}`,
  receipt_same_section: (it) => `いまの課：${it.section}`,
  receipt_secret_unnamed: (it) => `閲覧者に指定されていない相手：${listed(it.names)}`,

  webhook_url_refused: (it) => urlFaults[it.because],
  webhook_type_unknown: (it) => `指定された種類：${it.type}`,
  webhook_application_unknown: (it) => `指定された外部システム：${it.clientId === '' ? 'なし' : it.clientId}`,
  search_name_taken: (it) => `付けた名前：${it.name}`,
  search_too_many: (it) => `一人が保存できるのは${it.most}件までです`,
  webhook_too_many: (it) => `一つの外部システムに${it.most}件までです`,
  webhook_not_redeliverable: (it) => `指定された出来事：${it.event}`,
  not_an_instant: (it) => `入力された時刻：${it.value}`,
  not_a_day: (it) => `入力された日付：${it.value}`,
  absence_begun: (it) => `始まった日時：${timeText(it.from)}`,
  absence_over: (it) => `終わった日時：${timeText(it.to)}`,
  absence_overlaps: (it) => `登録済みの不在：${timeText(it.from)}～${timeText(it.to)}`,
  acting_order_position_unknown: (it) => `職位のコード：${it.position}`,
  acting_order_no_decider: (it) => `決裁権者でない職位：${it.name}`,
  acting_order_past: (it) => `指定された日：${longWareki(it.from)}、最も早い日：${longWareki(it.earliest)}`,
  acting_order_place_unknown: (it) =>
    it.unit === undefined
      ? `第${it.place}順位の職位：${it.position ?? ''}`
      : `第${it.place}順位の所属：${it.unit}`,
  acting_order_place_twice: (it) => `第${it.first}順位と第${it.place}順位が同じ職です`,
  acting_order_itself: (it) => `第${it.place}順位が決裁権者自身です`,
  acting_order_changed: (it) => `いまの版：第${it.version}版`,
  effective_day_past: (it) => `指定された適用日：${longWareki(it.effectiveOn)}`,
  directory_person_unknown: (it) => `職員番号：${it.person}`,
  directory_person_known: (it) => `職員番号 ${it.person}：${it.name}`,
  directory_person_without_post: (it) => `職員番号：${it.person}`,
  directory_appointment_unknown: (it) => `職員番号：${it.person}`,
  directory_appointment_ahead: (it) => `職員番号：${it.person}、発令の始まり：${longWareki(it.from)}`,
  directory_unit_unknown: (it) => `所属コード：${it.unit}`,
  directory_unit_known: (it) => `所属コード ${it.unit}：${it.name}`,
  directory_not_in_cp932: (it) => `書けない文字を含む値：${listed(it.values)}`,
  calendar_changed: (it) => `いまの版：第${it.version}版`,
  calendar_day_unknown: (it) => `暦にない日：${dayWords(it.value)}`,
  calendar_day_twice: (it) => `二度ある日：${dayWords(it.value)}`,
  calendar_day_past: (it) => `過ぎた日：${dayWords(it.value)}`,
  role_day_past: (it) => `最も早い日：${longWareki(it.earliest)}`,
  role_held: (it) => `今の役割の始まり：${it.from === theBeginning ? '導入の当初' : longWareki(it.from)}`,
  role_incompatible: (it) => `今の役割：${roleWords[it.role] ?? it.role}`,
  seal_code_known: (it) => `そのコードの公印：${it.name}`,
  seal_name_taken: (it) => `同じ名前の公印のコード：${it.seal}`,
  seal_keeper_unknown: (it) => `職：${it.post}`,
  seal_day_past: (it) => `最も早い日：${longWareki(it.today)}`,
  seal_ended: (it) => `使える最後の日：${longWareki(it.on)}`,
  position_known: (it) => `そのコードの職位：${it.name}`,
  position_name_taken: (it) => `同じ名前の職位のコード：${it.position}`,
  position_above_unknown: (it) => `職位のコード：${it.position}`,
  import_has_errors: (it) => `直していない行：${it.errors}件`,
  rule_has_errors: ({ findings }) => {
    const more = findings.length > 3 ? `ほか${findings.length - 3}件` : ''
    return `誤り：${findings
      .slice(0, 3)
      .map((it) => it.text)
      .join('')}${more}`
  },
  body_book_not_yours: (it) => `種類：${it.kind}`,
  block_of_own_book: (it) => `種類：${it.kind}`,
  number_block_closed: (it) => `予約の目的：${it.purpose}`,
  number_kind_exists: (it) => `種類：${it.kind}`,
  number_format_past: (it) => `最も早い施行日：${longWareki(it.earliest)}`,
  number_format_wrong: (it) => formatFaults[it.because],
  rule_day_past: (it) => `最も早い施行日：${longWareki(it.earliest)}`,
  rule_not_ahead: (it) => `いまの状態：${versionStates[it.state]}`,
  rule_reason_missing: (it) => `理由の要る版：${it.version} 版`,

  file_too_large: (it) => `一つのファイルの上限：${sizeText(it.maxBytes)}`,
  files_fixed: (it) => `いまの状態：${statusNames[it.status]}`,
  being_edited: ({ name, title, since, own }) =>
    own
      ? `あなたが別の画面で${timeText(since)}から編集中です`
      : `編集している人：${`${title} ${name}`.trim()}（${timeText(since)}から）`,
  edit_conflict: ({ because, who }) =>
    who && `${because === 'taken_over' ? '引き継いで編集している人' : '先に保存した人'}：${who}`,
  kind_changed: ({ was, became }) => `元の種類：${kindName(was)}、保存された種類：${kindName(became)}`,
  edit_refused: ({ fact }) => fact,
  files_not_yours: ({ drafter }) => drafter && `起案者：${drafter}`,
  application_unknown: (it) => `クライアントID：${it.clientId}`,
  application_disabled: (it) => `止められている外部システム：${it.name}`,
  application_may_not_provision: (it) => `外部システム：${it.name}`,
  application_may_not_act: (it) => `求められた操作：${it.act}`,
  application_matter: ({ matter, maySubmit }) =>
    `求められた決裁区分：${matter === '' ? 'なし' : matter}、起案できる決裁区分：${maySubmit.length === 0 ? 'なし' : listed(maySubmit)}`,
  application_known: (it) => `クライアントID ${it.clientId}：${it.name}`,
  application_name_taken: (it) => `同じ名前のクライアントID：${it.clientId}`,
  application_matter_unknown: (it) => `専決表にないコード：${listed(it.matters)}`,
  application_of_trial: (it) => `試験用の外部システム：${it.name}`,
  application_changed: (it) => `いまの版：第${it.version}版`,
  officer_unknown: (it) => `職員番号：${it.officer}`,
  officer_without_post: (it) => `職員番号：${it.officer}`,
  scim_filter: (it) => `読み取れない箇所：${it.at}`,
  scim_path: (it) => `ない属性：${it.path}`,
  scim_no_target: (it) => `送られたパス：${it.path === '' ? 'なし' : it.path}`,
  scim_syntax: (it) => `直す項目：${it.field}`,
  scim_value: (it) => `${it.attribute}：${it.wanted}`,
  scim_read_only: (it) => `送られた属性：${it.attribute}`,
  scim_taken: (it) => `${it.attribute}：${it.value}`,
  scim_not_found: (it) => `求められた ${it.type}：${it.id}`,
  scim_changed: (it) => `いまの ETag：${it.etag}`,
  scim_rows: (it) => it.texts.join(''),
  scim_login_kept: (it) => `職員番号：${it.person}`,
  scim_posts_missing: (it) => `職員番号：${it.person}`,
  scim_day_past: (it) => `${it.attribute}：${it.value}`,
  scim_unit_held: (it) => `所属コード ${it.unit}、残っている人：${listed(it.people)}`,
  scim_folders_left: (it) => `所属コード ${it.unit}、残る簿冊：${listed(it.folders)}`,
  folder_not_yours: ({ keepers }) => `文書取扱主任：${keepers.length === 0 ? 'なし' : listed(keepers)}`,
  folder_manager_only: (it) => (it.because === 'shorter' ? '保存期間が短くなります' : '廃棄の停止を解きます'),
  folder_changed: (it) => `いまの版：第${it.version}版`,
  folder_merged: (it) => `統合先：${it.into}`,
  folder_class_unknown: (it) => `分類のコード：${it.classification}`,
  folder_retention_unknown: ({ retention }) => `保存期間のコード：${retention === '' ? '未選択' : retention}`,
  folder_use_ends_ahead: (it) => `入れられた日：${longWareki(it.on)}`,
  folder_extension: (it) => extensionWords[it.because],
  folder_held: (it) => `停止の理由：${it.reason}`,
  folder_held_together: (it) => `停止の理由：${it.reason}`,
  folder_transferred: (it) => `受入番号：${it.accession}、受入日：${longWareki(it.on)}`,
  folder_other_year: (it) => `この簿冊の年度：${it.fiscalYear}年度`,
  folder_target_unknown: (it) => `簿冊：${it.folder}`,
  folder_disposed: (it) => `廃棄した日：${longWareki(it.on)}`,
  case_disposed: (it) => `廃棄した日：${longWareki(it.on)}`,
  expiry_not_yours: aboutFolder,
  expiry_merged: aboutFolder,
  expiry_held: aboutFolder,
  expiry_asked_for: aboutFolder,
  expiry_disposed: aboutFolder,
  expiry_archivist_only: aboutFolder,
  expiry_too_early: aboutFolder,
  expiry_decided: aboutFolder,
  expiry_no_end: aboutFolder,
  expiry_not_over: aboutFolder,
  expiry_cases_open: aboutFolder,
  expiry_not_appraised: aboutFolder,
  expiry_otherwise: aboutFolder,
  expiry_case_undecided: aboutFolder,
  expiry_case_before: aboutFolder,
  expiry_not_decided: aboutFolder,
  expiry_published: aboutFolder,
  expiry_day_wrong: aboutFolder,
  expiry_not_published: aboutFolder,
  expiry_waiting: aboutFolder,
  expiry_paper_missing: aboutFolder,
  expiry_paper_none: aboutFolder,
  transfer_otherwise: aboutFolder,
  transfer_cases_closed: aboutFolder,
  transfer_not_packaged: aboutFolder,
  transfer_hash_wrong: aboutFolder,
  transfer_changed: aboutFolder,
  transfer_day_wrong: aboutFolder,
  transfer_not_received: aboutFolder,
  transfer_received: aboutFolder,
  transfer_receipt_blank: aboutFolder,
  transfer_running: (it) => `簿冊：${it.folder}`,
  transfer_failed: (it) => it.because,
  expiry_changed: (it) => `簿冊：${it.folder}`,
  expiry_folder_unknown: (it) => `簿冊：${it.folder}`,
  class_known: (it) => `そのコードの分類：${it.name}`,
  class_unknown: (it) => `分類のコード：${it.classification}`,
  class_ended: (it) => `分類：${it.name}`,
  class_code: (it) => `上の分類のコード：${it.parent}`,
  class_has_folders: (it) => `残っているもの：${it.name}`,
  class_name_taken: (it) => `名称：${it.name}`,
  name_too_long: (it) => `送られた名前：${it.graphemes}文字、上限：${it.max}文字`,
}

/** The fact behind a refusal; undefined when the sentence of the problem says it all. */
export function refusalFact(refusal: AnyRefusal): string | undefined {
  const fact = (facts as Readonly<Record<string, (it: AnyRefusal) => string | undefined>>)[refusal.code]
  return fact?.(refusal)
}

/** What a refusal says in one sentence: its title, with the fact it hangs on where there is one. */
export function withFact(title: string, refusal: AnyRefusal): string {
  const fact = refusalFact(refusal)
  return fact === undefined ? title : `${title}（${fact}）`
}

function listed(names: readonly string[]): string {
  return names.join('、')
}

/** 4GB, 512MB: whole units, as people say a limit. */
function sizeText(bytes: number): string {
  const units = ['バイト', 'KB', 'MB', 'GB']
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1)
  return `${Math.floor((bytes / 1024 ** step) * 10) / 10}${units[step]}`
}
