import type { Inbox, InboxItem, InboxTab } from '../contract/inbox.ts'
import type { Reader } from '../domain/access/may-read.ts'
import { type TaskKind, waitingKinds } from '../domain/approval/open-tasks.ts'
import { type PersonId, localDateOf, parseInstant } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { countReceipts, listReceipts } from '../store/receipt-lists.ts'
import { preparedly } from '../store/run-query.ts'
import { type TaskCursor, type WaitingTask, countTasks, countedUpTo, listTasks } from '../store/tasks.ts'
import { type AbsentDecider, absentDecidersFor, actedForBy } from './acting-inbox.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { parseCursor, toCursor } from './cursor.ts'
import { receiptItem } from './list-receipts.ts'
import { exercisedBy, nameOf, readerOf } from './who-is.ts'

const pageSize = 50

const kindsOf: { readonly [Tab in InboxTab]: readonly TaskKind[] } = {
  approve: ['review', 'provisional', 'decide'],
  concur: ['concur'],
  examine: ['examine'],
  circulate: ['circulate'],
  post_review: ['post_review'],
  returned: ['returned', 'respond'],
  consult: ['consult'],
  ahead: ['ahead'],
}

/** What waits for a person now, in any of the posts exercised today, and what he or she may 代決. */
export async function listInbox(
  deps: ApprovalDeps,
  request: { readonly by: PersonId; readonly tab: InboxTab; readonly after?: string },
): Promise<Result<Inbox, { readonly code: 'bad_cursor' }>> {
  const { by, tab } = request
  const after = request.after === undefined ? undefined : cursorOf(request.after)
  if (request.after !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const capacities = exercisedBy(organisation, by, at)
  const titles = new Map<string, string>(capacities.map((it) => [it.post, it.title]))
  const owner = { person: by, posts: capacities.map((it) => it.post) }
  const absent = absentDecidersFor(organisation, by, at)
  const acting = await actedForBy(deps.db, organisation, { absent, person: by, at })
  const run = preparedly(deps)
  const reader = readerOf(organisation, by, at)
  const isShowing = tab === 'circulate' && after === undefined
  const [counts, shownToMe, receipts, rows] = await Promise.all([
    countTasks(run, owner, [...waitingKinds, 'ahead']),
    countShownReceipts(deps.db, reader),
    isShowing ? listReceipts(deps.db, { scope: 'shown', reader, limit: pageSize }) : [],
    listTasks(run, {
      owner,
      kinds: kindsOf[tab],
      actingFor: acting.filter((it) => kindsOf[tab].includes(it.kind)),
      at,
      converter: converterVersion,
      limit: pageSize + 1,
      ...(after === undefined ? {} : { after }),
    }),
  ])
  const count = (of: InboxTab): number =>
    Math.min(
      countedUpTo,
      kindsOf[of].reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0) +
        acting.reduce((sum, it) => sum + (kindsOf[of].includes(it.kind) ? it.count : 0), 0) +
        (of === 'circulate' ? shownToMe : 0),
    )
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return yes({
    counts: {
      approve: count('approve'),
      concur: count('concur'),
      examine: count('examine'),
      circulate: count('circulate'),
      post_review: count('post_review'),
      returned: count('returned'),
      consult: count('consult'),
      ahead: count('ahead'),
    },
    items: shown.map((row) => itemOf(organisation, row, titles, absent)),
    ...(isShowing ? { receipts: receipts.map((it) => receiptItem(organisation, it, localDateOf(at))) } : {}),
    ...(rows.length > pageSize && last !== undefined
      ? { next: toCursor([last.urgent, last.arrivedAt, last.taskId]) }
      : {}),
  })
}

/** 収受文書 whose 供覧 waits for somebody. */
async function countShownReceipts(db: ApprovalDeps['db'], reader: Reader): Promise<number> {
  return (await countReceipts(db, reader, ['shown'])).get('shown') ?? 0
}

function itemOf(
  organisation: Organisation,
  row: WaitingTask,
  titles: ReadonlyMap<string, string>,
  absent: readonly AbsentDecider[],
): InboxItem {
  const drafterTitle = titleOf(organisation, row.drafterPost)
  const own = row.post === null ? drafterTitle : titles.get(row.post)
  const decider = own === undefined ? absent.find((it) => it.post === row.post) : undefined
  return {
    taskId: row.taskId,
    proposalId: row.proposalId,
    step: row.step,
    kind: row.kind,
    asTitle: own ?? decider?.title ?? row.post ?? drafterTitle,
    ...(decider === undefined ? {} : { actingFor: { name: decider.name, title: decider.title } }),
    title: row.title,
    ...(row.number === null ? {} : { number: row.number }),
    drafter: { id: row.drafter, name: nameOf(organisation, row.drafter), title: drafterTitle },
    arrivedAt: row.arrivedAt,
    urgent: row.urgent,
    ...(row.dueOn === null ? {} : { dueOn: row.dueOn }),
    ...(row.amountYen === null ? {} : { amountYen: row.amountYen }),
    attachmentCount: row.attachmentCount,
    pageCount: row.pageCount,
    ...(row.application === null ? {} : { application: row.application }),
  }
}

function cursorOf(text: string): TaskCursor | undefined {
  const [urgent, at, id] = parseCursor(text, 3) ?? []
  const arrivedAt = parseInstant(String(at))
  if (typeof urgent !== 'boolean' || arrivedAt === undefined || !Number.isSafeInteger(id)) return undefined
  return { urgent, arrivedAt, id: id as number }
}
