import type { NoticeKind } from './notices.ts'

/** What a calendar reminds of: waits too long, due until the next working day, overdue, a 後閲 that grew old. */
export type ReminderKind = 'waiting_long' | 'due_soon' | 'overdue' | 'post_review_old'

/** 開示請求: a 課 is asked for its opinion, and has given it. */
export type OpinionKind = 'opinion_asked' | 'opinion_given'

/** Everything a person can be told; `task` (something waits for you) is told by mail only: the inbox shows it. */
export type TellingKind = NoticeKind | ReminderKind | OpinionKind | 'task'

/** 処理待ち · 差戻し · お知らせ · 期限: by these a person chooses which mail to get. */
export type TellingGroup = 'tasks' | 'returned' | 'notices' | 'due'

/** Which mail a person wants: そのつど, one letter a day, or none, for each group; and the hour in Japan of that letter. */
export type MailPreference = { readonly [Group in TellingGroup]: 'now' | 'daily' | 'none' } & {
  readonly dailyHour: number
}

/** What holds for a person who never chose: a 差戻し at once, what waits and what is due in one letter in the morning. */
export const defaultMailPreference: MailPreference = {
  tasks: 'daily',
  returned: 'now',
  notices: 'none',
  due: 'daily',
  dailyHour: 8,
}

const groups: { readonly [Kind in Exclude<TellingKind, NoticeKind>]: TellingGroup } & {
  readonly [Kind in NoticeKind]?: TellingGroup
} = {
  task: 'tasks',
  opinion_asked: 'tasks',
  opinion_given: 'notices',
  returned_to_step: 'tasks',
  act_again: 'tasks',
  decided_for_you: 'tasks',
  concurred_for_you: 'tasks',
  objected: 'tasks',
  asked: 'tasks',
  circulated: 'tasks',
  pulled_up: 'tasks',
  passed_over: 'tasks',
  reassigned_to_you: 'tasks',
  added_to_route: 'tasks',
  urgent_now: 'tasks',
  collation_refused: 'tasks',
  dispatch_failed: 'tasks',
  returned: 'returned',
  returned_elsewhere: 'returned',
  suspended: 'returned',
  rejected: 'returned',
  withdrawn: 'returned',
  abandoned: 'returned',
  waiting_long: 'due',
  due_soon: 'due',
  overdue: 'due',
  post_review_old: 'due',
}

/** The group of a kind. What asks for somebody's act is 処理待ち, whatever else it tells. */
export function groupOf(kind: TellingKind): TellingGroup {
  return groups[kind] ?? 'notices'
}
