import ical, { ICalEventBusyStatus } from 'ical-generator'
import { plusDays } from '../domain/calendar/holidays.ts'
import type { WriteCalendar } from '../usecases/calendar-port.ts'

/** Whole days as an iCalendar file (RFC 5545): the end is the day after, and none of them takes up anybody’s time. */
export const writeCalendar: WriteCalendar = ({ name, at, days }) => {
  const calendar = ical({ name, prodId: { company: 'Kessai', product: 'Kessai', language: 'JA' } })
  for (const { id, on, title, note } of days)
    calendar.createEvent({
      ...{ id: `${id}@kessai`, allDay: true, summary: title, stamp: new Date(at) },
      ...{ start: new Date(`${on}T00:00:00Z`), end: new Date(`${plusDays(on, 1)}T00:00:00Z`) },
      ...(note === '' ? {} : { description: note }),
      timezone: 'UTC',
      busystatus: ICalEventBusyStatus.FREE,
    })
  return calendar.toString()
}
