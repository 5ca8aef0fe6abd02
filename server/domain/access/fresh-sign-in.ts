import type { Instant } from '../ids.ts'

/** Acts that want a sign-in that is not old: none, those that decide, or every seal. */
export type FreshSignIn = 'not_asked' | 'decide' | 'decide_and_seal'

/** What an act rests on: when the person last showed the provider who it is, and how in its words. */
export type SignedIn = { readonly at: Instant; readonly acr?: string }

/** The last sign-in lies too far back; `signedInAt` is absent when it is not known. */
export type SignInTooOld = {
  readonly code: 'sign_in_too_old'
  readonly minutes: number
  readonly signedInAt?: Instant
}

/** 決裁 (also 代決), 仮決裁 and 否決: what decides. */
const deciding: readonly string[] = ['decide', 'provisionally_decide', 'reject']
const sealing: readonly string[] = [...deciding, 'approve', 'examine', 'concur']

/**
 * Whether the person has to show again who it is before this act (本人確認): whoever sits at a desk that was left alone
 * could otherwise decide in its owner’s name. Undefined when the sign-in is young enough, or none is asked.
 */
export function signInTooOld(
  policy: { readonly freshSignIn: FreshSignIn; readonly freshSignInMinutes: number },
  act: string,
  { signedIn, at }: { readonly signedIn: SignedIn | undefined; readonly at: Instant },
): SignInTooOld | undefined {
  const asked =
    policy.freshSignIn === 'decide' ? deciding : policy.freshSignIn === 'decide_and_seal' ? sealing : []
  if (!asked.includes(act)) return undefined
  const minutes = policy.freshSignInMinutes
  const isYoung = signedIn !== undefined && Date.parse(at) - Date.parse(signedIn.at) <= minutes * 60_000
  if (isYoung) return undefined
  return { code: 'sign_in_too_old', minutes, ...(signedIn === undefined ? {} : { signedInAt: signedIn.at }) }
}

/** Acts for which it matters, whatever the policy. */
export function mayWantFreshSignIn(act: string): boolean {
  return sealing.includes(act)
}
