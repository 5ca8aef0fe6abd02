import { defaultPolicy } from '../authority/policy.ts'
import type { LocalDate } from '../ids.ts'
import type { EventOf } from './events.ts'
import type { Proposal } from './proposal.ts'
import type { Route } from './route.ts'

/** What a case has of the lists that acts fill, before the first of them. */
export const nothingYet = {
  marks: [],
  settledMarks: 0,
  passed: [],
  responses: [],
  postReviews: [],
  showings: [],
  questions: [],
  holds: [],
  sentBack: [],
  objected: [],
  edits: [],
  confirmedSeats: [],
  explained: [],
  paperPlaces: [],
  coverNotes: [],
  numbers: [],
} as const

/** No route was gone here, and no rule of ours was followed. */
const noRoute: Route = {
  stages: [],
  compiledFor: '' as LocalDate,
  authorityVersion: '',
  template: '',
  templateVersion: '',
  class: '',
  circulation: [],
}

/** 移行: a case as another system's record tells it. */
export function imported(event: EventOf<'imported'>): Proposal {
  const { drafter, section, at, asserted, matter, manifestSha256, by, from } = event
  return {
    ...{ drafter, section, submittedAt: at, number: asserted.number ?? '', matter, manifestSha256 },
    policy: { version: 0, from: '' as LocalDate, settings: defaultPolicy },
    route: noRoute,
    ...nothingYet,
    ...{ status: 'imported', importedBy: by, asserted, from },
  }
}
