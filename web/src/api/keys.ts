import type { InboxTab } from '../../../server/contract/inbox.ts'
import type { ProposalStatus } from '../../../server/contract/proposals.ts'

/** Names of cached answers; the stream invalidates by them. */
export const keys = {
  me: ['me'] as const,
  inboxes: ['inbox'] as const,
  inbox: (tab: InboxTab) => ['inbox', tab] as const,
  proposal: (id: string) => ['proposal', id] as const,
  events: (id: string) => ['events', id] as const,
  accesses: (id: string) => ['accesses', id] as const,
  book: (id: string) => ['book', id] as const,
  outline: (revisionId: string) => ['outline', revisionId] as const,
  seen: (id: string) => ['seen', id] as const,
  trails: (id: string) => ['trails', id] as const,
  prints: (id: string) => ['prints', id] as const,
  print: (id: string) => ['print', id] as const,
  editing: (id: string) => ['editing', id] as const,
  allRevisions: ['revisions'] as const,
  revisions: (attachmentId: string) => ['revisions', attachmentId] as const,
  editable: (revisionId: string) => ['editable', revisionId] as const,
  fileComments: (revisionId: string) => ['comments-in', revisionId] as const,
  notes: (id: string) => ['notes-of', id] as const,
  find: (id: string, words: string) => ['book', id, 'find', words] as const,
  lists: ['proposals'] as const,
  list: (scope: ListScope, status: ProposalStatus | undefined) =>
    ['proposals', scope, status ?? 'all'] as const,
  notices: ['notices'] as const,
  noticeList: ['notices', 'list'] as const,
  noticeCount: ['notices', 'count'] as const,
  sessionRemaining: ['session-remaining'] as const,
  signIns: ['sign-ins'] as const,
  signInsOf: (person: string | undefined, before: number | undefined) =>
    ['sign-ins', person ?? '', before ?? 0] as const,
  refusedSignIns: (before: number | undefined) => ['sign-ins', 'refused', before ?? 0] as const,
  webhooks: ['webhooks'] as const,
  webhookList: ['webhooks', 'list'] as const,
  webhook: (id: string) => ['webhooks', id] as const,
  deliveries: (id: string, state: string | undefined, after: string | undefined) =>
    ['webhooks', id, 'deliveries', state ?? 'all', after ?? ''] as const,
  redeliveryPreview: (id: string, since: string) => ['webhooks', id, 'redelivery', since] as const,
  mailPreference: ['mail-preference'] as const,
  mailTroubles: ['mail-troubles'] as const,
  reference: ['reference'] as const,
  authority: ['authority'] as const,
  absences: ['absences'] as const,
  absencesOf: (person: string) => ['absences', person] as const,
  absencePreview: (body: unknown) => ['absences', 'preview', body] as const,
  standIns: ['stand-ins'] as const,
  actingOrders: ['acting-orders'] as const,
  actingOrderPreview: (body: unknown) => ['acting-orders', 'preview', body] as const,
  numberBooks: ['number-books'] as const,
  numberBook: (kind: string, unit: string, fiscalYear: number) =>
    ['number-books', kind, unit, fiscalYear] as const,
  seatConflicts: ['seat-conflicts'] as const,
  directoryImports: ['directory-imports'] as const,
  directoryImport: (id: string) => ['directory-imports', id] as const,
  directoryChangePreviews: ['directory-change'] as const,
  directoryChangePreview: (body: unknown) => ['directory-change', body] as const,
  roles: ['roles'] as const,
  positions: ['positions'] as const,
  workCalendar: ['work-calendar'] as const,
  workCalendarPreview: (body: unknown) => ['work-calendar', 'preview', body] as const,
  organisation: ['organisation'] as const,
  person: (id: string) => ['organisation', 'person', id] as const,
  organisationOn: (day: string) => ['organisation', day] as const,
  route: (content: unknown, post: string | undefined) => ['route', post ?? '', content] as const,
  fileDifference: (before: string, after: string) => ['file-difference', before, after] as const,
  comparison: (revisionId: string, from: string | undefined) =>
    ['comparison', revisionId, from ?? ''] as const,
  merge: (copyId: string, newestId: string) => ['merge', copyId, newestId] as const,
  differences: (revisionId: string, from: string | undefined) =>
    ['differences', revisionId, from ?? ''] as const,
  routePreview: (id: string, version: number, change: unknown) =>
    ['proposal', id, 'route-preview', version, change] as const,
  renditionProgress: (revisionId: string) => ['rendition-progress', revisionId] as const,
}

export type ListScope = 'mine' | 'section' | 'acted'
