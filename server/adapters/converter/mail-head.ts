import { open } from 'node:fs/promises'
import type { Instant } from '../../domain/ids.ts'
import type { MailHead } from '../../usecases/receipt-files.ts'
import { mailHeaders } from './read-mail.ts'

/** More than any head; what is longer is not read to its end. */
const mostBytes = 256 * 1024

/** 件名, 差出人 and the time of a mail, from its head alone. */
export async function readMailHead(path: string): Promise<MailHead> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0)
    const headers = mailHeaders(buffer.subarray(0, bytesRead))
    const said = (name: string): string | undefined =>
      headers.get(name)?.replaceAll(/\p{Cc}/gu, '') || undefined
    const [subject, from, date] = [said('subject'), said('from'), said('date')]
    const time = date === undefined ? Number.NaN : Date.parse(date)
    return {
      ...(subject === undefined ? {} : { subject }),
      ...(from === undefined ? {} : { from }),
      ...(Number.isNaN(time) ? {} : { sentAt: new Date(time).toISOString() as Instant }),
    }
  } finally {
    await file.close()
  }
}
