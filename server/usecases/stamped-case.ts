import type { ProposalContent } from '../contract/proposals.ts'
import type { Actor } from '../domain/approval/events.ts'
import type { ImportedCase, Mark, Passed, Submitted } from '../domain/approval/proposal.ts'
import type { Skipped, Step } from '../domain/approval/route.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import { type Instant, type LocalDate, type Sha256, localDateOf } from '../domain/ids.ts'
import { familyNameOf } from '../domain/organisation/names.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import type { ContentNames, Sheet } from '../store/sheets.ts'
import { importedCaseOf } from './imported-sheet.ts'
import { roleNames } from './because-text.ts'
import { issueProperties, issuingRecords } from './issuing-on-sheet.ts'
import type { SealBox, StampedCase } from './ports.ts'

const skippedNames: Readonly<Record<Skipped['reason'], string>> = {
  self: '自己',
  merged: '併合',
  vacant: '欠員',
  left_out: '省略',
  post_review: '後閲',
}

const passedNames: Readonly<Record<Passed['cause'], string>> = {
  absence: '後閲',
  pull_up: '引上げ',
  merged: '併合',
  self: '自己',
}

const statusNames: Readonly<Record<Exclude<Submitted['status'], 'decided' | 'imported'>, string>> = {
  in_approval: '回議中',
  returned: '差戻し',
  rejected: '否決',
  withdrawn: '取下げ',
  abandoned: '廃案',
}

/**
 * What the cover sheet says, from the state the rules hold: names are those of the day of the act. Of a case that is
 * not decided it says so, and has the seals there are.
 */
export function stampedCaseOf(given: {
  readonly bodyName: string
  readonly state: Submitted
  readonly content: ProposalContent
  readonly names: ContentNames
  readonly attachments: StampedCase['attachments']
  readonly application?: Sheet['application']
}): StampedCase {
  const { bodyName, state, content, names, attachments, application } = given
  if (state.status === 'imported') return importedCaseOf({ ...given, state })
  return {
    bodyName,
    number: state.number,
    title: content.title,
    body: content.body,
    urgent: state.matter.urgent,
    properties: [...propertiesOf(state, content, names), ...madeThrough(application)],
    seals: sealsOf(state),
    opinions: opinionsOf(state),
    records: recordsOf(state),
    attachments,
  }
}

const opinionNames = { agree: '同意', conditional: '条件付同意', object: '異議' } as const

/** Every word that came with a seal; under an objection the 処理意見, and the condition of the 決裁. */
function opinionsOf(state: Submitted): StampedCase['opinions'] {
  return state.marks.flatMap((mark) => {
    const row = (by: Actor, at: Instant, kind: string, text: string | undefined) =>
      text === undefined || text === ''
        ? []
        : [{ kind, title: writtenTitle(by.capacity), name: by.name, on: localDateOf(at), text }]
    const response = state.responses.find((it) => it.step === mark.step)
    return [
      ...row(
        mark.by,
        mark.at,
        mark.opinion === undefined ? '意見' : opinionNames[mark.opinion],
        mark.comment,
      ),
      ...(response === undefined ? [] : row(response.by, response.at, '処理意見', response.text)),
      ...row(mark.by, mark.at, '条件', mark.condition),
    ]
  })
}

/** What happened beside the seals: 代決 as it is written on paper, 後閲 done or owed, the paper, numbers, 追記. */
function recordsOf(state: Submitted): StampedCase['records'] {
  const who = (by: Actor) => `${writtenTitle(by.capacity)}　${by.name}`
  const { paper } = state.matter
  return [
    ...state.marks.flatMap(({ actingFor, by, at }) =>
      actingFor === undefined
        ? []
        : [
            {
              kind: '代決',
              who: who(by),
              on: localDateOf(at),
              text: `${actingFor.title} ${actingFor.name} 代 ${writtenTitle(by.capacity)} ${by.name}（${actingFor.absence}）`,
            },
          ],
    ),
    ...state.postReviews.map(({ postName, cause, done }) => ({
      kind: '後閲',
      who: done === undefined ? postName : who(done.by),
      ...(done === undefined ? {} : { on: localDateOf(done.at) }),
      text: [postReviewCauses[cause], done?.comment ?? ''].filter((it) => it !== '').join('　'),
    })),
    ...(paper === undefined
      ? []
      : [
          {
            kind: '紙の資料',
            who: who(state.drafter),
            on: localDateOf(state.submittedAt),
            text: `${paper.what}（${paper.reason}）`,
          },
        ]),
    ...state.numbers.map(({ kind, text, at }) => ({ kind, who: '', on: localDateOf(at), text })),
    ...(state.status === 'decided' ? issuingRecords(state.issuance, who) : []),
    ...state.coverNotes.map(({ by, at, text }) => ({
      kind: '追記',
      who: who(by),
      on: localDateOf(at),
      text,
    })),
  ]
}

const postReviewCauses = {
  designated: '起案時の指定',
  absence: '不在',
  pull_up: '引上げ',
  acting: '代決',
} as const

