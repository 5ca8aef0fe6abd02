import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import {
  chainText,
  decisionPdfPath,
  eventPath,
  filePath,
  indexText,
  manifestPath,
  manifestsIn,
} from '../domain/audit/bundle.ts'
import { eventOf } from '../domain/audit/chain.ts'
import { issuedEntries, issuingPath, issuingText } from '../domain/audit/issuing-record.ts'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import { foldIssuance } from '../domain/issuing/evolve-issuing.ts'
import { type Issuance, nothingIssued } from '../domain/issuing/issuance.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listBlobSizes } from '../store/blobs.ts'
import { findDisposedOn } from '../store/disposals.ts'
import { findManifests } from '../store/manifests.ts'
import { findStampedPdf } from '../store/stamped-pdfs.ts'
import { bundleReadme } from './bundle-readme.ts'
import {
  type ChainBrought,
  type ChainDecision,
  type DecidedCase,
  type DecisionAsked,
  type DecisionRefusal,
  broughtCase,
  decidedCase,
  decisionRecordOf,
  importedRecordOf,
} from './decision.ts'
import type { OpenContentDeps } from './open-content.ts'
import type { StampedRefusal } from './open-stamped-pdf.ts'
import { noteAccess } from './reading-purpose.ts'

/** One entry of the zip, measured; `open` gives exactly these bytes. */
export type BundleEntry = {
  readonly path: string
  readonly sizeBytes: number
  readonly sha256: Sha256
  readonly crc32: number
  readonly open: () => Promise<Readable | readonly Uint8Array[]>
}

/** Why there is no decision bundle to open. */
export type BundleRefusal = DecisionRefusal | StampedRefusal | { readonly code: 'bundle_too_large' }

/** A zip without its extension for large files holds this much. */
const mostBytes = 0xffff_ffff - 64 * 1024 * 1024

/**
 * The decision bundle (決裁の証拠): everything by which a decision can be proved without Kessai, in one order and with the same
 * bytes whoever takes it. Every stored content is read once before, and what is not what its hash says is not given out: it throws.
 */
export async function openBundle(
  deps: OpenContentDeps,
  { id, by, through }: DecisionAsked,
): Promise<Result<{ readonly name: string; readonly entries: readonly BundleEntry[] }, BundleRefusal>> {
  const found = await provenCase(deps, { id, by })
  if (!found.ok) return found
  const { manifest, issuance, matter, reader } = found.value
  const on = await findDisposedOn(deps.db, id)
  if (on !== undefined) return no({ code: 'case_disposed', on })
  const sheet = found.value.isBrought ? yes(undefined) : await stampedSheet(deps, id)
  if (!sheet.ok) return sheet
  const issued = issuedEntries(issuance)
  const sizes = await listBlobSizes(
    deps.db,
    issued.map((it) => it.sha256),
  )
  const stored = bundleContents(
    manifest.attachments,
    issued.map((it) => ({ ...it, sizeBytes: sizes.get(it.sha256) ?? 0 })),
    sheet.value,
  )
  if (stored.reduce((sum, it) => sum + it.sizeBytes, 0) > mostBytes) return no({ code: 'bundle_too_large' })
  await noteAccess(deps, matter, reader, { id, what: 'bundle', ...(through && { through }) })

  const entries = (await bundleTexts(deps.db, id, found.value)).map(([path, text]) => textEntry(path, text))
  for (const it of stored) entries.push(await storedEntry(deps, it))
  const index = entries.map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 }))
  return yes({
    name: `${manifest.content.title}_${found.value.isBrought ? '移行' : '決裁'}の証拠.zip`,
    entries: [...entries, textEntry('index.json', indexText(index))],
  })
}

/** What a bundle proves: what was decided, or what was brought in as decided elsewhere. */
export type ProvenByChain = Pick<ChainDecision, 'links' | 'manifest'> & {
  /** decision.json. */
  readonly record: object
  /** What went out by it. */
  readonly issuance: Issuance
  /** 移行: it has no 決裁鑑, for nobody sealed anything here. */
  readonly isBrought: boolean
}

