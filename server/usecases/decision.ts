import type { DecisionRecord } from '../contract/decision.ts'
import type { Matter, Reader } from '../domain/access/may-read.ts'
import type { ApprovalEvent, EventOf } from '../domain/approval/events.ts'
import { type Deciding, decidingLink, importingLink } from '../domain/audit/bundle.ts'
import { eventOf } from '../domain/audit/chain.ts'
import type { ChainLink } from '../domain/audit/links.ts'
import type { ManifestFile } from '../domain/audit/manifest.ts'
import type { PersonId, ProposalId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listLinks } from '../store/event-chains.ts'
import { findManifests } from '../store/manifests.ts'
import type { CameThrough } from './application-caller.ts'
import { type MayReadDeps, findReading } from './may-read.ts'
import { noteAccess } from './reading-purpose.ts'

/** Who asks for what was decided in a case, and through which program. */
export type DecisionAsked = {
  readonly id: ProposalId
  readonly by: PersonId
  readonly through?: CameThrough
}
/** Why there is no record of a decision. */
export type DecisionRefusal = { readonly code: 'not_found' | 'undecided' }

/** What a decision binds to, as it was kept for those who signed it. */
type Manifest = {
  readonly content: {
    readonly title: string
    readonly authorityCode: string
    readonly amountYen?: number
  }
  readonly attachments: readonly ManifestFile[]
}

/** A decided case as its chain tells it. */
export type ChainDecision = {
  readonly links: readonly ChainLink[]
  readonly link: ChainLink
  readonly event: Deciding
  readonly manifest: Manifest
}

/** The same for somebody who may read it. */
export type DecidedCase = ChainDecision & { readonly matter: Matter; readonly reader: Reader }

/** What was decided, when and by whom, for somebody who may read the case; taking it is noted as a read. */
export async function viewDecision(
  deps: MayReadDeps,
  asked: DecisionAsked,
): Promise<Result<DecisionRecord, DecisionRefusal>> {
  const found = await decidedCase(deps, asked)
  if (!found.ok) return found
  const { matter, reader } = found.value
  const { id, through } = asked
  await noteAccess(deps, matter, reader, { id, what: 'decision', ...(through && { through }) })
  return yes(decisionRecordOf(asked.id, found.value))
}

/** A case that is decided (決裁, 否決) and may be read, with what its decision binds to. */
export async function decidedCase(
  deps: MayReadDeps,
  { id, by }: DecisionAsked,
): Promise<Result<DecidedCase, { readonly code: 'not_found' | 'undecided' }>> {
  const reading = await findReading(deps, by, id)
  if (reading === undefined) return no({ code: 'not_found' })
  const decided = await decidedByChain(deps.db, await listLinks(deps.db, id))
  return decided === undefined ? no({ code: 'undecided' }) : yes({ ...reading, ...decided })
}

/** What a chain says was decided, and upon what; undefined while nothing is. */
export async function decidedByChain(
  db: MayReadDeps['db'],
  links: readonly ChainLink[],
): Promise<ChainDecision | undefined> {
  const deciding = decidingLink(links)
  if (deciding === undefined) return undefined
  const manifest = await keptManifest(db, deciding.event.manifestSha256)
  return { links, ...deciding, manifest }
}

async function keptManifest(db: MayReadDeps['db'], sha256: Sha256): Promise<Manifest> {
  const text = (await findManifests(db, [sha256])).get(sha256)
  if (text === undefined) throw new Error(`the manifest ${sha256} was not kept`)
  return JSON.parse(text) as Manifest
}

/** A case that was brought in as its chain tells it. */
export type ChainBrought = Omit<ChainDecision, 'event'> & { readonly event: EventOf<'imported'> }

/** The same for somebody who may read it. */
type BroughtCase = ChainBrought & Pick<DecidedCase, 'matter' | 'reader'>

/** A case that was brought in and may be read; undefined for any other. */
export async function broughtCase(
  deps: MayReadDeps,
  { id, by }: DecisionAsked,
): Promise<BroughtCase | undefined> {
  const reading = await findReading(deps, by, id)
  if (reading === undefined) return undefined
  const brought = await broughtByChain(deps.db, await listLinks(deps.db, id))
  return brought && { ...reading, ...brought }
}

/** What a chain says was brought in; undefined for a case that began here. */
export async function broughtByChain(
  db: MayReadDeps['db'],
  links: readonly ChainLink[],
): Promise<ChainBrought | undefined> {
  const found = importingLink(links)
  return found && { links, ...found, manifest: await keptManifest(db, found.event.manifestSha256) }
}

/** What the old system says of a case, and by which import: what stands in the place of the record of a decision. */
export function importedRecordOf(id: ProposalId, brought: ChainBrought): object {
  const { links, link, event, manifest } = brought
  const head = links.at(-1) ?? link
  const { by, at, asserted, from, section, manifestSha256 } = event
  return {
    ...{ proposalId: id, result: 'imported', importedAt: at, asserted, from, section, manifestSha256 },
    number: asserted.number ?? '',
    title: manifest.content.title,
    importedBy: { person: by.person, name: by.name, title: by.capacity.title },
    files: manifest.attachments.map(({ name, sha256, sizeBytes }) => ({ name, sha256, sizeBytes })),
    event: { seq: link.seq, hash: link.hash },
    head: { seq: head.seq, hash: head.hash },
  }
}

/** The record of a decision, from the chain and the manifest alone. */
export function decisionRecordOf(id: ProposalId, decided: ChainDecision): DecisionRecord {
  const { links, link, event, manifest } = decided
  const events = links.map(eventOf)
  const head = links.at(-1) ?? link
  const { title, authorityCode, amountYen } = manifest.content
  return {
    proposalId: id,
    result: event.type,
    decidedAt: event.at,
    number: numberIn(events),
    title,
    section: events.find((it) => it.type === 'submitted')?.section ?? '',
    authorityCode,
    ...(amountYen === undefined ? {} : { amountYen }),
    decider: deciderOf(event),
    ...(event.type === 'decided' && event.condition !== undefined ? { condition: event.condition } : {}),
    ...(event.type === 'rejected' ? { reason: event.reason } : {}),
    numbers: events.flatMap((it) => (it.type === 'numbered' ? [{ kind: it.kind, number: it.text }] : [])),
    files: manifest.attachments.map(({ name, sha256, sizeBytes }) => ({ name, sha256, sizeBytes })),
    manifestSha256: event.manifestSha256 satisfies Sha256,
    event: { seq: link.seq, hash: link.hash },
    head: { seq: head.seq, hash: head.hash },
  }
}

/** 起案番号: given at submission, with the decision or later; '' when the policy gives none. */
function numberIn(events: readonly ApprovalEvent[]): string {
  const given = events.flatMap((it) =>
    it.type === 'submitted' || it.type === 'decided'
      ? [it.number ?? '']
      : it.type === 'numbered' && it.kind === '起案番号'
        ? [it.text]
        : [],
  )
  return given.findLast((it) => it !== '') ?? ''
}

function deciderOf(event: Deciding): DecisionRecord['decider'] {
  const { person, name, capacity } = event.by
  const actingFor = event.type === 'decided' ? event.actingFor : undefined
  return {
    ...{ person, name, title: capacity.title },
    ...(actingFor === undefined
      ? {}
      : { actingFor: { person: actingFor.person, name: actingFor.name, title: actingFor.title } }),
  }
}
