import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { ActBody } from '../../../../server/contract/acts.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { isProblem, isStopped } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { actedOn, keys, useAct } from '../../api/queries.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'

type WithoutBasis<Body> = Body extends unknown ? Omit<Body, 'version' | 'manifestSha256'> : never
/** An act as it is asked for; what it is bound to (the version and content shown) is added when it is sent. */
export type Ask = WithoutBasis<ActBody>

export type Acting = {
  readonly working: Ask['type'] | undefined
  /** The last accepted act of this visit. */
  readonly done: Ask | undefined
  /** Why an act was not accepted. */
  readonly problem: ReactNode
  /** It was not accepted because the sign-in is too old for it. */
  readonly wantsSignIn: boolean
  /** Somebody was faster, or the content changed: calm, and everything typed stays. */
  readonly changed: string | undefined
  /** `how` sends what is no plain act, such as a file; absent: the act itself is sent. */
  readonly act: (ask: Ask, how?: Send) => Promise<boolean>
  /** The next content is the person's own, though no act brought it: a drafter edits a file of a draft. */
  readonly expectOwn: () => void
}

/** What an act is bound to. */
export type Basis = { readonly version: number; readonly manifestSha256: string }
export type Send = (basis: Basis) => Promise<unknown>

/** Acts on the proposal exactly as it is shown, and tells what came of it. */
export function useActing(proposal: ProposalView): Acting {
  const text = useText()
  const { language } = useLanguage()
  const client = useQueryClient()
  const send = useAct(proposal.id)
  const [working, setWorking] = useState<Ask['type']>()
  const [done, setDone] = useState<Ask>()
  const [problem, setProblem] = useState<ReactNode>()
  const [wantsSignIn, setWantsSignIn] = useState(false)
  const [refusedAt, setRefusedAt] = useState<number>()
  // What was on the screen first; the person's own acts move it along.
  const [basis, setBasis] = useState({ manifest: proposal.manifestSha256, moved: false })
  const acted = useRef(false)
  /** The content that the last act left; any other that comes later is somebody else's. */
  const left = useRef<string>(undefined)

  useEffect(() => {
    if (proposal.manifestSha256 === basis.manifest) return
    const isOwn = acted.current || proposal.manifestSha256 === left.current
    setBasis({ manifest: proposal.manifestSha256, moved: !isOwn })
    acted.current = false
  }, [proposal.manifestSha256, basis.manifest])

  const newest = proposal.history.at(-1)
  const faster =
    refusedAt !== undefined && newest !== undefined && newest.seq > refusedAt ? newest : undefined
  const changed =
    faster !== undefined
      ? text.acts.changedBy(
          `${faster.title} ${faster.name}`,
          faster.text.replace(/。$/, ''),
          dateTimeOf(faster.at, language),
        )
      : refusedAt !== undefined || basis.moved
        ? text.acts.changed
        : undefined

  const sendAs = async (how: Send, basis: Basis) => {
    try {
      await how(basis)
    } finally {
      await actedOn(client, proposal.id)
    }
  }
  const act = async (ask: Ask, how?: Send) => {
    const { version, manifestSha256 } = proposal
    setWorking(ask.type)
    setProblem(undefined)
    setWantsSignIn(false)
    setRefusedAt(undefined)
    setBasis((it) => ({ ...it, moved: false }))
    acted.current = true
    try {
      if (how === undefined) await send({ ...ask, version, manifestSha256 })
      else await sendAs(how, { version, manifestSha256 })
      const now = client.getQueryData<ProposalView>(keys.proposal(proposal.id))
      // Where it could not be asked for again, what the act left is still to come.
      if (now !== undefined && now.version !== version) {
        left.current = now.manifestSha256
        acted.current = false
      }
      setDone(ask)
      return true
    } catch (error) {
      acted.current = false
      if (isProblem(error, 'version_changed') || isProblem(error, 'manifest_changed')) {
        // What came in between is on the page by now: whoever sends again at once sends what is shown.
        setRefusedAt(newest?.seq ?? 0)
      } else if (!isStopped(error)) {
        setProblem(problemText(error, text))
        setWantsSignIn(isProblem(error, 'sign_in_too_old'))
      }
      return false
    } finally {
      setWorking(undefined)
    }
  }
  const expectOwn = () => {
    acted.current = true
  }
  return { working, done, problem, wantsSignIn, changed, act, expectOwn }
}
