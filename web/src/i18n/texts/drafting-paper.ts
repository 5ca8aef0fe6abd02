import type { Same } from '../catalogue.ts'

/** 併用決裁 on the compose page. */
export const draftingPaperJa = {
  paperToo: '紙で回付する資料がある（併用決裁）',
  paperHint: '画面で確かめられないものに限ります。理由は記録に残ります。',
  paperWhat: '紙の資料',
  paperWhatPlaceholder: '例 設計図面 A1判 12枚',
  paperReason: '紙で回付する理由',
  paperReasonHint: '例 縮尺が画面では読み取れないため、冊子のため',
  paperReasonMissing: '紙を併用する理由を入力してください。',
  paperSlip: '紙に添える票を印刷',
}

export const draftingPaperEn: Same<typeof draftingPaperJa> = {
  paperToo: 'Part of it goes round on paper',
  paperHint: 'Only what cannot be checked on a screen. The reason is recorded.',
  paperWhat: 'What is on paper',
  paperWhatPlaceholder: 'For example: drawings, A1, 12 sheets',
  paperReason: 'Why on paper',
  paperReasonHint: 'For example: the scale cannot be read on a screen',
  paperReasonMissing: 'Please write why it is on paper.',
  paperSlip: 'Print the slip for the paper',
}
