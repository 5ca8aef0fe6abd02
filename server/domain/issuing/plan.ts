import type { LocalDate } from '../ids.ts'

/** How an outgoing document is sealed: with a 公印, with 「公印省略」 in its place, or by an electronic signature. */
export type SealingWay = 'seal' | 'omitted' | 'electronic'

/** How it reaches whom it is for: 郵送, 電子メール, LGWAN, 交換便, 窓口, 掲示, 電子申請, ホームページ. */
export type Channel =
  'post' | 'email' | 'lgwan' | 'courier' | 'counter' | 'posting' | 'application' | 'website'

/** 宛先: one whom the document goes to, as it stands on it. */
export type Addressee = { readonly name: string; readonly channel: Channel }

/**
 * How the case is to be issued (施行), as the drafter proposed it and the decider decided: a part of the matter. A case from
 * before it was asked has none.
 */
export type IssuePlan =
  /** 施行なし: nothing goes out. */
  | { readonly needed: false }
  | {
      readonly needed: true
      /** 通知, 指令, 公告 …: a kind of the body's list. */
      readonly kind: string
      readonly sealing: SealingWay
      /** 発信者名: the office in whose name it goes out. */
      readonly issuer: string
      /** Empty for what is for everybody (公告). */
      readonly addressees: readonly Addressee[]
      /** 施行予定日: the day it is to go out by; absent: none was set. */
      readonly plannedOn?: LocalDate
      /** The kind of number it needs; absent: none. */
      readonly numberKind?: string
    }
