import type { Inbox, InboxItem, InboxTab } from '../contract/inbox.ts'
import { type PersonId, parseInstant } from '../domain/ids.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from '../jobs/converter-version.ts'
import { type TaskCursor, type TaskKind, countTasks, listTasks } from '../store/tasks.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { parseCursor, toCursor } from './cursor.ts'
import { exercisedBy, nameOf } from './who-is.ts'

const pageSize = 50

const kindsOf: { readonly [Tab in InboxTab]: readonly TaskKind[] } = {
  approve: ['review', 'decide'],
  concur: ['concur'],
  examine: ['examine'],
  returned: ['returned'],
}

/** What waits for a person now, in any of the posts exercised today. */
export async function listInbox(
  deps: ApprovalDeps,
  request: { readonly by: PersonId; readonly tab: InboxTab; readonly after?: string },
): Promise<Result<Inbox, { readonly code: 'bad_cursor' }>> {
  const after = request.after === undefined ? undefined : cursorOf(request.after)
  if (request.after !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  const organisation = await deps.organisation.current()
  const capacities = exercisedBy(organisation, request.by, deps.now())
  const titles = new Map(capacities.map((it) => [it.post, it.title]))
  const owner = { person: request.by, posts: [...titles.keys()] }
  const [counts, rows] = await Promise.all([
    countTasks(deps.db, owner),
    listTasks(deps.db, {
      owner,
      kinds: kindsOf[request.tab],
      converter: converterVersion,
      limit: pageSize + 1,
      ...(after === undefined ? {} : { after }),
    }),
  ])
  const count = (tab: InboxTab): number =>
    kindsOf[tab].reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0)
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return yes({
    counts: {
      approve: count('approve'),
      concur: count('concur'),
      examine: count('examine'),
      returned: count('returned'),
    },
    items: shown.map((row): InboxItem => {
      const drafterTitle = titleOf(organisation, row.drafterPost)
      return {
        taskId: row.taskId,
        proposalId: row.proposalId,
        step: row.step,
        kind: row.kind,
        asTitle: row.post === null ? drafterTitle : (titles.get(row.post) ?? row.post),
        title: row.title,
        ...(row.number === null ? {} : { number: row.number }),
        drafter: { id: row.drafter, name: nameOf(organisation, row.drafter), title: drafterTitle },
        arrivedAt: row.arrivedAt,
        urgent: row.urgent,
        ...(row.dueOn === null ? {} : { dueOn: row.dueOn }),
        ...(row.amountYen === null ? {} : { amountYen: row.amountYen }),
        attachmentCount: row.attachmentCount,
        pageCount: row.pageCount,
      }
    }),
    ...(rows.length > pageSize && last !== undefined
      ? { next: toCursor([last.urgent, last.arrivedAt, last.taskId]) }
      : {}),
  })
}

function cursorOf(text: string): TaskCursor | undefined {
  const [urgent, at, id] = parseCursor(text, 3) ?? []
  const arrivedAt = parseInstant(String(at))
  if (typeof urgent !== 'boolean' || arrivedAt === undefined || !Number.isSafeInteger(id)) return undefined
  return { urgent, arrivedAt, id: id as number }
}
