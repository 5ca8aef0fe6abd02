import type { ApplicationChanges, ApplicationCalls } from '../contract/applications.ts'
import type { ProposalList } from '../contract/proposals.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listCalls } from '../store/application-calls.ts'
import { listReadableMadeBy } from '../store/proposal-lists.ts'
import { findApplication } from '../store/applications.ts'
import { type KeptRegistration, listRegistrationChanges } from '../store/registrations.ts'
import { parseCursor, toCursor } from './cursor.ts'
import { cursorOf, itemOf } from './list-proposals.ts'
import { type RegistrationDeps, seesApplications } from './registrations.ts'
import { readerOf, refOf } from './who-is.ts'

type LogRefusal = { readonly code: 'applications_not_yours' | 'not_found' | 'bad_cursor' }
type Asked = { readonly by: PersonId; readonly clientId: string; readonly after?: string }
/** A call as it is shown; its problem by code, the sentence is the edge's. */
export type CallShown = Omit<ApplicationCalls['items'][number], 'problem'> & { readonly problem?: string }

const pageSize = 50

/** Who registered, changed, stopped and started an application; the newest first. */
export async function viewApplicationChanges(
  deps: RegistrationDeps,
  { by, clientId, after }: Asked,
): Promise<Result<ApplicationChanges, LogRefusal>> {
  const organisation = await organisationFor(deps, by, clientId)
  if (!organisation.ok) return organisation
  const before = numberAfter(after)
  if (before === 'none') return no({ code: 'bad_cursor' })
  const rows = await listRegistrationChanges(deps.db, {
    clientId,
    limit: pageSize + 1,
    ...(before === undefined ? {} : { before }),
  })
  const shown = rows.slice(0, pageSize)
  return yes({
    items: shown.map(({ by: who, before: was, after: is, ...it }) => ({
      ...it,
      by: refOf(organisation.value, who, it.at),
      ...(was === undefined ? {} : { before: valuesOf(was) }),
      after: valuesOf(is),
    })),
    ...nextOf(rows, shown.at(-1)?.version),
  })
}

/** What an application asked lately and how it was answered; the newest first. */
export async function viewApplicationCalls(
  deps: RegistrationDeps,
  { by, clientId, after, onlyRefused }: Asked & { readonly onlyRefused: boolean },
): Promise<Result<{ readonly items: readonly CallShown[]; readonly next?: string }, LogRefusal>> {
  const organisation = await organisationFor(deps, by, clientId)
  if (!organisation.ok) return organisation
  const before = numberAfter(after)
  if (before === 'none') return no({ code: 'bad_cursor' })
  const rows = await listCalls(deps.db, {
    clientId,
    onlyRefused,
    reader: readerOf(organisation.value, by, deps.now()),
    limit: pageSize + 1,
    ...(before === undefined ? {} : { before }),
  })
  const shown = rows.slice(0, pageSize)
  return yes({
    items: shown.map(({ at, method, route, status, problem, officer, proposal, durationMs }) => ({
      ...{ at, method, route, status, durationMs },
      ...(problem === undefined ? {} : { problem }),
      ...(proposal === undefined ? {} : { proposal }),
      ...(officer === undefined ? {} : { officer: refOf(organisation.value, officer, at) }),
    })),
    ...nextOf(rows, shown.at(-1)?.id),
  })
}

/** What an application made, as far as the person may open it; what changed last first. */
export async function viewApplicationCases(
  deps: RegistrationDeps,
  { by, clientId, after }: Asked,
): Promise<Result<ProposalList, LogRefusal>> {
  const organisation = await organisationFor(deps, by, clientId)
  if (!organisation.ok) return organisation
  const place = after === undefined ? undefined : cursorOf(after)
  if (after !== undefined && place === undefined) return no({ code: 'bad_cursor' })
  const rows = await listReadableMadeBy(deps.db, {
    application: clientId,
    reader: readerOf(organisation.value, by, deps.now()),
    limit: pageSize + 1,
    ...(place === undefined ? {} : { after: { updatedAt: place.createdAt, id: place.id } }),
  })
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return yes({
    items: shown.map((it) => itemOf(organisation.value, it)),
    ...(rows.length > pageSize && last !== undefined ? { next: toCursor([last.updatedAt, last.id]) } : {}),
  })
}

/** The organisation, for somebody who may look at an application that there is. */
async function organisationFor(
  deps: RegistrationDeps,
  by: PersonId,
  clientId: string,
): Promise<Result<Organisation, LogRefusal>> {
  const organisation = await deps.organisation.current()
  if (!seesApplications(organisation, by)) return no({ code: 'applications_not_yours' })
  const found = await findApplication(deps.db, clientId)
  return found === undefined ? no({ code: 'not_found' }) : yes(organisation)
}

function valuesOf({ maySubmit, mayFollow, ...it }: KeptRegistration) {
  const { name, contact, mayProvision, enabled, sandbox } = it
  const matters = { maySubmit: [...maySubmit], mayFollow: [...mayFollow] }
  return { name, contact, ...matters, mayProvision, enabled, sandbox }
}

/** The number a list goes on after; `none` for a text that names none. */
function numberAfter(after: string | undefined): number | undefined | 'none' {
  if (after === undefined) return undefined
  const [place] = parseCursor(after, 1) ?? []
  return typeof place === 'number' && Number.isSafeInteger(place) ? place : 'none'
}

function nextOf(rows: readonly unknown[], last: number | undefined): { readonly next?: string } {
  return rows.length > pageSize && last !== undefined ? { next: toCursor([last]) } : {}
}
