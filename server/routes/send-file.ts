import type { FastifyReply } from 'fastify'
import type { WriteTable } from '../usecases/ports.ts'
import { utf8Table } from '../usecases/utf8-table.ts'

/** Sends a table as a CSV to be saved, UTF-8 with a BOM. */
export function sendTable(
  reply: FastifyReply,
  name: string,
  rows: readonly (readonly string[])[],
  writeTable: WriteTable,
): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(Buffer.from(utf8Table(writeTable, rows)))
}

/** Sends a PDF that was made for this reader, to be looked at. */
export function sendPdf(reply: FastifyReply, name: string, bytes: Uint8Array): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes))
}
