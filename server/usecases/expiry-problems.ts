import { longWareki } from '../domain/calendar/wareki.ts'
import type { ExpiryRefusal } from '../domain/records/expiry.ts'
import type { ExpiryProblem } from './at-expiry.ts'
import type { PackageProblem } from './transfer-packages.ts'
import type { ProblemRow } from './rule-sentences.ts'

type Code = Exclude<
  ExpiryProblem['code'] | PackageProblem['code'],
  'folder_reason_missing' | 'not_a_day' | 'no_post' | 'not_found'
>

/** Refusals at the end of a 簿冊. A code without a row does not compile. */
export const expiryProblems = {
  expiry_not_yours: {
    status: 403,
    title:
      'この簿冊の廃棄や移管を進められるのは、所管課の文書取扱主任か文書管理者です。所管課の文書取扱主任に頼んでください。',
    rule: '権限',
  },
  expiry_archivist_only: {
    status: 403,
    title: '評価選別の意見を記録できるのは、文書館の職員だけです。文書館に評価選別を依頼してください。',
    rule: 'R-21',
  },
  expiry_changed: {
    status: 409,
    title: '開いている間に、ほかの人がこの簿冊を変えました。一覧を読み込み直し、もう一度操作してください。',
    rule: '簿冊の管理',
  },
  expiry_folder_unknown: {
    status: 422,
    title: 'その簿冊はありません。一覧を読み込み直して選び直してください。',
    rule: '簿冊の管理',
  },
  expiry_merged: {
    status: 409,
    title: 'ほかの簿冊に統合された簿冊です。統合先の簿冊で操作してください。',
    rule: '簿冊の管理',
  },
  expiry_disposed: {
    status: 409,
    title: 'すでに廃棄した簿冊です。残っている目録・決裁の記録・ハッシュで確かめてください。',
    rule: 'R-22',
  },
  expiry_held: {
    status: 409,
    title:
      '廃棄を停止している簿冊です。停止の理由がなくなってから、文書管理者に停止を解くよう頼んでください。',
    rule: 'R-21',
  },
  expiry_too_early: {
    status: 409,
    title: '評価選別は、満了日の1年前から行えます。その日を過ぎてから記録してください。',
    rule: 'R-21',
  },
  expiry_no_end: {
    status: 409,
    title: '満了日のない簿冊（常用・1年未満）です。先に簿冊の画面で使用の終わりを記録してください。',
    rule: 'R-21',
  },
  expiry_not_over: {
    status: 409,
    title: '保存期間がまだ満了していません。満了日の翌日から廃棄や移管を進めてください。',
    rule: 'R-21',
  },
  expiry_cases_open: {
    status: 409,
    title:
      '簿冊の中に、完結していないか、保存期間の残る文書があります（閲覧できない文書を含む。）。完結させるか、別の簿冊に移してください。',
    rule: 'R-21',
  },
  expiry_asked_for: {
    status: 409,
    title:
      '簿冊の中に、開示請求の対象となった文書があります（閲覧できない文書を含む。）。開示決定等を通知し、その翌日から1年が過ぎてから廃棄してください。',
    rule: 'R-21',
  },
  expiry_not_appraised: {
    status: 409,
    title: '文書館の評価選別が済んでいません。文書館に評価選別を依頼してください。',
    rule: 'R-21',
  },
  expiry_otherwise: {
    status: 409,
    title: '評価選別の結果は廃棄ではありません。移管の手続を進めるか、文書館に協議してください。',
    rule: 'R-21',
  },
  expiry_decided: {
    status: 409,
    title: '満了時の措置はすでに決定しています。改めるときは、文書管理者に相談してください。',
    rule: 'R-21',
  },
  expiry_case_unknown: {
    status: 422,
    title: 'その事案はないか、閲覧できません。決裁の済んだ事案を一覧から選び直してください。',
    rule: 'R-21',
  },
  expiry_case_undecided: {
    status: 409,
    title: 'その事案はまだ決裁されていません。決裁が済んでから、決定として記録してください。',
    rule: 'R-21',
  },
  expiry_case_before: {
    status: 409,
    title:
      'その事案は、いまの評価選別より前に決裁されています。評価選別の後に決裁を受けた事案を選んでください。',
    rule: 'R-21',
  },
  expiry_not_decided: {
    status: 409,
    title: '廃棄や移管が決裁で決定されていません。起案して決裁を受け、その事案を決定として記録してください。',
    rule: 'R-21',
  },
  expiry_published: {
    status: 409,
    title: '一覧はすでに公表しています。待つ期間が過ぎてから廃棄してください。',
    rule: 'R-21',
  },
  expiry_day_wrong: {
    status: 422,
    title: '公表日にできるのは、決定の日から今日までの日です。その間の日を入れてください。',
    rule: 'R-21',
  },
  expiry_not_published: {
    status: 409,
    title: '廃棄を決定した文書の一覧が公表されていません。公表し、その日を記録してください。',
    rule: 'R-21',
  },
  expiry_waiting: {
    status: 409,
    title: '公表してから廃棄まで待つ期間が過ぎていません。廃棄できる日から廃棄してください。',
    rule: 'R-21',
  },
  expiry_paper_missing: {
    status: 422,
    title: 'この簿冊には電子以外の記録があります。その廃棄の方法を選んでください。',
    rule: 'R-21',
  },
  expiry_paper_none: {
    status: 422,
    title:
      'この簿冊には廃棄する電子以外の記録がありません。廃棄の方法を選ばずに、ほかの簿冊と分けて廃棄してください。',
    rule: 'R-21',
  },
  transfer_otherwise: {
    status: 409,
    title: '評価選別の結果は移管ではありません。廃棄の手続を進めるか、文書館に協議してください。',
    rule: 'R-21',
  },
  transfer_cases_closed: {
    status: 409,
    title:
      '簿冊の中に、秘の指定が続いている文書があります（閲覧できない文書を含む。）。主務課が指定を解くか、別の簿冊に移してから作ってください。',
    rule: 'R-16',
  },
  transfer_not_packaged: {
    status: 409,
    title: '移管パッケージがまだありません。作って文書館に渡し、受領書を受けてから登録してください。',
    rule: '移管',
  },
  transfer_hash_wrong: {
    status: 409,
    title:
      '受領書のハッシュが、最後に作った移管パッケージのものと違います。文書館に届いたファイルを確かめ、違うときは送り直してください。',
    rule: '移管',
  },
  transfer_changed: {
    status: 409,
    title:
      '移管パッケージを作った後に、簿冊か中の文書が変わりました。パッケージを作り直し、文書館に送り直してください。',
    rule: '移管',
  },
  transfer_day_wrong: {
    status: 422,
    title: '受入日にできるのは、パッケージを作った日から今日までの日です。その間の日を入れてください。',
    rule: '移管',
  },
  transfer_not_received: {
    status: 409,
    title: '文書館の受領書が登録されていません。受領書を登録してから、手元の写しを消去してください。',
    rule: '移管',
  },
  transfer_received: {
    status: 409,
    title: 'すでに文書館が受け入れた簿冊です。受入番号で文書館に確かめてください。',
    rule: '移管',
  },
  transfer_receipt_blank: {
    status: 422,
    title: '受入番号か受領した人がありません。受領書のとおりに書いてください。',
    rule: '移管',
  },
  transfer_running: {
    status: 409,
    title: 'この簿冊の移管パッケージを作っているところです。終わるのを待つか、取りやめてください。',
    rule: '移管',
  },
  transfer_not_ready: {
    status: 409,
    title: '移管パッケージはまだできていません。できるまで待ってから受け取ってください。',
    rule: '移管',
  },
  transfer_failed: {
    status: 409,
    title: '移管パッケージを作れませんでした。示した理由を直し、もう一度作ってください。',
    rule: '移管',
  },
  transfer_gone: {
    status: 410,
    title: '移管パッケージのファイルはもうありません。もう一度作ってください。',
    rule: '移管',
  },
} satisfies Record<Code, ProblemRow>

