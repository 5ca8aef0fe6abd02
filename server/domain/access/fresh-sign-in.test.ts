import { test } from 'tap'
import type { Instant } from '../ids.ts'
import { mayWantFreshSignIn, signInTooOld } from './fresh-sign-in.ts'

const at = '2026-05-11T01:30:00.000Z' as Instant
const signedAt = (time: string) => ({ signedIn: { at: `2026-05-11T${time}.000Z` as Instant }, at })
const acts = ['decide', 'provisionally_decide', 'reject', 'approve', 'examine', 'concur']
const others = ['submit', 'return', 'withdraw', 'comment', 'post_review', 'take_back']

test('本人確認 before an act [freshSignIn=not_asked] [freshSignIn=decide] [freshSignIn=decide_and_seal]', async (t) => {
  const old = signedAt('01:00:00')
  const asks = (freshSignIn: 'not_asked' | 'decide' | 'decide_and_seal') =>
    [...acts, ...others].filter(
      (act) => signInTooOld({ freshSignIn, freshSignInMinutes: 15 }, act, old) !== undefined,
    )
  t.same(asks('not_asked'), [])
  t.same(asks('decide'), ['decide', 'provisionally_decide', 'reject'])
  t.same(asks('decide_and_seal'), acts)
  t.same(acts.filter(mayWantFreshSignIn), acts)
  t.same(others.filter(mayWantFreshSignIn), [])
})

test('how old the sign-in may be [freshSignInMinutes]', async (t) => {
  const policy = { freshSignIn: 'decide', freshSignInMinutes: 15 } as const
  t.equal(signInTooOld(policy, 'decide', signedAt('01:15:00')), undefined, 'to the minute')
  t.same(signInTooOld(policy, 'decide', signedAt('01:14:59')), {
    code: 'sign_in_too_old',
    minutes: 15,
    signedInAt: '2026-05-11T01:14:59.000Z',
  })
  t.same(
    signInTooOld(policy, 'decide', { signedIn: undefined, at }),
    { code: 'sign_in_too_old', minutes: 15 },
    'one that is not known is too old',
  )
})
