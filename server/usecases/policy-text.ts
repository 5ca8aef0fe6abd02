import type { Otherwise } from '../domain/approval/other-policy.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import { unreachable } from '../domain/result.ts'
import { roleNames } from './because-text.ts'

function quoted(words: readonly string[]): string {
  return words.map((it) => `「${it}」`).join('')
}

type Sentences = { readonly [Field in keyof PolicySettings]: (value: PolicySettings[Field]) => string }

/** Of each switch: what holds for a case under a value. */
const consequences: Sentences = {
  returnResume: (it) =>
    it === 'restart'
      ? '差し戻した起案を再提出すると、最初の段から回り直します。済んだ承認は、やり直しになります。'
      : '差し戻した起案を再提出すると、差し戻した人の段から再開します。それより前の承認は残ります。',
  editMajorEffect: (it) => `重要な変更があると、${sealsText(it)}`,
  editMinorEffect: (it) => `軽微な変更があると、${sealsText(it)}`,
  concurObjection: (it) => {
    if (it === 'opinion') return '合議先の異議は意見として残り、処理意見がなくても決裁へ進みます。'
    return it === 'blocking'
      ? '合議先が異議を取り下げて同意するまで、次の段へ進みません。'
      : '合議先の異議に主務課が処理意見を書くまで、決裁へ進みません。'
  },
  concurCollect: (it) =>
    it === 'wait_all'
      ? '同時の段の一人が差戻しを求めても、ほかの人の意見がそろってから起案者に戻ります。'
      : '同時の段の一人が差し戻すと、ほかの人を待たずに起案者に戻ります。',
  actingAppliesTo: (it) =>
    it === 'decider_only'
      ? '代決できるのは決裁の段だけです。合議の段は、本人か職務代理者を待ちます。'
      : '決裁の段のほか、合議の段も代わって行えます。',
  actingForbiddenFlags: (it) =>
    it.length === 0
      ? 'どの事情に当たっても代決できます。'
      : `${quoted(it)}に当たる事案は、例外がなければ代決できません。`,
  actingExceptions: (it) => {
    if (it.length === 0) return '代決できない事情に当たる事案は、例外なく代決できません。'
    const words = it.map((one) => exceptionNames[one]).join('、')
    return `代決できない事情に当たっても、${words}なら理由を書いて代決できます。`
  },
  postReviewRequired: (it) =>
    it === 'always'
      ? '代決をすると、不在だった人に必ず後閲が残ります。'
      : '代決をした人が必要と認めたときだけ、不在だった人に後閲が残ります。',
  absentReviewer: (it) =>
    it === 'post_review'
      ? '不在登録のある回議者の段は先へ進み、後閲が残ります。'
      : '不在登録のある回議者の段は、戻るまで待ちます。',
  pullUpMaySkip: (it) =>
    it.length === 0
      ? '前の段を飛ばす引上げはできません。'
      : `引上げで、前の${it.map((one) => roleNames[one]).join('・')}の段を飛ばせます。`,
  pullUpRequires: (it) =>
    it === 'urgent' ? '引上げは、至急の事案に限ります。' : '引上げは、理由を書けば至急でなくてもできます。',
  takeBackWindow: (it) =>
    it === 'until_next_opens'
      ? '自分の処理を引き戻せるのは、次の人が開くまでです。'
      : '自分の処理を引き戻せるのは、次の人が処理するまでです。',
  consecutiveSamePerson: (it) =>
    it === 'keep_both'
      ? '兼務などで同じ人の段が続いても、それぞれの段で処理します。'
      : '兼務などで同じ人の段が続くときは一度で処理し、両方の資格を記録します。',
  selfApproval: (it) =>
    it === 'block'
      ? '起案者本人の段がある経路では提出できません。ほかの人が起案します。'
      : '起案者本人の段は、自己として省略し、記録します。',
  secretElectronic: (it) =>
    it === 'forbid' ? '秘の事案は電子では提出できません。' : '秘の事案は、指定した人に限って電子で回せます。',
  paperTickOf: (it) =>
    it.length === 0
      ? '併用決裁でも、「紙を確認した」の印は要りません。'
      : `併用決裁では、${it.map((one) => roleNames[one]).join('・')}の人に「紙を確認した」の印が要ります。`,
  paperReason: (it) =>
    it === 'required'
      ? '紙を併用する理由がなければ提出できません。'
      : '紙を併用する理由がなくても提出できます。',
  numberAt: (it) => {
    if (it === 'submit') return '起案番号は、提出したときに付きます。'
    return it === 'decision' ? '起案番号は、決裁のときに付きます。' : '起案番号は、施行のときに付きます。'
  },
  attachmentSoftLimitMb: (it) => `添付の合計が${it}MBを超えると、起案者に注意します。`,
  printReason: (it) => {
    if (it === 'not_asked') return '印刷・保存は記録しますが、理由は求めません。'
    return it === 'secret_only'
      ? '秘の文書を印刷・保存するときは、理由がなければできません。起案の日によらず、印刷する日の方針によります。'
      : '印刷・保存するときは、理由がなければできません。起案の日によらず、印刷する日の方針によります。'
  },
  seenSharing: (it) => {
    if (it === 'self_only') return '何ページを見たかは、本人にだけ示します。'
    return it === 'drafter_and_decider'
      ? '経路の人が何ページを見たかを、起案者と決裁権者にも示します。本人の画面にその旨を示します。'
      : '経路の人が何ページを見たかを、監査・情報公開担当にも示します。本人の画面にその旨を示します。'
  },
  freshSignIn: (it) => {
    if (it === 'not_asked') return '決裁や承認のときに、本人確認のやり直しは求めません。'
    const acts = it === 'decide' ? '決裁（代決・仮決裁・否決を含む。）' : '決裁・承認・審査・合議'
    return `${acts}は、本人確認（サインイン）が古いときは、やり直さなければできません。起案の日によらず、その日の方針によります。`
  },
  freshSignInMinutes: (it) => `本人確認は、${it}分を過ぎると古いものとして扱います（求めるときに限る。）。`,
  disposalWaitingDays: (it) =>
    it === 0
      ? '廃棄を決定した文書の一覧を公表すれば、その日から廃棄できます。'
      : `廃棄を決定した文書の一覧を公表してから、まる${it}日たつまでは廃棄できません。`,
  retentionStarts: () => '保存期間は、翌年度の4月1日から数えます。',
  postDecisionEdit: () => '決裁のあとに変えられるのは、鑑の付記だけです。',
  numberReuse: () => '番号は使い直しません。',
}

