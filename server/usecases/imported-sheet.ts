import type { ProposalContent } from '../contract/proposals.ts'
import type { ImportedCase } from '../domain/approval/proposal.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import { type LocalDate, localDateOf } from '../domain/ids.ts'
import type { AssertedPerson } from '../domain/legacy/asserted.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import type { ContentNames } from '../store/sheets.ts'
import type { StampedCase } from './ports.ts'

/** What every page says of a case that was brought in: whose word it is. */
const importedWord = '移行（旧システムの記録による）'

/** The sheet of an imported case: what the old system says, in the table of records. It has no seal, for none was given here. */
export function importedCaseOf(given: {
  readonly bodyName: string
  readonly state: ImportedCase
  readonly content: ProposalContent
  readonly names: ContentNames
  readonly attachments: StampedCase['attachments']
}): StampedCase {
  const { bodyName, state, content, names, attachments } = given
  return {
    ...{ bodyName, attachments },
    heading: '移行文書の記録',
    number: state.number,
    title: content.title,
    body: content.body,
    urgent: false,
    properties: propertiesOf(state, names),
    seals: [],
    opinions: [],
    records: recordsOf(state),
  }
}

function propertiesOf({ asserted, number }: ImportedCase, names: ContentNames): StampedCase['properties'] {
  const { draftedOn, decidedOn, issuedOn, completedOn, drafter, source, key, sectionName } = asserted
  const day = (on: LocalDate | undefined) => (on === undefined ? '－' : longWareki(on))
  return [
    ['状　態', importedWord],
    ['旧システム', source],
    ['文書番号', number === '' ? '－' : number],
    ['旧管理番号', key],
    ['起案年月日', day(draftedOn)],
    ['決裁年月日', day(decidedOn)],
    ['施行年月日', day(issuedOn)],
    ['完結年月日', day(completedOn)],
    ['所　属', sectionName ?? '－'],
    ['起案者', drafter === undefined ? '－' : nameOf(drafter)],
    ['簿　冊', names.folder],
    ['保存期間', names.retention],
    ['公開区分', names.disclosure === '' ? '－' : names.disclosure],
    ['秘密区分', names.secrecy === '' ? '－' : names.secrecy],
  ]
}

const nameOf = ({ title, name }: AssertedPerson): string => (title === undefined ? name : `${title}　${name}`)

function recordsOf(state: ImportedCase): StampedCase['records'] {
  const { asserted, importedBy, submittedAt, from } = state
  const said = (kind: string, it: AssertedPerson | undefined) =>
    it === undefined
      ? []
      : [
          {
            kind,
            who: nameOf(it),
            ...(it.on === undefined ? {} : { on: it.on }),
            text: `${asserted.source}の記録による`,
          },
        ]
  return [
    ...said('起案（旧）', asserted.drafter),
    ...asserted.approvers.flatMap((it) => said('承認（旧）', it)),
    ...said('決裁（旧）', asserted.decider),
    {
      kind: '移行',
      who: `${writtenTitle(importedBy.capacity)}　${importedBy.name}`,
      on: localDateOf(submittedAt),
      text:
        from.decision === undefined
          ? '旧システムから取り込み'
          : `旧システムから取り込み（${from.decision}で決裁）`,
    },
  ]
}
