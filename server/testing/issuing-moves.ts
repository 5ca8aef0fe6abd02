import type { Proposal } from '../domain/approval/proposal.ts'
import { type LocalDate, type Sha256, localDateOf } from '../domain/ids.ts'
import type { IssuingCommand } from '../domain/issuing/commands.ts'
import { nothingIssued } from '../domain/issuing/issuance.ts'
import { seals } from './approval-office.ts'

function one<Value>(values: readonly Value[], roll: number): Value {
  const value = values[roll % values.length]
  if (value === undefined) throw new Error('nothing to choose from')
  return value
}

/** A command of 施行 with its details chosen by dice: mostly sensible, sometimes not. */
export function issuingMove(
  type: IssuingCommand['type'],
  proposal: Proposal,
  [c, d]: readonly [number, number],
): IssuingCommand {
  const issuance = (proposal.status === 'decided' ? proposal.issuance : undefined) ?? nothingIssued
  const ids = issuance.documents.map((it) => it.id)
  const document = one([...ids, ...ids, ...ids, 'd1'], c)
  const reason = c % 17 === 0 ? ' ' : '理由'
  // The first day of every game, mostly; sometimes one before the 決裁, or to come.
  const on = (c % 13 === 0 ? '2026-01-05' : c % 11 === 0 ? '2030-01-05' : '2026-05-11') as LocalDate
  switch (type) {
    case 'make_fair_copy':
      return {
        ...{ type, name: '通知.docx', file: d.toString(16).padStart(64, '0') as Sha256, filled: [] },
        ...(ids.length > 1 || c % 3 === 0 ? { document } : {}),
      }
    case 'collate':
      return { type, document, matches: d % 4 > 0, ...(c % 3 === 0 ? {} : { remark: '日付' }) }
    case 'seal_document': {
      const seal = one(seals, c)
      const given =
        seal.kind === 'stamp'
          ? ({ how: 'seal', seal: seal.code, count: 1 } as const)
          : ({ how: 'electronic', seal: c % 7 === 0 ? '知事' : seal.code } as const)
      return {
        ...{ type, document, with: d % 3 === 0 ? { how: 'omitted' } : given },
        ...(c % 5 === 0 ? {} : { reason }),
      }
    }
    case 'void_document':
      return { type, document, reason }
    case 'dispatch': {
      const failed = issuance.dispatches.findIndex((it) => it.failure !== undefined && it.again === undefined)
      const again = failed === -1 || d % 4 === 0 ? {} : { again: `x${failed + 1}` }
      const name =
        failed === -1 ? one(['甲町', '乙市', '丙村'], d) : (issuance.dispatches[failed]?.addressee ?? '')
      return { type, document, on, to: c % 19 === 0 ? [] : [{ name, channel: 'post', ...again }] }
    }
    case 'report_failure':
      return { type, dispatch: `x${(d % (issuance.dispatches.length + 1)) + 1}`, reason }
    case 'complete':
      return { type, on, ...(d % 2 === 0 ? { unissued: reason } : {}) }
  }
}

/** What a decided case waits for in its 施行 next, mostly, and somebody who may do it. */
export function likelyIssuing(
  proposal: Extract<Proposal, { status: 'decided' }>,
  [a, b, c]: readonly [number, number, number],
): readonly [string, IssuingCommand['type']] {
  const { documents, dispatches } = proposal.issuance ?? nothingIssued
  const live = documents.filter((it) => it.voided === undefined)
  const of = one(['起案者', '係長', '課長'], b)
  if (live.length === 0 || a % 23 === 0) return [of, 'make_fair_copy']
  const copy = live.at(-1)
  if (c % 29 === 0) return [of, 'complete']
  if (c % 13 === 0) return [of, 'void_document']
  if (copy?.collation === undefined) return [one(['係長', '課長', '文書管理者', '起案者'], b), 'collate']
  if (!copy.collation.matches) return [of, 'make_fair_copy']
  if (copy.sealing === undefined) return [one(['文書', '課長', '文書管理者'], b), 'seal_document']
  return dispatches.length === 0 || c % 3 > 0 ? [of, 'dispatch'] : [of, 'report_failure']
}

/** Every form of an act of 施行 that may be taken in this state, told without asking the rules. */
export function issuingForms(type: string, proposal: Proposal): readonly IssuingCommand[] {
  const issuance = (proposal.status === 'decided' ? proposal.issuance : undefined) ?? nothingIssued
  const ids = issuance.documents.map((it) => it.id)
  // The day of the 決裁 is the first that may be named.
  const on = proposal.status === 'decided' ? localDateOf(proposal.decision.at) : ('2026-05-11' as LocalDate)
  const reason = '理由'
  switch (type) {
    case 'make_fair_copy':
      return [{ type, name: '通知.docx', file: 'e'.repeat(64) as Sha256, filled: [] }]
    case 'collate':
      return ids.map((document) => ({ type, document, matches: true }))
    case 'seal_document':
      return ids.flatMap((document): IssuingCommand[] => [
        { type, document, with: { how: 'omitted' }, reason },
        { type, document, with: { how: 'seal', seal: '知事', count: 2 }, reason },
        { type, document, with: { how: 'electronic', seal: '電子' }, reason },
      ])
    case 'void_document':
      return ids.map((document) => ({ type, document, reason }))
    case 'dispatch':
      return ids.map((document) => ({ type, document, on, to: [{ name: '丁町', channel: 'email' }] }))
    case 'report_failure':
      return issuance.dispatches.map(({ id }) => ({ type, dispatch: id, reason }))
    case 'complete':
      return [{ type, on, unissued: reason }]
    default:
      return []
  }
}
