import type { ProposalContent } from '../contract/proposals.ts'
import type { Mark, Proposal } from '../domain/approval/proposal.ts'
import type { Skipped, Step } from '../domain/approval/route.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import { type LocalDate, type Sha256, localDateOf } from '../domain/ids.ts'
import { familyNameOf } from '../domain/organisation/names.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import type { ContentNames } from '../store/sheets.ts'
import { roleNames } from './because-text.ts'
import type { SealBox, StampedCase } from './ports.ts'

export type Decided = Extract<Proposal, { readonly status: 'decided' }>

const skippedNames: Readonly<Record<Skipped['reason'], string>> = {
  self: '自己',
  merged: '併合',
  vacant: '欠員',
  left_out: '省略',
  post_review: '後閲',
}

/** What the cover sheet says, from the state the rules hold: names are those of the day of the act. */
export function stampedCaseOf(given: {
  readonly bodyName: string
  readonly state: Decided
  readonly content: ProposalContent
  readonly names: ContentNames
  readonly attachments: StampedCase['attachments']
}): StampedCase {
  const { bodyName, state, content, names, attachments } = given
  return {
    bodyName,
    number: state.number,
    title: content.title,
    body: content.body,
    urgent: content.urgent,
    properties: propertiesOf(state, content, names),
    seals: sealsOf(state),
    opinions: state.marks.flatMap((mark) =>
      mark.comment === undefined || mark.comment === ''
        ? []
        : [
            {
              title: writtenTitle(mark.by.capacity),
              name: mark.by.name,
              on: localDateOf(mark.at),
              text: mark.comment,
            },
          ],
    ),
    attachments,
  }
}

function propertiesOf(
  state: Decided,
  content: ProposalContent,
  names: ContentNames,
): StampedCase['properties'] {
  const { capacity, name } = state.drafter
  const until = content.disclosure.until
  const pairs: (readonly [string, string])[] = [
    ['起案番号', state.number],
    ['決裁区分', state.route.class],
    ['起案年月日', longWareki(localDateOf(state.submittedAt))],
    ['決裁年月日', longWareki(localDateOf(state.decision.at))],
    ['所　属', capacity.unitName],
    ['起案者', `${capacity.positionName}　${name}`],
    ['専決事項', names.authority],
    ['金　額', content.amountYen === undefined ? '－' : `${content.amountYen.toLocaleString('ja-JP')}円`],
    ['簿　冊', names.folder],
    ['保存期間', names.retention],
    ['公開区分', until === undefined ? names.disclosure : `${names.disclosure}（${dayOf(until)}まで）`],
    ['秘密区分', names.secrecy === '' ? '－' : names.secrecy],
  ]
  if (content.urgent || content.dueOn !== undefined) {
    pairs.push(['期　限', content.dueOn === undefined ? '－' : dayOf(content.dueOn)])
    pairs.push(['至急の理由', content.urgentReason === '' ? '－' : content.urgentReason])
  }
  return pairs
}

function dayOf(day: string): string {
  return longWareki(day as LocalDate)
}

/** The drafter's seal first, then every step in the order of the route. */
function sealsOf(state: Decided): readonly SealBox[] {
  const { capacity, name } = state.drafter
  const drafted: SealBox = {
    roleName: '起案',
    postName: capacity.title,
    mark: { unitName: capacity.unitName, familyName: familyNameOf(name), on: localDateOf(state.submittedAt) },
  }
  const steps = state.route.stages.flatMap((stage) => stage.steps)
  return [
    drafted,
    ...steps.map((step) =>
      boxOf(
        step,
        state.marks.find((it) => it.step === step.id),
        state.decision.manifestSha256,
      ),
    ),
  ]
}

function boxOf(step: Step, mark: Mark | undefined, decided: Sha256): SealBox {
  const box = { roleName: roleNames[step.role], postName: step.postName }
  if (mark !== undefined) {
    const also = mark.by.alsoAs.map((it) => it.title).join('・')
    // Who acted before the drafter's correction is said to have done so: the seal stands on another content.
    const notes = [
      ...(also === '' ? [] : [`（兼）${also}`]),
      ...(mark.manifestSha256 === decided ? [] : ['訂正前の印']),
    ]
    return {
      ...box,
      mark: {
        unitName: mark.by.capacity.unitName,
        familyName: familyNameOf(mark.by.name),
        on: localDateOf(mark.at),
        ...(notes.length === 0 ? {} : { note: notes.join('　') }),
      },
    }
  }
  return step.skipped === undefined ? box : { ...box, instead: skippedNames[step.skipped.reason] }
}
