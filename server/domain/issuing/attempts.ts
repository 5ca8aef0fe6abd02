import type { Acting } from '../approval/commands.ts'
import type { Proposal } from '../approval/proposal.ts'
import { type LocalDate, type Sha256, localDateOf } from '../ids.ts'
import type { IssuingCommand } from './commands.ts'
import { type Issuance, nothingIssued, openFailures } from './issuance.ts'

const reason = '理由'
const anyFile = 'f'.repeat(64) as Sha256

/** Plausible commands of 施行 for this state, said as fully as they can be: a button is a question to the rules themselves. */
export function issuingAttempts(proposal: Proposal, acting: Acting): readonly IssuingCommand[] {
  const decided = proposal.status === 'decided' ? proposal : undefined
  const issuance = decided?.issuance ?? nothingIssued
  const on = decided === undefined ? localDateOf(acting.at) : localDateOf(decided.decision.at)
  const documents = issuance.documents.length === 0 ? ['d1'] : issuance.documents.map((it) => it.id)
  const sent = issuance.dispatches.length === 0 ? ['x1'] : issuance.dispatches.map((it) => it.id)
  return [
    { type: 'make_fair_copy', name: '文書', file: anyFile, filled: [] },
    ...documents.flatMap((document): IssuingCommand[] => [
      { type: 'collate', document, matches: true },
      ...sealsOf(acting).map((given): IssuingCommand => ({
        type: 'seal_document',
        document,
        with: given,
        reason,
      })),
      { type: 'void_document', document, reason },
      ...sendings(issuance, document, on),
    ]),
    ...sent.map((dispatch): IssuingCommand => ({ type: 'report_failure', dispatch, reason })),
    { type: 'complete', on: localDateOf(acting.at), unissued: reason },
  ]
}

function sealsOf({ facts }: Acting): readonly Extract<IssuingCommand, { type: 'seal_document' }>['with'][] {
  return [
    { how: 'omitted' },
    ...facts
      .seals()
      .map(({ code, kind }) =>
        kind === 'stamp'
          ? { how: 'seal' as const, seal: code, count: 1 }
          : { how: 'electronic' as const, seal: code },
      ),
  ]
}

/** To somebody new, whatever was sent already. */
function sendings(issuance: Issuance, document: string, on: LocalDate): readonly IssuingCommand[] {
  const taken = new Set(issuance.dispatches.map((it) => it.addressee))
  const names = Array.from({ length: taken.size + 1 }, (_, index) => `宛先${index}`)
  const name = names.find((it) => !taken.has(it)) ?? '宛先'
  const failed = openFailures(issuance).map((it) => ({ name: it.addressee, again: it.id }))
  return [{ name }, ...failed].map((to) => ({
    type: 'dispatch',
    document,
    on,
    to: [{ channel: 'post', ...to }],
  }))
}