/** The fact behind a refusal, besides which 簿冊 it is about; undefined when the sentence says it all. */
export function expiryFact(it: ExpiryRefusal): string | undefined {
  switch (it.code) {
    case 'expiry_not_yours':
      return `文書取扱主任：${it.keepers.length === 0 ? 'なし' : it.keepers.join('、')}`
    case 'expiry_held':
      return `停止の理由：${it.reason}`
    case 'expiry_disposed':
      return `廃棄した日：${longWareki(it.on)}`
    case 'expiry_too_early':
      return `評価選別を始められる日：${longWareki(it.from)}`
    case 'expiry_not_over':
      return `満了日：${longWareki(it.endsOn)}`
    case 'expiry_otherwise':
      return `評価選別の結果：${it.outcome === 'transfer' ? '移管' : '廃棄'}`
    case 'expiry_case_before':
      return `評価選別の日：${longWareki(it.appraisedOn)}`
    case 'expiry_decided':
      return `決定の日：${longWareki(it.on)}`
    case 'expiry_published':
      return `公表日：${longWareki(it.on)}`
    case 'expiry_day_wrong':
      return `${longWareki(it.from)}から${longWareki(it.to)}まで`
    case 'transfer_cases_closed':
      return it.cases.length === 0 ? undefined : `秘の指定が続いている文書：${it.cases.join('、')}`
    case 'transfer_hash_wrong':
      return `パッケージのSHA-256：${it.expected}`
    case 'transfer_changed':
      return `パッケージを作った日：${longWareki(it.on)}`
    case 'transfer_day_wrong':
      return `${longWareki(it.from)}から${longWareki(it.to)}まで`
    case 'transfer_received':
      return `受入番号：${it.accession}、受入日：${longWareki(it.on)}`
    case 'expiry_asked_for':
      return it.until === undefined ? '開示決定等の前' : `この日まで保存：${longWareki(it.until)}`
    case 'expiry_waiting':
      return `廃棄できる日：${longWareki(it.from)}`
    default:
      return undefined
  }
}

/** What stands in the way of 廃棄, in one sentence with its fact. */
export function obstacleText(it: Exclude<ExpiryRefusal, { code: 'folder_reason_missing' }>): string {
  const fact = expiryFact(it)
  const { title } = expiryProblems[it.code]
  return fact === undefined ? title : `${title}（${fact}）`
}
