import { type Reader, isSecretAt, mayRead } from '../domain/access/may-read.ts'
import type { DisclosureRequest } from '../domain/disclosing/request.ts'
import { groupOf } from '../domain/approval/notice-groups.ts'
import type { Instant } from '../domain/ids.ts'
import { findAddress } from '../store/mail-preferences.ts'
import {
  type Letter,
  type MailItem,
  endLetter,
  gatherDaily,
  listOpenMail,
  listOpenSteps,
  lockLetter,
  noteFailure,
} from '../store/mails.ts'
import { handlesDisclosure, isAsked } from './disclosure-deps.ts'
import type { Clock, DatabasePorts, JobQueue, Mailer, OrganisationSource } from './ports.ts'
import { MailRefused } from './ports.ts'
import { aboutOf } from './told-about.ts'
import { nameOf, readerOf } from './who-is.ts'
import { type Told, writeMail } from './write-mail.ts'

export type MailDeps = Pick<DatabasePorts, 'db'> & {
  readonly organisation: OrganisationSource
  readonly now: Clock
  readonly mailer: Mailer
  readonly publicUrl: string
}

/** After so many tries, about a day, a letter is given up. */
const mostAttempts = 28
const longestWaitMinutes = 60

/** What became of one letter; `gone`: sent before, or in the hands of another process. */
export type MailOutcome = 'sent' | 'dropped' | 'gone' | 'put_off' | 'failed'

/**
 * Sends one letter. Its row is held meanwhile, so that no two workers send it. Only a crash between the server's answer
 * and our note of it sends a letter again, with the same Message-ID.
 */
export async function sendMail(deps: MailDeps, id: number): Promise<MailOutcome> {
  return deps.db.transaction().execute(async (trx) => {
    const now = deps.now()
    const letter = await lockLetter(trx, id, now)
    if (letter === undefined) return 'gone'
    const to = await findAddress(trx, letter.person)
    const told = await stillTrue({ ...deps, db: trx }, letter, now)
    if (to === undefined || told.length === 0) {
      await endLetter(trx, id, 'dropped', now)
      return 'dropped'
    }
    const name = nameOf(await deps.organisation.current(), letter.person)
    try {
      await deps.mailer.send({
        ...writeMail(name, told, deps.publicUrl),
        key: `kessai-${id}`,
        to,
        settingsUrl: `${deps.publicUrl}/settings/notifications`,
      })
    } catch (error) {
      const isFinal = error instanceof MailRefused || letter.attempts + 1 >= mostAttempts
      const nextAt = isFinal ? undefined : laterThan(now, letter.attempts)
      await noteFailure(trx, id, { error: withoutAddresses(error), at: now, nextAt })
      return isFinal ? 'failed' : 'put_off'
    }
    await endLetter(trx, id, 'sent', now)
    return 'sent'
  })
}

/** 1, 2, 4 … minutes later, at most an hour. */
function laterThan(now: Instant, attempts: number): Instant {
  const minutes = Math.min(2 ** attempts, longestWaitMinutes)
  return new Date(Date.parse(now) + minutes * 60_000).toISOString() as Instant
}

/** An error for the administrator; who the letter was for is in its row. */
function withoutAddresses(error: unknown): string {
  const cause = error instanceof MailRefused ? error.cause : error
  const text = cause instanceof Error ? cause.message : String(cause)
  return text.replaceAll(/<?[^\s<>]+@[^\s<>]+>?/gu, '…').slice(0, 500)
}

/** What of a letter need still be told, and how much of it may be said now. */
async function stillTrue(
  deps: Pick<MailDeps, 'db' | 'organisation'>,
  letter: Letter,
  now: Instant,
): Promise<readonly Told[]> {
  const [matters, requests] = await aboutOf(deps.db, letter.items)
  const open = await listOpenSteps(deps.db, [...matters.keys()])
  const reader = readerOf(await deps.organisation.current(), letter.person, now)
  return letter.items.flatMap((item): readonly Told[] => {
    const { task } = item.facts
    if (item.disclosureId !== undefined) {
      const request = requests.get(item.disclosureId)
      return request !== undefined && isStillAsked(item, request, reader) ? [{ item, isHidden: false }] : []
    }
    const isDone = task !== undefined && !open.has(`${item.proposalId} ${task}`)
    if (isDone && (item.kind === 'task' || groupOf(item.kind) === 'due')) return []
    const matter = matters.get(item.proposalId)
    const isHidden = matter === undefined || isSecretAt(matter, now) || !mayRead(matter, reader)
    return [{ item, isHidden }]
  })
}

/** Whether an 意見照会 still concerns somebody: the 課 owes the answer, or the 担当 has it. */
function isStillAsked({ kind, facts }: MailItem, request: DisclosureRequest, reader: Reader): boolean {
  if (kind !== 'opinion_asked') return handlesDisclosure(reader)
  const { status, consultations } = request
  const asked = consultations.find((it) => it.nth === facts.question)
  const isRunning = status === 'open' || status === 'correcting'
  return isRunning && asked?.answer === undefined && isAsked(request, reader)
}

/** Makes the letters of the day whose hour has come, and gives every open letter a job. Answers how many those are. */
export async function requeueMail(
  deps: Pick<MailDeps, 'db' | 'now'> & { readonly jobs: JobQueue },
): Promise<number> {
  const now = deps.now()
  await gatherDaily(deps.db, now)
  const open = await listOpenMail(deps.db, now)
  for (const id of open) await deps.jobs.send('mail', { mailId: String(id) }, String(id))
  return open.length
}
