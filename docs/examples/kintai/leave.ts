import type { ProposalContent } from '@kessai/client'

/** 休暇の申請1件: a line of the file that the 勤怠 system hands over. */
export type Leave = {
  /** 申請番号, never used twice. */
  readonly id: string
  /** 職員番号. */
  readonly officer: string
  readonly kind: string
  /** Days, both included: 2026-12-24. */
  readonly from: string
  readonly to: string
  readonly reason: string
}

/** 簿冊 and 決裁区分 as the body has set them up. */
export type Filing = { readonly folderId: string; readonly retentionCode: string }

/** Reads 申請番号,職員番号,種別,開始日,終了日,事由 with a heading line. Throws for a line that is none. */
export function parseLeaves(text: string): readonly Leave[] {
  const [, ...lines] = text.trim().split(/\r?\n/)
  return lines.map((line, at) => {
    const [id, officer, kind, from, to, reason] = line.split(',')
    if (!id || !officer || !kind || !from || !to || !reason)
      throw new Error(`${at + 2}行目の項目が足りません。6項目を入れてください。`)
    return { id, officer, kind, from, to, reason }
  })
}

/** The case that a 課長 decides on a phone: short, complete, and without a file to open. */
export function caseOf({ kind, from, to, reason }: Leave, filing: Filing): ProposalContent {
  const days = from === to ? written(from) : `${written(from)}から${written(to)}まで`
  return {
    title: `${kind}の承認（${days}）`,
    body: `（伺い）\n次のとおり${kind}を承認してよろしいか伺います。\n\n期間　${days}\n事由　${reason}`,
    authorityCode: 'E03',
    flags: [],
    concurringUnits: [],
    ...filing,
    // 個人に関する情報
    disclosure: { class: 'closed', grounds: ['G1'] },
    secrecy: 'none',
    accessList: [],
    urgent: false,
    urgentReason: '',
  }
}

/** 令和8年12月24日 */
function written(day: string): string {
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const
  return new Date(day).toLocaleDateString('ja-JP-u-ca-japanese', options)
}