/** Of a case that was decided. */
export function provenDecision(id: ProposalId, decided: ChainDecision): ProvenByChain {
  const { links, manifest } = decided
  const issuance = foldIssuance(links.map(eventOf))
  return { links, manifest, issuance, record: decisionRecordOf(id, decided), isBrought: false }
}

/** Of a case that was brought in. */
export function provenImport(id: ProposalId, brought: ChainBrought): ProvenByChain {
  const { links, manifest } = brought
  return {
    ...{ links, manifest, issuance: nothingIssued },
    ...{ record: importedRecordOf(id, brought), isBrought: true },
  }
}

type Proven = ProvenByChain & Pick<DecidedCase, 'matter' | 'reader'>

async function provenCase(
  deps: OpenContentDeps,
  asked: DecisionAsked,
): Promise<Result<Proven, BundleRefusal>> {
  const brought = await broughtCase(deps, asked)
  if (brought !== undefined) {
    const { matter, reader } = brought
    return yes({ matter, reader, ...provenImport(asked.id, brought) })
  }
  const found = await decidedCase(deps, asked)
  if (!found.ok) return found
  const { event, matter, reader } = found.value
  if (event.type !== 'decided') return no({ code: 'not_decided' })
  return yes({ matter, reader, ...provenDecision(asked.id, found.value) })
}

async function stampedSheet({ db }: Pick<OpenContentDeps, 'db'>, id: DecisionAsked['id']) {
  const stamped = await findStampedPdf(db, id)
  if (stamped?.pdf !== undefined) return yes(stamped.pdf)
  const isFailed = stamped?.status === 'failed'
  return no({ code: isFailed ? ('stamped_pdf_failed' as const) : ('stamped_pdf_not_ready' as const) })
}

/** The stored contents of a bundle, in their order; the 決裁鑑 is missing where nobody sealed anything. */
function bundleContents(
  attachments: ChainDecision['manifest']['attachments'],
  issued: readonly { readonly path: string; readonly sha256: Sha256; readonly sizeBytes: number }[],
  pdf: { readonly sha256: Sha256; readonly sizeBytes: number } | undefined,
) {
  return [
    ...attachments.map((it, at) => ({ path: filePath(at + 1, it.name), ...it })),
    ...issued,
    ...(pdf === undefined ? [] : [{ path: decisionPdfPath, ...pdf }]),
  ]
}

/** The texts of a bundle that stand before its contents, in their order. */
export async function bundleTexts(
  db: OpenContentDeps['db'],
  id: ProposalId,
  { record, links, issuance }: ProvenByChain,
): Promise<readonly (readonly [path: string, text: string])[]> {
  const issuing = issuingText(issuance)
  return [
    ['README.txt', bundleReadme],
    ['decision.json', canonicalJson(record)],
    ...(issuing === undefined ? [] : [[issuingPath, issuing] as const]),
    ...(await chainTexts(db, id, links)),
  ]
}

/** The chain of a case, and what was signed in it, as texts. */
export async function chainTexts(
  db: OpenContentDeps['db'],
  id: ProposalId,
  links: ChainDecision['links'],
): Promise<readonly (readonly [path: string, text: string])[]> {
  const manifests = await findManifests(db, manifestsIn(links))
  return [
    ['chain.json', chainText(id, links)],
    ...links.map((link) => [eventPath(link.seq), link.body] as const),
    ...[...manifests]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([sha256, text]) => [manifestPath(sha256), text] as const),
  ]
}

function textEntry(path: string, text: string): BundleEntry {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256
  return { path, sizeBytes: bytes.length, sha256, crc32: crc32(bytes), open: async () => [bytes] }
}

async function storedEntry(
  { blobs }: Pick<OpenContentDeps, 'blobs'>,
  { path, sha256, sizeBytes }: { readonly path: string; readonly sha256: Sha256; readonly sizeBytes: number },
): Promise<BundleEntry> {
  const hash = createHash('sha256')
  let sum = 0
  let size = 0
  for await (const chunk of (await blobs.open(sha256)) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    sum = crc32(chunk, sum)
    size += chunk.length
  }
  if (size !== sizeBytes || hash.digest('hex') !== sha256)
    throw new Error(`the stored content ${sha256} was changed`)
  return { path, sizeBytes, sha256, crc32: sum, open: () => blobs.open(sha256) }
}
