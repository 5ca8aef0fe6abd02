import { Type, type Static } from 'typebox'
import { At, Day, PersonRef, closed, described, literals } from './common.ts'

const WorkingDays = (description: string) => Type.Integer({ minimum: 1, maximum: 60, description })

const settings = {
  closedDays: Type.Array(Type.String({ pattern: '^\\d{2}-\\d{2}$', description: 'Month and day, `12-29`' }), {
    maxItems: 100,
    description: 'Closed in every year: 年末年始の休日',
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

export const WorkCalendarBody = closed(
  { version: Type.Integer({ minimum: 0 }), ...settings },
  'PUT /v1/work-calendar; `version` as it was read',
)
export type WorkCalendarBody = Static<typeof WorkCalendarBody>

/** POST /v1/work-calendar/preview */
export const WorkCalendarPreviewBody = closed(
  settings,
  'Days on which the office works, as they would be set',
)
export type WorkCalendarPreviewBody = Static<typeof WorkCalendarPreviewBody>

const Reminders = closed(
  {
    rounds: Type.Array(Day, { description: 'The next days on which reminders go, the first first' }),
    waiting: described(Day, 'The day on which what arrives today is reminded of for the first time'),
    urgent: Day,
    postReview: Day,
    tasks: Type.Integer({
      description:
        'Tasks of which the next round would remind, as things stand; without those of cases that are 秘 (R-16)',
    }),
  },
  'When reminders go, as a calendar has it',
)

/** GET /v1/work-calendar */
export const WorkCalendarView = closed(
  {
    version: Type.Integer(),
    today: Day,
    ...settings,
    closures: Type.Array(
      closed({
        day: Day,
        why: literals('holiday', 'every_year', 'single'),
        name: Type.Optional(Type.String()),
      }),
      {
        description: 'The days of the coming year on which the body is closed, without Saturdays and Sundays',
      },
    ),
    reminders: Reminders,
    changes: Type.Array(closed({ version: Type.Integer(), by: PersonRef, at: At }), {
      description: 'The last changes, newest first',
    }),
  },
  'The days on which the office works (執務日), with their history',
)
export type WorkCalendarView = Static<typeof WorkCalendarView>

export const WorkCalendarPreview = closed(
  {
    days: Type.Array(closed({ day: Day, isClosed: Type.Boolean() }), {
      description: 'Days of the coming year that would become closed, or open',
    }),
    before: Reminders,
    after: Reminders,
    nothing: Type.Boolean({ description: 'It says the same as what counts already' }),
  },
  'What a calendar would change; nothing is stored',
)
export type WorkCalendarPreview = Static<typeof WorkCalendarPreview>
