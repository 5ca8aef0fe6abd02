import type { Transaction } from 'kysely'
import { eventOf } from '../domain/audit/chain.ts'
import { type WorkCalendar, workingDaysSince } from '../domain/calendar/working-days.ts'
import { type ProposalId, localDateOf } from '../domain/ids.ts'
import { factsOf } from '../domain/measuring/case-facts.ts'
import { staysOf } from '../domain/measuring/stays.ts'
import type { Database } from '../store/database.ts'
import { listLinks } from '../store/event-chains.ts'
import { keepMeasure } from '../store/measures.ts'
import { readOn } from '../store/outbox.ts'
import { calendarOf, findWorkSettings } from '../store/work-calendar.ts'
import type { DatabasePorts } from './ports.ts'

export type KeepMeasuresDeps = Pick<DatabasePorts, 'db'> & {
  /** A chain that cannot be read leaves the numbers of the others right. */
  readonly onBroken: (id: ProposalId, error: unknown) => void
}

const reader = 'measures'
/** Few: while a transaction runs, nothing that happened since is told to anybody. */
const atOnce = 25

/**
 * Works out what is counted of every case to which something happened since the last time, in the transaction that moves the
 * reader on. Answers how many events it read; 0 also while another process is at it.
 */
export async function keepMeasures(deps: KeepMeasuresDeps): Promise<number> {
  let total = 0
  for (;;) {
    const count = await keepSome(deps)
    total += count
    if (count < atOnce) return total
  }
}

async function keepSome({ db, onBroken }: KeepMeasuresDeps): Promise<number> {
  const read = await readOn(db, { reader, limit: atOnce }, async (trx, entries) => {
    const settings = await findWorkSettings(trx)
    const calendar = settings && calendarOf(settings)
    for (const id of new Set(entries.map((it) => it.proposalId))) {
      await keepOne(trx, id, calendar, onBroken)
    }
  })
  return read?.count ?? 0
}

async function keepOne(
  trx: Transaction<Database>,
  id: ProposalId,
  calendar: WorkCalendar | undefined,
  onBroken: KeepMeasuresDeps['onBroken'],
): Promise<void> {
  const links = await listLinks(trx, id)
  let facts: ReturnType<typeof factsOf>
  let stays: ReturnType<typeof staysOf>
  try {
    const events = links.map(eventOf)
    facts = factsOf(events)
    stays = staysOf(events)
  } catch (error) {
    onBroken(id, error)
    return
  }
  if (facts === undefined) return
  const counted = stays.map((stay) => ({
    ...stay,
    workingDays:
      stay.leftAt === undefined || calendar === undefined
        ? undefined
        : workingDaysSince(calendar, localDateOf(stay.arrivedAt), localDateOf(stay.leftAt)),
  }))
  await keepMeasure(trx, id, facts, counted)
}
