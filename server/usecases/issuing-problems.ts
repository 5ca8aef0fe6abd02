import { longWareki } from '../domain/calendar/wareki.ts'
import type { IssuingRefusal } from '../domain/issuing/refusals.ts'
import { sealingNames } from './issuing-text.ts'
import type { ProblemRow } from './rule-sentences.ts'
import type { SignRefusal } from './sign-document.ts'

/** Refusals of the 施行, from 浄書 to 完結. */
export const issuingProblems = {
  issue_before_decision: {
    status: 409,
    title: '浄書・公印・発送は決裁のあとに行います。決裁が済むまでお待ちください。',
    rule: 'R-10',
  },
  already_completed: {
    status: 409,
    title: '完結した事案です。施行し直すときは、変更起案をしてください。',
    rule: '完結日',
  },
  no_such_document: {
    status: 404,
    title: 'その施行文書はないか、書損になっています。施行の一覧から選び直してください。',
    rule: '浄書・照合',
  },
  collator_made_copy: {
    status: 403,
    title: '自分が浄書したものは自分で照合できません。ほかの人に照合を依頼してください。',
    rule: '浄書・照合',
  },
  already_collated: {
    status: 409,
    title: 'この浄書の照合は済んでいます。直すところがあるときは、浄書をやり直してください。',
    rule: '浄書・照合',
  },
  not_collated: {
    status: 409,
    title: '照合が済んでいない文書に、公印や電子署名は付けられません。先に照合を済ませてください。',
    rule: '浄書・照合',
  },
  document_is_sealed: {
    status: 409,
    title:
      '押印（公印省略・電子署名を含む）の済んだ文書は変えられません。直すときは、書損としてから浄書し直してください。',
    rule: '公印',
  },
  document_not_sealed: {
    status: 409,
    title: '公印・公印省略・電子署名のいずれも済んでいない文書は発送できません。先に済ませてください。',
    rule: '公印',
  },
  number_missing: {
    status: 409,
    title: '決裁された施行の方法では番号が要ります。先に番号を付けてください。',
    rule: 'R-19',
  },
  not_seal_keeper: {
    status: 403,
    title: 'この公印・電子署名を使えるのは公印取扱責任者だけです。責任者に依頼してください。',
    rule: '公印',
  },
  no_such_seal: {
    status: 422,
    title: 'その公印・電子署名は登録されていないか、使用を終えています。選び直してください。',
    rule: '公印',
  },
  sealing_differs: {
    status: 422,
    title: '決裁された方法と違います。決裁どおりにするか、違える理由を入力してください。',
    rule: '公印',
  },
  document_is_sent: {
    status: 409,
    title: '発送した文書は書損にできません。誤りがあるときは、変更起案をしてください。',
    rule: '発送',
  },
  already_sent: {
    status: 409,
    title: 'もう発送した宛先が含まれています。届かなかったときは、不着を記録してから送り直してください。',
    rule: '発送',
  },
  nothing_sent: {
    status: 409,
    title: 'その発送の記録はないか、もう不着になっています。最新の発送一覧を確かめてください。',
    rule: '発送',
  },
  nothing_failed: {
    status: 409,
    title: '送り直しを待つ不着がありません。最新の発送一覧を確かめてください。',
    rule: '発送',
  },
  day_out_of_range: {
    status: 422,
    title: '施行日は決裁の日から、完結日は最後の発送の日から、今日までの日です。日付を直してください。',
    rule: '施行',
  },
  not_issued_yet: {
    status: 409,
    title: '決裁された施行が終わっていません。施行を済ませるか、施行しない理由を入力してください。',
    rule: '完結日',
  },
  signing_not_set_up: {
    status: 409,
    title: '電子署名の鍵が設定されていません。システム管理者に設定を依頼してください。',
    rule: '公印',
  },
  document_not_ready: {
    status: 409,
    title: '署名するPDFがまだできていません。ページができてから、もう一度署名してください。',
    rule: '公印',
  },
  signing_failed: {
    status: 503,
    title:
      '電子署名かタイムスタンプを付けられませんでした。しばらくしてからやり直し、続くときはシステム管理者に連絡してください。',
    rule: '公印',
  },
} satisfies Record<(IssuingRefusal | SignRefusal)['code'], ProblemRow>

type Any = IssuingRefusal | SignRefusal
type WithData = Exclude<
  Any['code'],
  | 'signing_not_set_up'
  | 'signing_failed'
  | 'document_not_sealed'
  | 'nothing_sent'
  | 'nothing_failed'
  | 'issue_before_decision'
>
type Facts = {
  readonly [Code in WithData]: (it: Extract<Any, { readonly code: Code }>) => string | undefined
}

/** The fact that failed, beside the sentence. */
export const issuingFacts: Facts = {
  already_completed: (it) => `完結日：${longWareki(it.on)}`,
  no_such_document: (it) => `指定された文書：${it.document}`,
  collator_made_copy: (it) => `浄書した人：${it.maker}`,
  already_collated: (it) => `照合した人：${it.by}`,
  not_collated: (it) => (it.refused ? '照合で違いが見つかっています' : 'まだ照合していません'),
  document_is_sealed: (it) => `押印などをした人：${it.by}`,
  number_missing: (it) => `番号の種類：${it.kind}`,
  not_seal_keeper: ({ seal, keepers }) =>
    `${seal}の責任者：${keepers.length === 0 ? '今日はいません' : keepers.join('、')}`,
  no_such_seal: (it) => `指定された公印：${it.seal}`,
  sealing_differs: (it) => `決裁された方法：${sealingNames[it.planned]}`,
  document_not_ready: (it) => `文書：${it.name}`,
  document_is_sent: (it) => `発送した宛先：${it.to}`,
  already_sent: (it) => `発送済みの宛先：${it.to.join('、')}`,
  day_out_of_range: (it) => `${longWareki(it.from)}から${longWareki(it.to)}まで`,
  not_issued_yet: (it) => `残っているもの：${it.waiting.join('、')}`,
}
