import { longWareki } from '../domain/calendar/wareki.ts'
import type { DisclosureStatus } from '../domain/disclosing/request.ts'
import type { ClassProblem } from './disclosure-class.ts'
import type { DisclosureProblem } from './disclosure-deps.ts'

const disclosureStatusNames: Readonly<Record<DisclosureStatus, string>> = {
  open: '受付済',
  correcting: '補正待ち',
  notified: '通知済',
  done: '実施済',
  withdrawn: '取下げ',
}

type Code = 'wrong_status' | 'ground_unknown' | 'files_open' | 'day_ahead' | 'class_unknown' | 'until_wrong'
type Facts = {
  readonly [Name in `disclosure_${Code}`]: (
    it: Extract<DisclosureProblem | ClassProblem, { readonly code: Name }>,
  ) => string
}

/** The facts behind refusals around 開示請求, as Japanese sentences. */
export const disclosureFacts: Facts = {
  disclosure_wrong_status: (it) => `いまの状態：${disclosureStatusNames[it.status]}`,
  disclosure_ground_unknown: (it) => `指定された根拠：${it.ground}`,
  disclosure_files_open: (it) => `区分が未定：${it.unjudged}件、写しが未作成：${it.unmasked}件`,
  disclosure_class_unknown: (it) => `指定された公開区分：${it.class}`,
  disclosure_until_wrong: (it) =>
    it.until === undefined ? '期日が入っていません' : `入力された期日：${longWareki(it.until)}`,
  disclosure_day_ahead: (it) => `入力された請求日：${longWareki(it.requestedOn)}`,
}
