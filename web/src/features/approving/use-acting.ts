import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ActBody, ActType as AnyAct } from '../../../../server/contract/acts.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { isProblem } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.ts'
import { keys, useAct } from '../../api/queries.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'

/** Acts the bar offers. */
export type ActType = Extract<
  AnyAct,
  | 'submit'
  | 'approve'
  | 'examine'
  | 'concur'
  | 'decide'
  | 'return'
  | 'reject'
  | 'take_back'
  | 'withdraw'
  | 'resubmit'
>

/** What a person has typed or chosen beside the act itself. */
export type ActInput = {
  readonly comment: string
  readonly reason: string
  readonly mode: 'resume' | 'restart'
}

export type Acting = {
  readonly working: ActType | undefined
  /** The last accepted act of this visit. */
  readonly done: ActType | undefined
  /** Why an act was not accepted. */
  readonly problem: string | undefined
  /** Somebody was faster, or the content changed: calm, and everything typed stays. */
  readonly changed: string | undefined
  readonly act: (type: ActType, input: ActInput) => Promise<boolean>
}

/** The request for an act on exactly what is shown. */
function actBody(
  type: ActType,
  shown: Pick<ProposalView, 'version' | 'manifestSha256'>,
  input: ActInput,
): ActBody {
  const basis = { version: shown.version, manifestSha256: shown.manifestSha256 }
  const comment = input.comment.trim() === '' ? {} : { comment: input.comment.trim() }
  switch (type) {
    case 'submit':
    case 'take_back':
      return { type, ...basis }
    case 'approve':
    case 'examine':
    case 'decide':
      return { type, ...basis, ...comment }
    case 'concur':
      return { type, ...basis, opinion: 'agree', ...comment }
    case 'return':
    case 'withdraw':
    case 'reject':
      return { type, ...basis, reason: input.reason.trim() }
    case 'resubmit':
      return { type, ...basis, mode: input.mode, effect: 'minor' }
  }
}

/** Acts on the proposal as it is shown, and tells what came of it. */
export function useActing(proposal: ProposalView): Acting {
  const text = useText()
  const { language } = useLanguage()
  const client = useQueryClient()
  const send = useAct(proposal.id)
  const [working, setWorking] = useState<ActType>()
  const [done, setDone] = useState<ActType>()
  const [problem, setProblem] = useState<string>()
  const [refusedAt, setRefusedAt] = useState<number>()
  // What was on the screen first; the person's own acts move it along.
  const [basis, setBasis] = useState({ manifest: proposal.manifestSha256, moved: false })
  const acted = useRef(false)

  useEffect(() => {
    if (proposal.manifestSha256 === basis.manifest) return
    setBasis({ manifest: proposal.manifestSha256, moved: !acted.current })
    acted.current = false
  }, [proposal.manifestSha256, basis.manifest])

  const newest = proposal.history.at(-1)
  const faster =
    refusedAt !== undefined && newest !== undefined && newest.seq > refusedAt ? newest : undefined
  const changed =
    faster !== undefined
      ? text.reader.acts.changedBy(
          `${faster.title} ${faster.name}`,
          faster.text.replace(/。$/, ''),
          dateTimeOf(faster.at, language),
        )
      : refusedAt !== undefined || basis.moved
        ? text.reader.acts.changed
        : undefined

  const act = async (type: ActType, input: ActInput) => {
    setWorking(type)
    setProblem(undefined)
    setRefusedAt(undefined)
    setBasis((it) => ({ ...it, moved: false }))
    acted.current = true
    try {
      await send(actBody(type, proposal, input))
      setDone(type)
      return true
    } catch (error) {
      acted.current = false
      if (isProblem(error, 'version_changed') || isProblem(error, 'manifest_changed')) {
        setRefusedAt(newest?.seq ?? 0)
        await client.invalidateQueries({ queryKey: keys.book(proposal.id) })
      } else setProblem(problemText(error, text))
      return false
    } finally {
      setWorking(undefined)
    }
  }
  return { working, done, problem, changed, act }
}
