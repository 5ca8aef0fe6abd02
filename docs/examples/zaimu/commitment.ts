import { openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FileToSend, ProposalContent } from '@kessai/client'

/** 支出負担行為: what the 財務会計 system hands over. */
export type Commitment = {
  /** 整理番号, never used twice. */
  readonly no: string
  /** 職員番号 of the officer in charge. */
  readonly officer: string
  readonly title: string
  readonly payee: string
  /** Tax included. */
  readonly amountYen: number
  readonly budget: string
  readonly reason: string
  /** 証拠書類, beside the file. */
  readonly vouchers: readonly string[]
}

export async function readCommitment(path: string): Promise<Commitment> {
  return JSON.parse(await readFile(path, 'utf8')) as Commitment
}

/** The vouchers, read from the disk as they are sent. */
export function vouchersOf({ vouchers }: Commitment, path: string): Promise<readonly FileToSend[]> {
  return Promise.all(
    vouchers.map(async (name) => ({
      name: basename(name),
      content: await openAsBlob(join(dirname(path), name)),
    })),
  )
}

/** 支出負担行為伺: the amount chooses who decides, by the 専決 table of the body. */
export function caseOf(
  { no, title, payee, amountYen, budget, reason }: Commitment,
  filing: Pick<ProposalContent, 'folderId' | 'retentionCode'>,
): ProposalContent {
  const yen = amountYen.toLocaleString('ja-JP')
  return {
    title: `支出負担行為伺（${title}）`,
    body: [
      '（伺い）',
      '次のとおり支出負担行為をしてよろしいか伺います。',
      '',
      `整理番号　${no}`,
      `件名　　　${title}`,
      `金額　　　${yen}円（税込み）`,
      `相手方　　${payee}`,
      `予算科目　${budget}`,
      `理由　　　${reason}`,
    ].join('\n'),
    authorityCode: 'B03',
    amountYen,
    flags: [],
    concurringUnits: ['ZAI'],
    ...filing,
    disclosure: { class: 'open', grounds: [] },
    secrecy: 'none',
    accessList: [],
    urgent: false,
    urgentReason: '',
  }
}
