import type { Transaction } from 'kysely'
import type { ActBody } from '../contract/acts.ts'
import type { ActDone } from '../contract/proposals.ts'
import { refuseAct } from '../domain/applications/application.ts'
import { decide } from '../domain/approval/decide.ts'
import type { LocalDate, PersonId, ProposalId } from '../domain/ids.ts'
import type { IssuingCommand } from '../domain/issuing/commands.ts'
import { type Result, no, unreachable } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { listFilesOfCase, noteCompletion } from '../store/issued-files.ts'
import type { ApplicationCaller } from './application-caller.ts'
import type { ActRefusal } from './commit-act.ts'
import { converterVersion } from './converter-version.ts'
import { type ActOn, RolledBack, commitWithin, holding } from './commit-within.ts'
import {
  type IssueRefusal,
  type MadeCopy,
  keepCopyOf,
  makeCopy,
  mayDo,
  renditionOf,
} from './make-fair-copy.ts'
import { type SignDeps, signDocument } from './sign-document.ts'

const types = [
  'make_fair_copy',
  'collate',
  'seal_document',
  'void_document',
  'dispatch',
  'report_failure',
  'complete',
] as const satisfies readonly IssuingCommand['type'][]

/** An act of 施行 as it is sent. */
export type IssuingActBody = Extract<ActBody, { type: (typeof types)[number] }>

/** Whether an act belongs to the 施行. */
export function isIssuingAct(body: ActBody): body is IssuingActBody {
  return types.some((type) => type === body.type)
}

export type IssueDeps = SignDeps

/**
 * 施行: does one of its acts, in one transaction that holds the case. A file that is made for it is made before, outside of
 * the transaction, and only when the rules would take it.
 */
export async function issueCase(
  deps: IssueDeps,
  request: {
    readonly id: ProposalId
    readonly by: PersonId
    readonly body: IssuingActBody
    readonly caller?: ApplicationCaller
  },
): Promise<Result<ActDone, IssueRefusal>> {
  const { id, by, body, caller } = request
  const refused = caller && refuseAct(body.type)
  if (refused !== undefined) return no(refused)
  const on: ActOn = { id, by, body }
  if (body.type !== 'make_fair_copy') {
    const command = commandOf(body)
    if (command.type !== 'seal_document') return commit(deps, on, command)
    return command.with.how === 'electronic'
      ? sealElectronically(deps, on, command)
      : sealOnPaper(deps, on, command)
  }
  const made = await makeCopy(deps, { id, by, body })
  if (!made.ok) return made
  const done = await commit(deps, on, made.value.command, (trx) =>
    keepCopyOf(deps, trx, { id, by }, made.value),
  )
  if (done.ok) await sendForPages(deps, made.value)
  return done
}

/** 公印 and 公印省略: the PDF/A of the copy, where it is made already, is on the record with it. */
async function sealOnPaper(
  deps: IssueDeps,
  on: ActOn,
  command: Extract<IssuingCommand, { type: 'seal_document' }>,
): Promise<Result<ActDone, IssueRefusal>> {
  const asked = await mayDo(deps, on, command)
  if (!asked.ok) return asked
  const document = asked.value.issuance?.documents.find((it) => it.id === command.document)
  const files = await listFilesOfCase(deps.db, on.id, converterVersion)
  const pdf = files.find((it) => it.sha256 === document?.file && it.isIssued)?.pdf
  return commit(deps, on, typeof pdf === 'string' ? { ...command, pdf } : command)
}

/** 電子署名: asked first whether it may be, then signed, then kept and recorded together. */
async function sealElectronically(
  deps: IssueDeps,
  on: ActOn,
  command: Extract<IssuingCommand, { type: 'seal_document' }>,
): Promise<Result<ActDone, IssueRefusal>> {
  const { id, by } = on
  const asked = await mayDo(deps, on, command)
  if (!asked.ok) return asked
  const state = asked.value
  const plan = state.matter.issue
  const reason = plan?.needed === true ? plan.kind : '施行'
  const signed = await signDocument(deps, { id, state, command, reason })
  if (!signed.ok) return signed
  const { file, name } = signed.value
  const done = await commit(deps, on, signed.value.command, (trx) =>
    keepCopyOf(deps, trx, { id, by }, { file, name }),
  )
  if (done.ok) await sendForPages(deps, renditionOf(file))
  return done
}

function commit(
  deps: IssueDeps,
  on: ActOn,
  command: IssuingCommand,
  beside?: (trx: Transaction<Database>) => Promise<unknown>,
): Promise<Result<ActDone, ActRefusal>> {
  return holding(deps, on, async (trx, { stored, acting }) => {
    const asked = decide(stored.state, command, acting)
    if (!asked.ok) throw new RolledBack(asked.error)
    await beside?.(trx)
    if (command.type === 'complete') await noteCompletion(trx, stored.id, command.on)
    return commitWithin(trx, stored, command, acting)
  })
}

async function sendForPages(deps: IssueDeps, { rendition }: Pick<MadeCopy, 'rendition'>): Promise<void> {
  if (rendition === undefined) return
  // A waiting row without a job is found by the worker: what is lost here is only time.
  await deps.jobs.send('rendition', rendition.data, rendition.key).catch(() => undefined)
}

function commandOf(body: Exclude<IssuingActBody, { type: 'make_fair_copy' }>): IssuingCommand {
  const { version: _version, manifestSha256: _manifest, ...rest } = body
  switch (rest.type) {
    case 'seal_document': {
      const { how, seal = '', count = 1, ...more } = rest
      if (how === 'omitted') return { ...more, with: { how } }
      return { ...more, with: how === 'seal' ? { how, seal, count } : { how, seal } }
    }
    case 'dispatch':
      return { ...rest, on: rest.on as LocalDate }
    case 'complete':
      return { ...rest, on: rest.on as LocalDate }
    case 'collate':
    case 'void_document':
    case 'report_failure':
      return rest
    default:
      return unreachable(rest)
  }
}
