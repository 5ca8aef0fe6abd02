import type { ScimRefusal, ScimType } from '../scim/refusals.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

/** Refusals of SCIM. A code without a row does not compile. */
export const scimProblems = {
  scim_filter: {
    status: 400,
    title:
      'フィルターを読み取れません。userName eq "u0101" のような形（RFC 7644 3.4.2.2）に直して送り直してください。',
    rule: '名簿の連携',
  },
  scim_path: {
    status: 400,
    title: 'この名前の属性はありません。/Schemas にある名前に直して送り直してください。',
    rule: '名簿の連携',
  },
  scim_no_target: {
    status: 400,
    title: '指定された値がありません。今の値を読み直し、パスの条件を直して送り直してください。',
    rule: '名簿の連携',
  },
  scim_syntax: {
    status: 400,
    title: '送られた内容が SCIM の形になっていません。示された項目を直して送り直してください。',
    rule: '名簿の連携',
  },
  scim_value: {
    status: 400,
    title: 'この属性の値を受け付けられません。示された形に直して送り直してください。',
    rule: '名簿の連携',
  },
  scim_read_only: {
    status: 400,
    title:
      'この属性は SCIM からは変えられません（所属の構成員は posts から決まります）。送る項目から外してください。',
    rule: '名簿の連携',
  },
  scim_taken: {
    status: 409,
    title: 'この値はすでに使われています。登録済みのものを検索して更新するか、別の値にしてください。',
    rule: '名簿の連携',
  },
  scim_not_found: {
    status: 404,
    title: '職員または所属が見つかりません。id を確かめるか、検索し直してください。',
    rule: '名簿の連携',
  },
  scim_changed: {
    status: 412,
    title: '読んだあとに内容が変わっています。読み直し、新しい ETag を If-Match に入れて送り直してください。',
    rule: '送信',
  },
  scim_rows: {
    status: 400,
    title: '職員名簿の決まりに合いません。示された点を直して送り直してください。',
    rule: '名簿の連携',
  },
  scim_login_kept: {
    status: 403,
    title:
      'システム管理者などの役割を持つ人のログイン名は、SCIM からは変えられません。文書管理者かシステム管理者が、設定の「人事異動」で変えてください。',
    rule: '名簿の連携',
  },
  scim_posts_missing: {
    status: 400,
    title:
      '職が一つもありません。posts（または mainUnit と mainPosition）に発令を入れるか、退職なら active を false にしてください。',
    rule: '名簿の連携',
  },
  scim_day_past: {
    status: 400,
    title: '過ぎた日は変えられません。今日以後の日にしてください。',
    rule: '名簿の連携',
  },
  scim_unit_held: {
    status: 409,
    title: 'この所属には、まだ職に就いている人がいます。先に posts を移してから、所属を終わらせてください。',
    rule: '名簿の連携',
  },
  scim_folders_left: {
    status: 409,
    title:
      'この所属の簿冊を引き継ぐ所属が決まっていません。successor に承継所属コードを入れ、until で終わらせてください。',
    rule: '名簿の連携',
  },
  scim_programs_only: {
    status: 403,
    title:
      'SCIM は外部システムのための窓口です。職員は、設定の「人事異動」と「組織・職員」を使ってください。',
    rule: '名簿の連携',
  },
} satisfies Record<ScimRefusal['code'], ProblemRow>

/** The words of RFC 7644 section 3.12 for a refusal, where there is one. */
export const scimTypes: Readonly<Record<string, ScimType>> = {
  scim_filter: 'invalidFilter',
  scim_path: 'invalidPath',
  scim_no_target: 'noTarget',
  scim_syntax: 'invalidSyntax',
  scim_value: 'invalidValue',
  scim_read_only: 'mutability',
  scim_taken: 'uniqueness',
  scim_rows: 'invalidValue',
  scim_posts_missing: 'invalidValue',
  scim_day_past: 'invalidValue',
  effective_day_past: 'invalidValue',
  bad_request: 'invalidSyntax',
  unstorable_text: 'invalidValue',
}
