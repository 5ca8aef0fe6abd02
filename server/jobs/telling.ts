import type { FastifyBaseLogger } from 'fastify'
import { remindPeople } from '../usecases/remind-people.ts'
import { type MailDeps, requeueMail, sendMail } from '../usecases/send-mail.ts'
import { type TellDeps, tellPeople } from '../usecases/tell-people.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { OpenJobQueue } from './queue.ts'

/** How late a notice may be whose call was lost on the way here. */
const tellEveryMs = 5_000
/** How late a reminder, a letter of the day or a second try may be. */
const dailyEveryMs = 30_000

export type TellingDeps = Omit<TellDeps, 'isMailing' | 'onBroken' | 'jobs'> & {
  readonly jobs: OpenJobQueue
  readonly log: FastifyBaseLogger
  /** Undefined: no mail is sent. */
  readonly mail: Pick<MailDeps, 'mailer' | 'publicUrl'> | undefined
}

/** Tells people what happens, reminds them and sends mail, until the answer is called. */
export async function startTelling(deps: TellingDeps): Promise<() => void> {
  const { db, organisation, live, jobs, now, log, mail } = deps
  const onError = (event: string) => (err: unknown) => log.warn({ event, err })
  const telling: TellDeps = {
    ...{ db, organisation, live, jobs, now, isMailing: mail !== undefined },
    onBroken: (proposalId, err) => log.error({ event: 'notice.chain_not_read', proposalId, err }),
  }
  if (mail !== undefined) {
    await jobs.work('mail', 1, async (data) => {
      const mailId = Number(data['mailId'])
      const outcome = await sendMail({ db, organisation, now, ...mail }, mailId)
      if (outcome === 'put_off' || outcome === 'failed') log.warn({ event: `mail.${outcome}`, mailId })
    })
  }
  const tell = oneAtATime(() => tellPeople(telling), onError('notice.not_told'))
  const daily = oneAtATime(async () => {
    const reminded = await remindPeople(telling)
    if (reminded !== undefined) log.info({ event: 'reminders.told', people: reminded })
    if (mail !== undefined) await requeueMail({ db, now, jobs })
  }, onError('reminders.not_told'))
  const stopHearing = live.subscribe((event) => {
    if (event.type === 'proposal') tell()
  })
  const timers = [setInterval(tell, tellEveryMs), setInterval(daily, dailyEveryMs)]
  tell()
  daily()
  return () => {
    stopHearing()
    for (const timer of timers) clearInterval(timer)
  }
}
