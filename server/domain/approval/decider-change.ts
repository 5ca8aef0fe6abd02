import type { Because } from '../authority/authority.ts'
import { type Route, decidingStepOf } from './route.ts'

/** Another post decides than before: by the names of the posts, and the row and flags of the 専決 table behind it. */
export type DeciderChange = {
  readonly from: string
  readonly to: string
  readonly because: readonly DecidingReason[]
}
type DecidingReason = Extract<Because, { code: 'authority_row' | 'escalated' | 'no_decider_of_class' }>

const reasons: readonly Because['code'][] = ['authority_row', 'escalated', 'no_decider_of_class']

/** What is told of it: nothing while the same post decides. */
export function deciderFact(before: Route, after: Route): { readonly decider?: DeciderChange } {
  const decider = deciderChange(before, after)
  return decider === undefined ? {} : { decider }
}

/** Undefined while the same post decides. */
export function deciderChange(before: Route, after: Route): DeciderChange | undefined {
  const [was, is] = [before, after].map(decidingStepOf)
  if (was === undefined || is === undefined || was.post === is.post) return undefined
  const because = is.because.filter((it): it is DecidingReason => reasons.includes(it.code))
  return { from: was.postName, to: is.postName, because }
}
