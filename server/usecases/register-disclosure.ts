import type { DisclosureDone, NewDisclosureBody } from '../contract/disclosure.ts'
import { warekiFiscalYear } from '../domain/calendar/wareki.ts'
import { type DisclosureEvent, beginRequest } from '../domain/disclosing/request.ts'
import { type DisclosureId, type PersonId, localDateOf, parseLocalDate } from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { insertDisclosure, nextOrdinal } from '../store/disclosure.ts'
import { appendToRecord } from '../store/record-log.ts'
import { type DisclosureDeps, type DisclosureProblem, handlesDisclosure } from './disclosure-deps.ts'
import { hashLink } from './hashes.ts'
import { recordActor } from './record-actor.ts'
import { readerOf } from './who-is.ts'

/**
 * 開示請求の受付: takes the next number of the fiscal year and begins the record in one transaction. Who asks goes into a
 * table of its own and never into the record.
 */
export async function registerDisclosure(
  deps: DisclosureDeps,
  { by, body }: { readonly by: PersonId; readonly body: NewDisclosureBody },
): Promise<Result<DisclosureDone, DisclosureProblem>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const on = localDateOf(at)
  if (!handlesDisclosure(readerOf(organisation, by, at))) return no({ code: 'disclosure_not_yours' })
  const requestedOn = parseLocalDate(body.requestedOn)
  if (requestedOn === undefined) return no({ code: 'not_a_day', value: body.requestedOn })
  if (requestedOn > on) return no({ code: 'disclosure_day_ahead', requestedOn })
  const { asks, receiving, requester } = body
  if (asks.trim() === '' || requester.name.trim() === '') return no({ code: 'disclosure_words_missing' })
  const actor = recordActor(organisation, by, at)
  if (actor === undefined) return no({ code: 'no_post' })
  const id = deps.newId() as DisclosureId
  const fiscalYear = fiscalYearOf(requestedOn)
  return deps.db.transaction().execute(async (trx): Promise<Result<DisclosureDone, DisclosureProblem>> => {
    const ordinal = await nextOrdinal(trx, fiscalYear)
    const event: Extract<DisclosureEvent, { type: 'requested' }> = {
      ...{ type: 'requested', at, by: actor, on, requestedOn, asks, receiving },
      number: `${warekiFiscalYear(fiscalYear)}開示第${ordinal}号`,
    }
    const subject = { kind: 'disclosure_request' as const, id }
    const { seq: version } = await appendToRecord(trx, subject, undefined, [event], hashLink)
    const request = beginRequest(event)
    await insertDisclosure(trx, { id, version, request, fiscalYear, ordinal, requester, at })
    return yes({ id, version, status: request.status })
  })
}
