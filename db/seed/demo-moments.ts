import type { Instant, LocalDate } from '../../server/domain/ids.ts'

/** So many working days from today, at a time in Japan. */
export type PlannedMoment = { readonly day: number; readonly time: string }

/** Parts the pieces of a form. */
export const boundary = 'kessai-demo-boundary-4d3f9c'

/** One file as a page sends it. */
export function multipart(name: string, bytes: Buffer): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  return Buffer.concat([Buffer.from(head, 'utf8'), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
}

/** `count` working days (Monday to Friday) after a day, or before it when negative. */
export function workingDay(from: LocalDate, count: number): LocalDate {
  const date = new Date(`${from}T00:00:00Z`)
  for (let left = Math.abs(count); left > 0;) {
    date.setUTCDate(date.getUTCDate() + Math.sign(count))
    if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) left -= 1
  }
  return date.toISOString().slice(0, 10) as LocalDate
}

/** The instant of a moment of the plan. */
export function momentOf(today: LocalDate, moment: PlannedMoment): Instant {
  return new Date(`${workingDay(today, moment.day)}T${moment.time}:00+09:00`).toISOString() as Instant
}
