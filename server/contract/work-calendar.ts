import { Type, type Static } from 'typebox'
import { At, Day, PersonRef, closed, literals } from './common.ts'

const WorkingDays = (description: string) => Type.Integer({ minimum: 1, maximum: 60, description })

const settings = {
  /** Closed in every year: 年末年始の休日. */
  closedDays: Type.Array(Type.String({ pattern: '^\\d{2}-\\d{2}$', description: 'Month and day, `12-29`' }), {
    maxItems: 100,
  }),
  days: Type.Array(
    closed({
      day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Day in Asia/Tokyo' }),
      isClosed: Type.Boolean({
        description: 'Closed (臨時閉庁), or open (臨時開庁) whatever the calendar says',
      }),
      name: Type.String({ minLength: 1, maxLength: 60 }),
    }),
    { maxItems: 1000 },
  ),
  remindAfter: WorkingDays('A reminder comes when a task has waited so many working days'),
  remindUrgentAfter: WorkingDays('The same for what is 至急'),
  remindPostReviewAfter: WorkingDays('The same for 後閲'),
}

/** PUT /v1/work-calendar; `version` as it was read. */
export const WorkCalendarBody = closed({ version: Type.Integer({ minimum: 0 }), ...settings })
export type WorkCalendarBody = Static<typeof WorkCalendarBody>

/** POST /v1/work-calendar/preview */
export const WorkCalendarPreviewBody = closed(settings)
export type WorkCalendarPreviewBody = Static<typeof WorkCalendarPreviewBody>

/** When reminders go, as a calendar has it. */
const Reminders = closed({
  rounds: Type.Array(Day, { description: 'The next days on which reminders go, the first first' }),
  /** The day on which what arrives today is reminded of for the first time. */
  waiting: Day,
  urgent: Day,
  postReview: Day,
  /** Tasks of which the next round would remind, as things stand. */
  tasks: Type.Integer(),
})

/** GET /v1/work-calendar */
export const WorkCalendarView = closed({
  version: Type.Integer(),
  today: Day,
  ...settings,
  /** The days of the coming year on which the body is closed, without Saturdays and Sundays. */
  closures: Type.Array(
    closed({
      day: Day,
      why: literals('holiday', 'every_year', 'single'),
      name: Type.Optional(Type.String()),
    }),
  ),
  reminders: Reminders,
  /** The last changes, newest first. */
  changes: Type.Array(closed({ version: Type.Integer(), by: PersonRef, at: At })),
})
export type WorkCalendarView = Static<typeof WorkCalendarView>

/** What a calendar would change; nothing is stored. */
export const WorkCalendarPreview = closed({
  /** Days of the coming year that would become closed, or open. */
  days: Type.Array(closed({ day: Day, isClosed: Type.Boolean() })),
  before: Reminders,
  after: Reminders,
  nothing: Type.Boolean({ description: 'It says the same as what counts already' }),
})
export type WorkCalendarPreview = Static<typeof WorkCalendarPreview>
