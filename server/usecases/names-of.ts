import type { Mark } from '../domain/approval/proposal.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'

/** Who gave these acts, as of when they did. */
export function namesOf(marks: readonly Mark[]): { name: string; title: string }[] {
  return marks.map(({ by }) => ({ name: by.name, title: writtenTitle(by.capacity) }))
}
