import type { RecordChain } from '../contract/event-chain.ts'
import type { ArrivalBody, ReceiptProgress, ReceiptView, ShownView } from '../contract/receipts.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { PersonId, ReceiptId } from '../domain/ids.ts'
import { allowedOn } from '../domain/receiving/decide-receipt.ts'
import type { Arrival, Place, Shown } from '../domain/receiving/receipt.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import { listFiles } from '../store/attachments.ts'
import { type StoredReceipt, findReceipt, listCasesOf } from '../store/receipts.ts'
import { findRecord } from '../store/record-log.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ApplicationCaller, CameThrough } from './application-caller.ts'
import { attachmentView } from './attachment-view.ts'
import { converterVersion } from './converter-version.ts'
import { receiptHistory } from './receipt-history.ts'
import { handlingOf } from './receipt-handling.ts'
import { findReceiptReading, noteReceiptRead } from './receipt-reading.ts'
import { refOf } from './who-is.ts'

type Missing = { readonly code: 'not_found' }

/** Everything the page of a 収受文書 shows, and what its reader may do now. The read is logged. */
export async function viewReceipt(
  deps: ApprovalDeps,
  { id, by, through }: { readonly id: ReceiptId; readonly by: PersonId; readonly through?: CameThrough },
): Promise<Result<ReceiptView, Missing>> {
  const reading = await findReceiptReading(deps, by, id)
  if (reading === undefined) return no({ code: 'not_found' })
  const { stored, reader } = reading
  const organisation = await deps.organisation.current()
  const [files, record, cases, folder] = await Promise.all([
    listFiles(deps.db, { receipt: id }, converterVersion),
    findRecord(deps.db, { kind: 'receipt', id }),
    readableCases(deps, stored, reader),
    folderNameOf(deps, stored.arrival.folderId),
    noteReceiptRead(deps, reader, { id, what: 'view', ...(through === undefined ? {} : { through }) }),
  ])
  const { receipt, arrival } = stored
  const here = { unit: stored.section, name: organisation.units.get(stored.section)?.name ?? stored.section }
  const handling = handlingOf(organisation, by, reader.at, { unit: receipt?.holder.unit ?? stored.section })
  const view: ReceiptView = {
    id,
    version: stored.version,
    status: receipt?.status ?? 'draft',
    ...(receipt === undefined ? {} : { number: receipt.number }),
    arrival: arrivalView(arrival),
    folderName: folder,
    accessNames: arrival.accessList.map((it) => refOf(organisation, it, reader.at)),
    section: placeView(receipt?.section ?? here),
    holder: placeView(receipt?.holder ?? here),
    registrar: refOf(organisation, stored.registrar, reader.at),
    ...(stored.application === undefined
      ? {}
      : {
          application: {
            name: stored.application.name,
            ...(stored.externalRef === undefined ? {} : { ref: stored.externalRef }),
          },
        }),
    createdAt: stored.createdAt,
    ...(stored.receipt === undefined ? {} : { registeredAt: stored.registeredAt }),
    files: files.map(attachmentView),
    shown: (receipt?.shown ?? []).map(shownView),
    ...(receipt?.circulation === undefined ? {} : { circulation: receipt.circulation }),
    ...(receipt?.ended === undefined ? {} : { ended: receipt.ended }),
    cases,
    history: receiptHistory(record?.links ?? []),
    // What a program may do is said by its routes, not by buttons.
    allowed:
      receipt === undefined || handling === undefined || through !== undefined
        ? []
        : [...allowedOn(receipt, handling)],
  }
  return yes(view)
}

/** How far what an application sent has come; of anything else it learns nothing. */
export async function receiptProgress(
  deps: ApprovalDeps,
  { id, caller }: { readonly id: ReceiptId; readonly caller: ApplicationCaller },
): Promise<Result<ReceiptProgress, Missing>> {
  const stored = await findReceipt(deps.db, id)
  if (stored === undefined || stored.application?.clientId !== caller.clientId)
    return no({ code: 'not_found' })
  const { receipt } = stored
  const ids = receipt === undefined ? [] : await listCasesOf(deps.db, id)
  const cases = await Promise.all(ids.map((it) => deps.wholeCases.find(it)))
  return yes({
    id,
    status: receipt?.status ?? 'draft',
    ...(receipt === undefined ? {} : { number: receipt.number, receivedOn: receipt.arrival.receivedOn }),
    ...(stored.externalRef === undefined ? {} : { externalRef: stored.externalRef }),
    cases: cases.flatMap((whole) => {
      if (whole === undefined) return []
      const { state } = whole.stored
      const issued = state.status === 'draft' ? undefined : state.numbers.find((it) => it.kind === '施行番号')
      return [
        {
          status: state.status,
          ...(whole.sheet.decidedAt === undefined ? {} : { decidedAt: whole.sheet.decidedAt }),
          ...(issued === undefined ? {} : { number: issued.text }),
        },
      ]
    }),
  })
}

async function readableCases(
  deps: ApprovalDeps,
  { id }: StoredReceipt,
  reader: Parameters<typeof mayRead>[1],
): Promise<ReceiptView['cases']> {
  const ids = await listCasesOf(deps.db, id)
  const found = await Promise.all(ids.map((it) => deps.wholeCases.find(it)))
  return found.flatMap((whole) => {
    if (whole === undefined || !mayRead(whole.stored.matter, reader)) return []
    const { stored, sheet } = whole
    return [
      {
        proposalId: stored.id,
        title: (sheet.content as { readonly title: string }).title,
        ...(stored.number === undefined ? {} : { number: stored.number }),
        status: stored.state.status,
      },
    ]
  })
}

async function folderNameOf({ db }: Pick<ApprovalDeps, 'db'>, id: string): Promise<string> {
  if (id === '') return ''
  const row = await db.selectFrom('record_folder').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}

function arrivalView(arrival: Arrival): ArrivalBody {
  return { ...arrival, accessList: [...arrival.accessList] }
}

function placeView({ unit, name }: Place): ReceiptView['holder'] {
  return { unit, name }
}

function shownView({ viewer, askedAt, seen }: Shown): ShownView {
  return {
    kind: viewer.kind,
    id: viewer.kind === 'person' ? viewer.person : viewer.post,
    name: viewer.name,
    ...(viewer.unit === undefined ? {} : { unit: viewer.unit }),
    askedAt,
    ...(seen === undefined
      ? {}
      : {
          seen: {
            by: { id: seen.by.person, name: seen.by.name, title: writtenTitle(seen.by.capacity) },
            at: seen.at,
            ...(seen.comment === undefined ? {} : { comment: seen.comment }),
          },
        }),
  }
}

/** The chain as stored, for whoever may read it; anybody can check it with SHA-256 alone. */
export async function receiptChain(
  deps: ApprovalDeps,
  { id, by }: { readonly id: ReceiptId; readonly by: PersonId },
): Promise<Result<RecordChain, Missing>> {
  const reading = await findReceiptReading(deps, by, id)
  if (reading === undefined) return no({ code: 'not_found' })
  await noteReceiptRead(deps, reading.reader, { id, what: 'events' })
  const record = await findRecord(deps.db, { kind: 'receipt', id })
  return yes({ id, events: [...(record?.links ?? [])] })
}
