import type { ActBody } from '../contract/acts.ts'
import type { ActDone, ProposalContent } from '../contract/proposals.ts'
import type { EditChange } from '../domain/approval/events.ts'
import type { PersonId, PostId, ProposalId, Sha256 } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import { correctContent } from '../store/proposals.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { correct } from './correct.ts'

type Revise = Extract<ActBody, { type: 'revise' }>

/** 件名 or 伺い文 corrected on the way by whoever's turn it is. Nothing else: amount and 区分 would need another route. */
export async function correctText(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId; readonly body: Revise },
): Promise<Result<ActDone, ActRefusal>> {
  const { id, by, body: asked } = request
  const { version, effect, reason, as } = asked
  const correction = {
    ...{ version, effect, reason, manifestSha256: asked.manifestSha256 as Sha256 },
    ...(as === undefined ? {} : { as: as as PostId }),
  }
  return correct(deps, { id, by, correction }, async (trx, held) => {
    const content = held.content as ProposalContent
    const { title = content.title, body = content.body } = asked
    const corrected: ProposalContent = { ...content, title, body }
    await correctContent(trx, id, corrected)
    return [...changeOf('件名', content.title, title), ...changeOf('伺い文', content.body, body)]
  })
}

function changeOf(name: string, before: string, after: string): readonly EditChange[] {
  return before === after ? [] : [{ kind: 'text', name }]
}
