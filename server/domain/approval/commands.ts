import type { Instant, PersonId, Sha256, UnitCode } from '../ids.ts'
import type { Absence, Capacity } from '../organisation/organisation.ts'
import type { Route } from './route.ts'

/** What a person asks for. Time, ids, and the compiled route come in with it; the rules look nothing up. */
export type Command =
  | {
      readonly type: 'submit'
      readonly title: string
      readonly number: string
      readonly route: Route
      readonly policyVersion: number
      readonly unit: UnitCode
    }
  | { readonly type: 'approve'; readonly comment?: string }
  | { readonly type: 'examine'; readonly comment?: string }
  | { readonly type: 'concur'; readonly opinion: 'agree'; readonly comment?: string }
  | { readonly type: 'decide'; readonly comment?: string }
  | { readonly type: 'return'; readonly reason: string }
  | {
      readonly type: 'resubmit'
      readonly title: string
      readonly mode: 'resume' | 'restart'
      readonly route: Route
    }
  | { readonly type: 'take_back' }
  | { readonly type: 'withdraw'; readonly reason: string }
  | { readonly type: 'reject'; readonly reason: string }

export type CommandType = Command['type']

/** Who acts, when, on what, and which posts are theirs at that instant. */
export type Acting = {
  readonly person: PersonId
  readonly name: string
  readonly at: Instant
  /** All posts held at `at`, 本務 first. */
  readonly capacities: readonly Capacity[]
  /** Current absences of the people on the route, for 代決 and 後閲. */
  readonly absences: readonly Absence[]
  /** What the person was shown. */
  readonly shownManifest: Sha256
  /** What there is now: differs when the text or a file changed since. */
  readonly currentManifest: Sha256
}
