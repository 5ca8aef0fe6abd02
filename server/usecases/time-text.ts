import { longWareki } from '../domain/calendar/wareki.ts'
import { type Instant, localDateOf } from '../domain/ids.ts'

const japan = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** 令和8年5月11日 10:05, in Japan. */
export function timeText(at: Instant): string {
  return `${longWareki(localDateOf(at))} ${japan.format(new Date(at))}`
}
