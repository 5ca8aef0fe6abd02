import type { ProblemRow } from './rule-sentences.ts'

const rule = '直接編集'

/** What the Word editor says when it says no. */
export const wordSentences = {
  edit_word_unreadable: {
    status: 422,
    title:
      'Word文書として読めないため、画面では編集できません。原本をダウンロードし、Wordで開いて直したものを「差し替える」で付け直してください。',
    rule,
  },
  edit_word_signed: {
    status: 422,
    title:
      '電子署名の付いた文書は、直すと署名が無効になるため、画面では編集できません。署名の前の文書を直し、署名し直して差し替えてください。',
    rule,
  },
  edit_word_protected: {
    status: 422,
    title:
      '保護された文書は画面では編集できません。Wordの「編集の制限」を解除して直し、「差し替える」で付け直してください。',
    rule,
  },
  edit_word_unfamiliar: {
    status: 422,
    title:
      'この形式のWord文書は画面では編集できません。Wordで通常の形式（.docx）に保存し直して差し替えてください。',
    rule,
  },
  edit_word_would_lose: {
    status: 422,
    title:
      'このまま保存すると、文書から失われるものがあります。元に戻すか、「文字だけ直す」で直してください。消してよいときは、「消してよい」に印を付けてから保存してください。',
    rule,
  },
  edit_word_cannot_add: {
    status: 422,
    title:
      '画面の編集では文書に加えられないものがあります。それを取り消して保存してください。加えるときは、原本をダウンロードしてWordで直し、差し替えてください。',
    rule,
  },
  edit_word_untrackable: {
    status: 422,
    title:
      '変更履歴に残せない変更です。それを取り消して保存してください。必要なときは起案者に差し戻すか、Wordで直して差し替えてください。',
    rule,
  },
  edit_word_bound: {
    status: 422,
    title:
      '文書のデータとつながった入力欄、または固定された入力欄は、ここでは書き換えられません。その変更を取り消して保存してください。',
    rule,
  },
  edit_word_cannot_merge: {
    status: 422,
    title:
      '二人の編集を自動では一つにまとめられません。控えをダウンロードし、新しい版と見比べながらWordでまとめて差し替えるか、控えを新しい版として保存してください。',
    rule,
  },
  edit_word_in_field: {
    status: 422,
    title:
      'Wordが自動で作る部分（目次、参照、ページ番号など）は、直しても更新のときに元に戻ります。その変更を取り消し、元になる見出しや本文を直してください。',
    rule,
  },
  edit_word_change_kept: {
    status: 422,
    title:
      'この変更履歴は画面では反映も取消しもできません。その選択を外して保存し、原本をダウンロードしてWordで処理してから差し替えてください。',
    rule,
  },
  edit_word_drafter_settles: {
    status: 422,
    title:
      '変更履歴の反映と取消しは、誰がどこを直したかの表示を文書から消すため、起案者だけができます。直したい文字を書き換えて保存するか、起案者に差し戻してください。',
    rule,
  },
} as const satisfies Readonly<Record<string, ProblemRow>>

export type WordProblemCode = keyof typeof wordSentences
