import type { components } from './openapi.ts'

type Schemas = components['schemas']

/** What a case says: 件名, 伺い文, 決裁区分, amount … */
export type ProposalContent = Schemas['ProposalContent']
/** A case with its route, its files and its history. */
export type ProposalView = Schemas['ProposalView']
export type ProposalListItem = Schemas['ProposalListItem']
export type ProposalStatus = Schemas['ProposalStatus']
export type UploadedAttachment = Schemas['UploadedAttachment']
/** An act of a case; a program submits, resubmits and withdraws. */
export type Act = Schemas['ActBody']
export type ActDone = Schemas['ActDone']
export type BulkItem = Schemas['BulkSubmitBody']['items'][number]
export type BulkResult = Schemas['BulkSubmitted']['results'][number]
/** An endpoint with its key, told this once. */
export type WebhookSecret = Schemas['WebhookSecret']
export type NewWebhook = Schemas['CreateWebhookBody']
/** What was decided, when and by whom. */
export type DecisionRecord = Schemas['DecisionRecord']
/** The route a submission would get, and why. */
export type ExplainedRoute = Schemas['ExplainedRoute']
export type ExplainRoute = Schemas['ExplainRouteBody']
/** What happened to a case or a 収受文書; `type` tells which, and what `data` has. */
export type FeedEvent = Schemas['FeedEvent']
/** A test event: the way is open. */
export type PingEvent = {
  readonly id: string
  readonly type: 'jp.kessai.ping'
  readonly subject: string
  readonly time: string
  readonly data: Readonly<Record<string, never>>
}
