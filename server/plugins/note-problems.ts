import type { NoteRefusal } from '../usecases/notes.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

/** Refusals around 付箋. A code without a row does not compile. */
export const noteProblems = {
  note_not_yours: {
    status: 403,
    title: 'この付箋を書き直したり外したりできるのは、書いた人だけです。返信で伝えてください。',
    rule: '付箋',
  },
  note_not_yours_to_settle: {
    status: 403,
    title: 'この付箋を対応済みにできるのは、書いた人と起案者です。返信で伝えてください。',
    rule: '付箋',
  },
  note_nowhere: {
    status: 422,
    title: 'この起案にないページです。画面を再読み込みしてから付け直してください。',
    rule: '付箋',
  },
} satisfies Record<Exclude<NoteRefusal['code'], 'not_found'>, ProblemRow>