function propertiesOf(
  state: Exclude<Submitted, ImportedCase>,
  content: ProposalContent,
  names: ContentNames,
): StampedCase['properties'] {
  const { capacity, name } = state.drafter
  const until = content.disclosure.until
  const pairs: (readonly [string, string])[] = [
    ['起案番号', state.number === '' ? '－' : state.number],
    ['決裁区分', state.route.class],
    ['起案年月日', longWareki(localDateOf(state.submittedAt))],
    state.status === 'decided'
      ? ['決裁年月日', longWareki(localDateOf(state.decision.at))]
      : ['状　態', statusNames[state.status]],
    ['所　属', capacity.unitName],
    ['起案者', `${capacity.positionName}　${name}`],
    ['専決事項', names.authority],
    ['金　額', content.amountYen === undefined ? '－' : `${content.amountYen.toLocaleString('ja-JP')}円`],
    ['簿　冊', names.folder],
    ['保存期間', names.retention],
    ['公開区分', until === undefined ? names.disclosure : `${names.disclosure}（${dayOf(until)}まで）`],
    ['秘密区分', names.secrecy === '' ? '－' : names.secrecy],
  ]
  const provisional = state.marks.find((it) => it.act === 'provisionally_decided')
  if (provisional !== undefined) {
    pairs.push(
      ['仮決裁年月日', longWareki(localDateOf(provisional.at))],
      ['仮決裁者', `${writtenTitle(provisional.by.capacity)}　${provisional.by.name}`],
    )
  }
  const { urgent, dueOn, flags } = state.matter
  if (flags.length > 0) {
    pairs.push(['専決の留保', flags.join('・')], ['その理由', flagReasonText(state.matter)])
  }
  if (urgent || dueOn !== undefined) {
    pairs.push(['期　限', dueOn === undefined ? '－' : dayOf(dueOn)])
    pairs.push(['至急の理由', content.urgentReason === '' ? '－' : content.urgentReason])
  }
  pairs.push(...issueProperties(state.matter.issue))
  if (content.addressee !== undefined && content.addressee !== '') {
    pairs.push(['宛　先', content.addressee], ['元の起案', content.origin?.number ?? '－'])
  } else if (content.origin !== undefined) {
    pairs.push(['元の起案', content.origin.number], ['宛　先', '－'])
  }
  return pairs
}

/** 重要：前例のない補助制度のため. */
function flagReasonText({ flags, flagReasons = [] }: Submitted['matter']): string {
  const reasons = flagReasons.filter((it) => flags.includes(it.flag))
  return reasons.length === 0 ? '－' : reasons.map((it) => `${it.flag}：${it.reason}`).join('　')
}

function dayOf(day: string): string {
  return longWareki(day as LocalDate)
}

/** Through which application it came; nothing for what was drafted on the page. */
function madeThrough(application: Sheet['application']): StampedCase['properties'] {
  if (application === undefined) return []
  return [
    ['外部システム', application.name],
    ['クライアントID', application.clientId],
    ...(application.ref === undefined ? [] : [['連携元の番号', application.ref] as const]),
  ]
}

/** The drafter's seal first, then every step in the order of the route. */
function sealsOf(state: Submitted): readonly SealBox[] {
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
        state.passed.find((it) => it.step === step.id),
        state.status === 'decided' ? state.decision.manifestSha256 : state.manifestSha256,
      ),
    ),
  ]
}

function boxOf(step: Step, mark: Mark | undefined, passed: Passed | undefined, decided: Sha256): SealBox {
  const roleName = step.provisional === true ? '仮決裁' : roleNames[step.role]
  const box = { roleName, postName: step.postName }
  if (mark?.act === 'returned') return { ...box, instead: '差戻し' }
  if (mark !== undefined) {
    const also = mark.by.alsoAs.map((it) => it.title).join('・')
    // Who acted before the drafter's correction is said to have done so: the seal stands on another content.
    const notes = [
      ...(mark.actingFor === undefined ? [] : ['代']),
      ...(mark.opinion === undefined || mark.opinion === 'agree' ? [] : [opinionNames[mark.opinion]]),
      ...(mark.condition === undefined ? [] : ['条件付']),
      ...(mark.act === 'rejected' ? ['否決'] : []),
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
  if (passed !== undefined) return { ...box, instead: passedNames[passed.cause] }
  return step.skipped === undefined ? box : { ...box, instead: skippedNames[step.skipped.reason] }
}

/** The cover sheet of a draft: nothing of it is on the record yet, and nobody has sealed it. */
export function draftCaseOf(given: {
  readonly bodyName: string
  readonly drafter: { readonly name: string; readonly title: string }
  readonly content: ProposalContent
  readonly names: ContentNames
  readonly attachments: StampedCase['attachments']
  readonly application?: Sheet['application']
}): StampedCase {
  const { bodyName, drafter, content, names, attachments, application } = given
  const or = (text: string) => (text === '' ? '－' : text)
  return {
    bodyName,
    number: '',
    title: `${application?.trial === true ? '【試験】' : ''}${content.title === '' ? '（件名なし）' : content.title}`,
    body: content.body,
    urgent: content.urgent,
    properties: [
      ['状　態', '下書き'],
      ['起案者', `${drafter.title}　${drafter.name}`],
      ['専決事項', or(names.authority)],
      ['金　額', content.amountYen === undefined ? '－' : `${content.amountYen.toLocaleString('ja-JP')}円`],
      ['簿　冊', or(names.folder)],
      ['保存期間', or(names.retention)],
      ['公開区分', or(names.disclosure)],
      ['秘密区分', or(names.secrecy)],
      ...madeThrough(application),
    ],
    seals: [{ roleName: '起案', postName: drafter.title }],
    opinions: [],
    records: [],
    attachments,
  }
}
