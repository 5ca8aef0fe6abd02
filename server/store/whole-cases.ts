import type { Pool } from 'pg'
import type { ChainLink } from '../domain/audit/links.ts'
import { type AttachmentRow, type StoredAttachment, attachmentsColumn, toAttachment } from './attachments.ts'
import { type LinkRow, linksColumn, toLink } from './event-chains.ts'
import { type ActRow, CaseReads, type StoredProposal, actColumns, toStored } from './proposals.ts'
import { prepared } from './run-query.ts'
import { type Sheet, type SheetRow, sheetColumns, toSheet } from './sheets.ts'

/** Everything a case is shown with, as it was at one instant. */
export type WholeCase = {
  readonly stored: StoredProposal
  readonly sheet: Sheet
  readonly attachments: readonly StoredAttachment[]
  /** The chain of its events, first to last. */
  readonly links: readonly ChainLink[]
}

type Row = ActRow &
  SheetRow & { readonly attachments: readonly AttachmentRow[]; readonly links: readonly LinkRow[] }

// The ids come by a subquery, so that the plan is the same for any number of them and made once.
const text = `select ${actColumns}, ${sheetColumns}, ${attachmentsColumn}, ${linksColumn}
from proposal p where p.id = any((select $1::uuid[])::uuid[])`

/** Reads of whole cases, with renditions of one converter version. */
export class WholeCaseReads extends CaseReads<WholeCase> {
  constructor(pool: Pool, converter: string) {
    const run = prepared(pool)
    super(async (ids) => {
      const rows = await run<Row>({ name: 'whole-cases', text, values: [ids, converter] })
      return new Map(rows.map((row) => [row.id, toWhole(row)]))
    })
  }
}

function toWhole(row: Row): WholeCase {
  return {
    stored: toStored(row),
    sheet: toSheet(row),
    attachments: row.attachments.map(toAttachment),
    links: row.links.map(toLink),
  }
}
