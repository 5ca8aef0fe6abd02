import { japaneseDay } from '../../../stamps/wareki.ts'

/** Today in Japan. */
export function today(): string {
  return japaneseDay(new Date().toISOString())
}