function sealsText(effect: PolicySettings['editMajorEffect']): string {
  return effect === 'notify'
    ? '済んだ承認は残り、変更が知らされます。'
    : '済んだ承認は無効になり、もう一度承認します。'
}

const exceptionNames = { prior_instruction: '事前の指示', emergency: '緊急' } as const

/** What holds for a case under the value of a switch, as a Japanese sentence. */
export function consequenceText(field: keyof PolicySettings, settings: PolicySettings): string {
  // Each sentence is for the value of its own switch, which the compiler cannot follow through a choice of them.
  const say = consequences[field] as (value: unknown) => string
  return say(settings[field])
}

/** How an act would have gone otherwise, as the end of a sentence that begins with who did what. */
export function otherwiseText(it: Otherwise): string {
  switch (it.code) {
    case 'starts_again':
      return `再提出で再開した。改めた後なら最初の段からになり、済んでいた${it.seals}件の承認はやり直し。`
    case 'may_resume':
      return `再提出で最初から回し直した。改めた後なら、${it.seals}件の承認を残して再開できた。`
    case 'seals_fall':
      return `改めた後なら、済んでいた${it.seals}件の承認はやり直し。`
    case 'seals_stand':
      return `改めた後なら、${it.seals}件の承認は残った。`
    case 'response_needed':
      return '異議に処理意見がないまま決裁した。改めた後なら、処理意見を待つ。'
    case 'response_free':
      return '異議に処理意見を書いた。改めた後なら、なくても決裁へ進める。'
    case 'consent_needed':
      return '異議が残ったまま決裁した。改めた後なら、同意を待つ。'
    case 'consent_free':
      return '異議で止まった。改めた後なら、同意がなくても進む。'
    case 'returns_at_once':
      return '差戻しはほかの人の意見を待った。改めた後なら、すぐに起案者に戻る。'
    case 'return_waits':
      return `差戻しですぐに戻った。改めた後なら、${it.posts.join('、')}の意見を待つ。`
    case 'acting_refused_role':
      return '合議を代わって行った。改めた後なら、断られる。'
    case 'acting_refused_flags':
      return `代決した。改めた後なら、${quoted(it.flags)}に当たるため、例外がなければ断られる。`
    case 'acting_refused_exception':
      return `${exceptionNames[it.exception]}を理由に代決した。改めた後なら、断られる。`
    case 'exception_free':
      return '例外の理由を書いて代決した。改めた後なら、例外によらずに代決できる。'
    case 'post_review_open':
      return '代決で後閲が残った。改めた後なら、必要と認めたときだけ残る。'
    case 'post_review_owed':
      return '後閲を残さずに代決した。改めた後なら、必ず残る。'
    case 'waits_for_absent':
      return `${it.post}の段を不在のため先へ進めた。改めた後なら、戻るまで待つ。`
    case 'pull_up_refused_posts':
      return `${it.posts.join('、')}を飛ばして引き上げた。改めた後なら、断られる。`
    case 'pull_up_refused_not_urgent':
      return '至急でない事案を引き上げた。改めた後なら、断られる。'
    case 'tick_needed':
      return '「紙を確認した」の印なしで処理した。改めた後なら、印が要る。'
    case 'tick_free':
      return '「紙を確認した」の印を付けた。改めた後なら、要らない。'
    case 'paper_reason_needed':
      return '紙を併用する理由を書かずに提出した。改めた後なら、理由が要る。'
    default:
      return unreachable(it)
  }
}
