import type { DisclosureCommand } from '../domain/disclosing/decide-request.ts'
import type { DisclosureRequest } from '../domain/disclosing/request.ts'
import type { DisclosureId, Instant, PersonId, UnitCode } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import type { Telling } from '../store/notices.ts'
import { exercisedBy, nameOf, readerOf } from './who-is.ts'

type Done = {
  readonly id: DisclosureId
  readonly by: PersonId
  readonly at: Instant
  /** Of the event in the chain of the request. */
  readonly seq: number
}

/**
 * Whom an act on a 開示請求 is told: of a 意見照会 everybody in the 課 that is asked, without who works on the request; of an
 * answer the 担当. Nobody is told of the own act.
 */
export function opinionsTold(
  organisation: Organisation,
  request: DisclosureRequest,
  command: DisclosureCommand,
  { id, by, at, seq }: Done,
): readonly Telling[] {
  const one = { disclosureId: id, occasion: `event ${seq}`, at }
  if (command.type === 'consult') {
    const facts = { text: command.question, question: request.consultations.length + 1 }
    const unit = command.section.unit as UnitCode
    return [...organisation.people.keys()]
      .filter((it) => it !== by && readerOf(organisation, it, at).sections.includes(unit))
      .map((person) => ({ ...one, person, kind: 'opinion_asked', facts }))
  }
  if (command.type !== 'answer' || request.handler.person === by) return []
  const [capacity] = exercisedBy(organisation, by, at)
  const title = capacity === undefined ? '' : writtenTitle(capacity)
  const facts = { text: command.text, question: command.nth, by: { name: nameOf(organisation, by), title } }
  return [{ ...one, person: request.handler.person, kind: 'opinion_given', facts }]
}
