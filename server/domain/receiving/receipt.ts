import type { Through } from '../applications/application.ts'
import type { Actor } from '../approval/events.ts'
import type { RecordEvent } from '../audit/record-chain.ts'
import type { Instant, LocalDate, PersonId, PostId, ProposalId, Sha256, UnitCode } from '../ids.ts'

/** How it came: 紙, 郵便, FAX, 電子メール, 電子申請, LGWAN, 持参. */
export type Channel = 'paper' | 'mail' | 'fax' | 'email' | 'electronic_application' | 'lgwan' | 'brought'

/** What is typed of something that arrived. Texts that nobody typed are ''. */
export type Arrival = {
  readonly title: string
  /** 差出人. */
  readonly sender: string
  /** Their 文書番号, and the day on their letter. */
  readonly senderNumber: string
  readonly sentOn?: LocalDate
  /** 収受日; absent while it is being entered: the day of the registration. */
  readonly receivedOn?: LocalDate
  /** Why an earlier day than that of the registration. */
  readonly earlierReason: string
  readonly channel: Channel
  /** LGWAN: what the check of its 電子署名 gave. */
  readonly signature?: 'valid' | 'invalid' | 'none'
  readonly secrecy: 'none' | 'secret'
  /** Who may know of a 秘, besides whoever registered it. */
  readonly accessList: readonly PersonId[]
  /** 個人情報を含む. */
  readonly personalData: boolean
  /** 処理期限. */
  readonly dueOn?: LocalDate
  /** 簿冊, '' until chosen. */
  readonly folderId: string
}

/** From the registration on every 収受文書 has its day. */
export type Registered = Arrival & { readonly receivedOn: LocalDate }

export type ArrivedFile = { readonly name: string; readonly sha256: Sha256; readonly sizeBytes: number }

/** A 課 as it was called then. */
export type Place = { readonly unit: UnitCode; readonly name: string }

/** Whom it is shown to (供覧先): a person, or whoever holds a post. `unit`: of which 所属 it was asked. */
export type Viewer = (
  { readonly kind: 'person'; readonly person: PersonId } | { readonly kind: 'post'; readonly post: PostId }
) & { readonly name: string; readonly unit?: string }

/** Fields of `Arrival` that a correction changed, as text: from what to what. */
export type Change = { readonly field: keyof Arrival; readonly from: string; readonly to: string }

type Act = RecordEvent & { readonly through?: Through }

export type ReceiptEvent =
  | (Act & {
      readonly type: 'registered'
      readonly number: string
      readonly section: Place
      /** Whether the 課 that registers it hands it on (文書主管課) or keeps it. */
      readonly distributes: boolean
      readonly arrival: Registered
      readonly files: readonly ArrivedFile[]
      /** 受付番号 of the system it came from. */
      readonly externalRef?: string
    })
  /** 配布. */
  | (Act & { readonly type: 'distributed'; readonly to: Place; readonly note?: string })
  /** 転送. */
  | (Act & { readonly type: 'forwarded'; readonly from: Place; readonly to: Place; readonly reason: string })
  /** 受領. */
  | (Act & { readonly type: 'accepted'; readonly section: Place })
  | (Act & { readonly type: 'circulated'; readonly to: readonly Viewer[]; readonly note?: string })
  /** 閲覧済. */
  | (Act & { readonly type: 'seen'; readonly comment?: string; readonly posts: readonly PostId[] })
  | (Act & { readonly type: 'circulation_ended'; readonly reason: string })
  /** 接受起案. */
  | (Act & { readonly type: 'drafted'; readonly proposal: ProposalId })
  /** 処理済. */
  | (Act & { readonly type: 'closed'; readonly reason: string })
  | (Act & {
      readonly type: 'corrected'
      readonly arrival: Registered
      readonly changes: readonly Change[]
      readonly reason: string
    })
  /** 登録の取消: the number stays. */
  | (Act & { readonly type: 'cancelled'; readonly reason: string })

/** A 供覧先 and whether it has seen it. */
export type Shown = {
  readonly viewer: Viewer
  readonly askedAt: Instant
  readonly seen?: { readonly by: Actor; readonly at: Instant; readonly comment?: string }
}

/** 未配布, 受領待ち, 受領済, 起案済, 処理済, 取消. */
export type ReceiptStatus = 'arrived' | 'handed' | 'accepted' | 'drafted' | 'closed' | 'cancelled'

/** A 収受文書 from its registration on. */
export type Receipt = {
  readonly status: ReceiptStatus
  readonly number: string
  readonly registrar: PersonId
  readonly section: Place
  /** Where it is now. */
  readonly holder: Place
  /** Every 課 that has or had it, each once, the first one first. */
  readonly places: readonly Place[]
  readonly arrival: Registered
  readonly shown: readonly Shown[]
  /** 供覧: waits for somebody, or is over; absent: there was none. */
  readonly circulation?: 'open' | 'ended'
  readonly cases: readonly ProposalId[]
  /** 処理済 or 取消: why. */
  readonly ended?: { readonly reason: string; readonly at: Instant }
}
