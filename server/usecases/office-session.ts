import type { OfficeSession } from '../contract/office-session.ts'
import type { Weighed } from '../domain/approval/commands.ts'
import { passAgeMs } from '../domain/editing/pass.ts'
import { standing, takeable } from '../domain/editing/lease.ts'
import type { AttachmentId, PersonId } from '../domain/ids.ts'
import { type Result, yes } from '../domain/result.ts'
import { findLease } from '../store/editing.ts'
import { dropLease } from './edit-leases.ts'
import { type WriteRefusal, endPass, makePass } from './edit-passes.ts'
import type { EditingRefusal } from './editing-refusal.ts'
import type { WopiDeps } from './wopi-file.ts'

export type OpenOfficeSession = {
  readonly id: AttachmentId
  readonly by: PersonId
  readonly session?: string
  /** Take the file although somebody is editing it by other means, or an office server did and broke down. */
  readonly takeOver: boolean
  readonly weighed?: Weighed
}

/** Opens a file on the office server for somebody who may edit it now. Who edits it there already is joined. */
export async function openOfficeSession(
  deps: WopiDeps,
  { id, by, session, takeOver, weighed }: OpenOfficeSession,
): Promise<Result<OfficeSession, WriteRefusal>> {
  const made = await makePass(deps, {
    ...{ id, by, way: 'wopi' },
    ...(session === undefined ? {} : { session }),
    ...(weighed === undefined ? {} : { weighed }),
  })
  if (!made.ok) return made
  const { id: passId, token: accessToken, file } = made.value
  const ready = await makeReady(deps, { id, by, takeOver }, file.name)
  if (!ready.ok) {
    await endPass(deps, { id: passId, by })
    return ready
  }
  const { origin } = deps.office.server
  const accessTokenTtl = Date.parse(deps.now()) + passAgeMs
  return yes({ action: ready.value, accessToken, accessTokenTtl, origin, passId })
}

/** Where the office server edits it, after whoever has the file by other means has given it up. */
async function makeReady(
  deps: WopiDeps,
  { id, by, takeOver }: Pick<OpenOfficeSession, 'id' | 'by' | 'takeOver'>,
  name: string,
): Promise<Result<string, EditingRefusal>> {
  const { server, seesUsAt } = deps.office
  const address = await server.editAddress(name, `${seesUsAt}/wopi/files/${id}`)
  if (!address.ok) return address
  const at = deps.now()
  const held = standing(await findLease(deps.db, id), at)
  if (held === undefined || (held.how === 'wopi' && !takeOver)) return address
  const may = takeable(held, { by, at, takeOver })
  if (!may.ok) return may
  await dropLease(deps, { id: held.id, by: held.person })
  return address
}
