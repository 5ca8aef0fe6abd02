import nodemailer from 'nodemailer'
import { MailRefused, type Mailer } from '../../usecases/ports.ts'

const timeoutMs = 20_000

/** Sends through an SMTP server, `smtp://` or `smtps://` with user and password in it where it wants them. */
export function createSmtpMailer(options: { readonly url: string; readonly from: string }): Mailer & {
  close(): void
} {
  const transport = nodemailer.createTransport({
    url: options.url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = /@([^@>\s]+)>?\s*$/u.exec(options.from)?.[1] ?? 'localhost'
  return {
    async send({ key, to, subject, text, html, settingsUrl }) {
      try {
        await transport.sendMail({
          from: options.from,
          to,
          subject,
          text,
          html,
          // The same for every try of one letter, so that a mailbox that got it twice shows it once.
          messageId: `<${key}@${domain}>`,
          headers: {
            'List-Unsubscribe': `<${settingsUrl}>`,
            // RFC 3834: no answer from an absence assistant.
            'Auto-Submitted': 'auto-generated',
          },
        })
      } catch (error) {
        if (isFinal(error)) throw new MailRefused(error)
        throw error
      }
    },
    close: () => transport.close(),
  }
}

/** RFC 5321 4.2.1: 5yz is a permanent refusal of this letter; a wrong password is the operator's to mend. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { responseCode, code } = error as Error & { responseCode?: number; code?: string }
  return responseCode !== undefined && responseCode >= 500 && code === 'EENVELOPE'
}
