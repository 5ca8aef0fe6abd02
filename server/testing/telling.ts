import { createSmtpMailer } from '../adapters/mail/smtp.ts'
import { requeueMail, sendMail } from '../usecases/send-mail.ts'
import { type TellDeps, tellPeople } from '../usecases/tell-people.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import type { Office } from './office.ts'
import { readAll } from './reading-on.ts'

/** Tells people of everything that happened in an office until now, and answers how many events that were. */
export function tellAll(office: Office, overrides: Partial<TellDeps> = {}): Promise<number> {
  return readAll(office.pool, 'notices', () => tellPeople(tellDeps(office, overrides)))
}

/** What telling needs, over an office; a chain that cannot be read fails the test. */
export function tellDeps(office: Office, overrides: Partial<TellDeps> = {}): TellDeps {
  return {
    ...office.deps,
    isMailing: false,
    onBroken: (_id, error) => {
      throw error
    },
    ...overrides,
  }
}

/** The way of mail out of an office: a real mail server, and the worker's hand that sends. */
export type PostOffice = {
  readonly server: MailServer
  /** Sends whatever may go now; answers the outcomes. */
  post(): Promise<readonly string[]>
}

/** A mail server that keeps what it gets, and an office that writes to it. */
export async function openPostOffice(
  t: { teardown(fn: () => unknown): void },
  office: Office,
): Promise<PostOffice> {
  const server = await startMailServer(t)
  const mailer = createSmtpMailer({ url: server.url, from: '決裁システム <kessai@mihon.example>' })
  t.teardown(() => mailer.close())
  const deps = { ...office.deps, mailer, publicUrl: 'https://kessai.mihon.example' }
  return {
    server,
    async post() {
      const ids: string[] = []
      const jobs = {
        async send(_queue: string, data: Readonly<Record<string, string>>) {
          ids.push(data['mailId'] ?? '')
        },
      }
      await requeueMail({ ...deps, jobs })
      const outcomes: string[] = []
      for (const id of ids) outcomes.push(await sendMail(deps, Number(id)))
      return outcomes
    },
  }
}
