import type { ActDone, ProposalContent, ProposalView } from '../../../server/contract/proposals.ts'
import type { Reference } from '../../../server/contract/organisation.ts'
import type { StepView } from '../../../server/contract/route.ts'

/** Speaks to the application as anybody of the example prefecture, in a test or to a running server. */
export type Office = {
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
  ask<Answer>(
    person: string,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: Answer }>
  /** One text file as the compose page sends it. */
  attach(person: string, path: string, name: string, text: string): Promise<void>
}

/** How far a case has come. */
export type Ending = 'draft' | 'submitted' | 'at_decider' | 'decided' | 'rejected' | 'returned' | 'withdrawn'

export type Sample = {
  readonly id: string
  readonly ending: Ending
  readonly title: string
  /** The post that decides, and who holds it; absent for a draft. */
  readonly decider?: { readonly post: string; readonly person: string }
}

export type Wanted = {
  readonly drafter: string
  readonly authorityCode: string
  readonly concurringUnits?: readonly string[]
  readonly ending: Ending
}

/** What whoever holds a step does to let the case go on. */
export const actOf = { review: 'approve', examine: 'examine', concur: 'concur', decide: 'decide' } as const

/**
 * Plays one case through the application itself up to its ending, so that what is copied from it is exactly what the
 * application writes. Throws with the answer when an act is refused.
 */
export async function playCase(office: Office, wanted: Wanted): Promise<Sample> {
  const { drafter, ending } = wanted
  const title = `計測のための起案 ${wanted.authorityCode} ${drafter} ${ending} について`
  const content = await contentOf(office, wanted, title)
  const { id } = await good(office.ask<ProposalView>(drafter, 'POST', '/v1/proposals', { content }))
  const path = `/v1/proposals/${id}`
  for (const name of ['伺い（別紙）.txt', '参考資料.txt']) {
    await office.attach(drafter, `${path}/attachments`, name, `${name}\n標記について、次のとおりとしたい。\n`)
  }
  if (ending === 'draft') return { id, ending, title }
  await act(office, drafter, path, { type: 'submit' })
  for (;;) {
    const view = await good(office.ask<ProposalView>(drafter, 'GET', path))
    const step = waitingStep(view)
    const decider = deciderOf(view)
    const arrived = { id, ending, title, decider }
    if (ending === 'submitted' || step === undefined) return arrived
    if (ending === 'withdrawn') {
      await act(office, drafter, path, { type: 'withdraw', reason: '事業を取りやめたため。' })
      return arrived
    }
    if (step.role === 'decide' && ending === 'at_decider') return arrived
    const by = step.holders[0]?.id
    if (by === undefined) throw new Error(`nobody holds ${step.post}`)
    if (ending === 'returned') {
      await act(office, by, path, { type: 'return', reason: '別紙の日付を確認してください。' })
      return arrived
    }
    if (step.role === 'decide' && ending === 'rejected') {
      await act(office, by, path, { type: 'reject', reason: '予算の見込みが立たないため。' })
      return arrived
    }
    const type = actOf[step.role]
    await act(office, by, path, { type, ...(type === 'concur' ? { opinion: 'agree' } : {}) })
  }
}

/** Acts on what the person sees now. Throws with the answer when it is refused. */
async function act(office: Office, person: string, path: string, body: object): Promise<ActDone> {
  const { version, manifestSha256 } = await good(office.ask<ProposalView>(person, 'GET', path))
  return good(office.ask<ActDone>(person, 'POST', `${path}/acts`, { version, manifestSha256, ...body }))
}

export async function contentOf(
  office: Office,
  wanted: Pick<Wanted, 'drafter' | 'authorityCode' | 'concurringUnits'>,
  title: string,
): Promise<ProposalContent> {
  const { folders } = await good(office.ask<Reference>(wanted.drafter, 'GET', '/v1/reference'))
  const [folder] = folders
  if (folder === undefined) throw new Error('the example has a folder')
  return {
    title,
    body: '（伺い）\n標記について、別紙のとおりとしてよろしいか伺います。\n\n１　趣旨\n　所管する事務を円滑に進めるため。\n２　内容\n　別紙のとおり\n３　経費\n　既定の予算による。',
    authorityCode: wanted.authorityCode,
    flags: [],
    ...(wanted.concurringUnits === undefined ? {} : { concurringUnits: [...wanted.concurringUnits] }),
    folderId: folder.id,
    retentionCode: folder.retention,
    disclosure: { class: 'open', grounds: [] },
    secrecy: 'none',
    accessList: [],
    urgent: false,
    urgentReason: '',
  }
}

/** The body of an answer that is no refusal. Throws with it otherwise. */
export async function good<Body>(
  answer: Promise<{ readonly status: number; readonly body: Body }>,
): Promise<Body> {
  const { status, body } = await answer
  if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/**
 * The first step somebody has to act in now; of those that one person goes through at once (兼務) the last, after which
 * the act is named.
 */
export function waitingStep(view: ProposalView): StepView | undefined {
  const steps = view.route?.stages.flatMap((stage) => stage.steps) ?? []
  let at = steps.findIndex((step) => step.state === 'waiting')
  for (let along = steps[at]?.atOnceWith; along !== undefined; along = steps[at]?.atOnceWith)
    at = steps.findIndex((step, index) => index > at && step.postName === along)
  return steps[at]
}

function deciderOf(view: ProposalView): { post: string; person: string } {
  const step = view.route?.stages.at(-1)?.steps[0]
  const person = step?.holders[0]?.id
  if (step === undefined || person === undefined) throw new Error('the last step of a route has a holder')
  return { post: step.post, person }
}
