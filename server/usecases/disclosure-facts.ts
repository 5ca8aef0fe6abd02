import { longWareki } from '../domain/calendar/wareki.ts'
import type { DisclosureStatus } from '../domain/disclosing/request.ts'
import type { DisclosureProblem } from './disclosure-deps.ts'

const disclosureStatusNames: Readonly<Record<DisclosureStatus, string>> = {
  open: '受付済',
  correcting: '補正待ち',
  notified: '通知済',
  done: '実施済',
  withdrawn: '取下げ',
}

type Code = 'wrong_status' | 'ground_unknown' | 'files_open' | 'day_ahead'
type Facts = {
  readonly [Name in `disclosure_${Code}`]: (it: Extract<DisclosureProblem, { readonly code: Name }>) => string
}

/** The facts behind refusals around 開示請求, as Japanese sentences. */
export const disclosureFacts: Facts = {
  disclosure_wrong_status: (it) => `いまの状態：${disclosureStatusNames[it.status]}`,
  disclosure_ground_unknown: (it) => `指定された根拠：${it.ground}`,
  disclosure_files_open: (it) => `区分が未定：${it.unjudged}件、写しが未作成：${it.unmasked}件`,
  disclosure_day_ahead: (it) => `入力された請求日：${longWareki(it.requestedOn)}`,
}
