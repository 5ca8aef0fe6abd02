import type { ProposalContent } from '../contract/proposals.ts'
import { type IssuedEntry, issuedEntries } from '../domain/audit/issuing-record.ts'
import { decisionPdfPath, filePath, indexText } from '../domain/audit/bundle.ts'
import { eventOf } from '../domain/audit/chain.ts'
import type { LocalDate, ProposalId, Sha256 } from '../domain/ids.ts'
import type { Asserted, AssertedPerson } from '../domain/legacy/asserted.ts'
import type { AssertedFacts, PackagedCase, PackagedFile } from '../domain/records/transfer/packaged.ts'
import { type FileOfCase, listFilesOfCase } from '../store/issued-files.ts'
import { findStampedPdf } from '../store/stamped-pdfs.ts'
import type { WholeCaseReads } from '../store/whole-cases.ts'
import { converterVersion } from './converter-version.ts'
import { bundleTexts, chainTexts, provenDecision, provenImport } from './decision-bundle.ts'
import { broughtByChain, decidedByChain } from './decision.ts'
import type { FolderDeps } from './folder-keeping.ts'
import { historyText } from './history-text.ts'
import { formatOf } from './package-formats.ts'

export type CaseDeps = Pick<FolderDeps, 'db'> & { readonly wholeCases: WholeCaseReads }

/** Something it is made of is still on its way: it is begun again later. */
export class NotReady extends Error {}

type Described = Pick<PackagedFile, 'path' | 'use' | 'mediaType' | 'format' | 'note' | 'name' | 'from'>
type Blob = { readonly sha256: Sha256; readonly sizeBytes: number }

/** The decision PDF of a case could not be made. */
export class NoDecisionPdf extends Error {}

/** A file on its way into a package, its path from the folder of its case on. */
export type CasePart =
  | (Described & { readonly text: string })
  | (Described & { readonly bytes: Uint8Array })
  | (Described & { readonly blob: Blob })
  /** A PDF: what it is called depends on which PDF/A it says it is. */
  | { readonly blob: Blob; readonly describe: (claim: string | undefined) => Described }

export type CaseParts = {
  readonly facts: Omit<PackagedCase, 'folder' | 'files'>
  readonly files: readonly CasePart[]
  /** The index of the decision bundle, made of the files under a folder of the case. */
  readonly index?: {
    readonly under: string
    readonly of: (files: readonly PackagedFile[]) => CasePart
  }
}

const statusNames = {
  draft: '起案中',
  in_approval: '回議中',
  returned: '差戻し中',
  decided: '決裁済',
  imported: '移行',
  rejected: '否決',
  withdrawn: '取下げ',
  abandoned: '廃案',
} as const

/** Everything of a case that goes to the archive, in the order of its folder. Of a case that was decided, here or elsewhere, `bundle/` is its decision bundle. */
export async function partsOfCase({ db, wholeCases }: CaseDeps, id: ProposalId): Promise<CaseParts> {
  const whole = await wholeCases.find(id)
  if (whole === undefined) throw new Error(`proposal ${id} vanished while it was packaged`)
  const { links, stored, sheet } = whole
  const decided = await decidedByChain(db, links)
  const all = await listFilesOfCase(db, id, converterVersion)
  const brought = await broughtByChain(db, links)
  const proven =
    brought !== undefined
      ? provenImport(id, brought)
      : decided?.event.type === 'decided'
        ? provenDecision(id, decided)
        : undefined
  const under = proven === undefined ? 'record' : 'bundle'
  const sealed = proven === undefined ? [] : issuedEntries(proven.issuance)
  const texts = proven === undefined ? await chainTexts(db, id, links) : await bundleTexts(db, id, proven)
  const originals = (decided ?? brought)?.manifest.attachments ?? whole.attachments
  const kept = originals.map((it, at) => ({
    ...{ name: it.name, sha256: it.sha256, path: placeOf(at + 1, it.name) },
    file: all.find((one) => one.sha256 === it.sha256 && !one.isIssued),
    sizeBytes: 'sizeBytes' in it ? it.sizeBytes : 0,
  }))
  const files: CasePart[] = texts.map(([path, text]) => ({
    ...{ path: `${under}/${path}`, use: 'record', text },
    ...(path.endsWith('.json')
      ? { mediaType: 'application/json', format: 'JSON' }
      : { mediaType: 'text/plain', format: 'UTF-8 text' }),
  }))
  for (const it of kept) files.push(original(`${under}/${it.path}`, it, 'original'))
  for (const it of sealed) files.push(sealedPart(`${under}/${it.path.replaceAll('%', '_')}`, it))
  if (proven?.isBrought === false) {
    const stamped = await findStampedPdf(db, id)
    if (stamped?.pdf === undefined) {
      if (stamped?.status === 'failed') throw new NoDecisionPdf(id)
      throw new NotReady(id)
    }
    const path = `${under}/${decisionPdfPath}`
    files.push({
      blob: stamped.pdf,
      describe: (claim) => ({ path, use: 'record', ...pdfFormat(claim) }),
    })
  }
  const rest = [
    ...kept.flatMap((it) => renditionOf(it.file, `${under}/${it.path}`, it.path.slice('files/'.length))),
    ...issuedParts(all.filter((it) => it.isIssued && !sealed.some((one) => one.sha256 === it.sha256))),
  ]
  const facts = factsOf(id, whole, decided)
  if (proven === undefined) return { facts, files: [...files, ...rest] }
  return {
    facts,
    files: [...files, ...rest],
    index: {
      under,
      of: (inside) => ({
        ...{ path: `${under}/index.json`, use: 'record', mediaType: 'application/json', format: 'JSON' },
        text: indexText(inside.map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 }))),
      }),
    },
  }

  /** What went out: the copy, and beside it the PDF that was on record with its seal. */
  function sealedPart(path: string, { name, sha256 }: IssuedEntry): CasePart {
    const file = all.find((one) => one.sha256 === sha256 && one.isIssued)
    if (file !== undefined) return original(path, { name, sha256, sizeBytes: file.sizeBytes, file }, 'issued')
    return {
      blob: { sha256, sizeBytes: 0 },
      describe: (claim) => ({ path, use: 'issued', name, ...pdfFormat(claim) }),
    }
  }

  function issuedParts(issued: readonly FileOfCase[]): readonly CasePart[] {
    return issued.flatMap((it, at) => {
      const name = placeOf(at + 1, it.name).slice('files/'.length)
      const path = `issued/${name}`
      const file = { name: it.name, sha256: it.sha256, sizeBytes: it.sizeBytes, file: it }
      return [original(path, file, 'issued'), ...renditionOf(it, path, `issued_${name}`)]
    })
  }

  function factsOf(
    proposal: ProposalId,
    { attachments: _attachments }: typeof whole & object,
    decision: typeof decided,
  ): CaseParts['facts'] {
    const content = sheet.content as ProposalContent
    const events = links.map((link) => ({ link, event: eventOf(link) }))
    const submitted = events.find((it) => it.event.type === 'submitted')?.event
    const { until } = content.disclosure
    const who = (by: { name: string; capacity: { title: string } } | undefined): string =>
      by === undefined ? '' : `${by.capacity.title} ${by.name}`.trim()
    return {
      id: proposal,
      title: content.title,
      number: stored.number ?? '',
      section:
        submitted?.type === 'submitted'
          ? submitted.by.capacity.unitName
          : stored.state.status === 'imported'
            ? (stored.state.asserted.sectionName ?? '')
            : '',
      statusName: statusNames[stored.state.status],
      drafter: who(submitted?.by),
      ...(submitted === undefined ? {} : { submittedAt: submitted.at }),
      ...(decision === undefined ? {} : { decidedAt: decision.event.at }),
      decider: who(decision?.event.by),
      ...(stored.state.status === 'imported' ? { asserted: assertedFacts(stored.state.asserted) } : {}),
      retention: sheet.names.retention,
      disclosure: {
        ...{ name: sheet.names.disclosure, grounds: content.disclosure.grounds },
        ...(until === undefined ? {} : { until: until as LocalDate }),
      },
      events: events.map(({ link, event }) => ({
        ...{ seq: link.seq, type: event.type, text: historyText(event, undefined), at: event.at },
        ...{ hash: link.hash, person: event.by.person, name: event.by.name, title: event.by.capacity.title },
      })),
    }
  }
}

function assertedFacts(it: Asserted): AssertedFacts {
  const named = (one: AssertedPerson | undefined): string =>
    one === undefined ? '' : `${one.title ?? ''} ${one.name}`.trim()
  return {
    ...{ source: it.source, key: it.key, drafter: named(it.drafter), decider: named(it.decider) },
    ...{ draftedOn: it.draftedOn ?? '', decidedOn: it.decidedOn ?? '' },
    approvers: it.approvers.map((one) => [named(one), ...(one.on === undefined ? [] : [one.on])].join('、')),
  }
}

/** Without a percent sign: RFC 8493 has it encoded in manifests, and not every reader of them decodes it. */
function placeOf(number: number, name: string): string {
  return filePath(number, name).replaceAll('%', '_')
}

type Kept = {
  readonly name: string
  readonly sha256: Sha256
  readonly sizeBytes: number
  readonly file: FileOfCase | undefined
}

/** A file as it was brought, with what is known of a PDF/A of it. */
function original(
  path: string,
  { name, sha256, sizeBytes, file }: Kept,
  use: 'original' | 'issued',
): CasePart {
  const blob = { sha256, sizeBytes: file?.sizeBytes ?? sizeBytes }
  const kind = file?.kind ?? 'unknown'
  if (kind === 'pdf') {
    return {
      blob,
      describe: (claim) => ({
        path,
        use,
        name,
        ...pdfFormat(claim, '。変換したものはなく、原本だけを収めた'),
      }),
    }
  }
  const note =
    file === undefined || file.pdf === null ? 'PDF/Aに変換できない形式のため、原本だけを収めた' : undefined
  return { ...{ path, use, name, blob }, ...formatOf(kind), ...(note === undefined ? {} : { note }) }
}

/** The PDF its pages are shown by, beside the original; nothing where that is the original, or there is none. */
function renditionOf(file: FileOfCase | undefined, from: string, name: string): readonly CasePart[] {
  if (file === undefined || file.pdf === null || file.pdf === file.sha256) return []
  return [
    {
      blob: { sha256: file.pdf, sizeBytes: 0 },
      describe: (claim) => {
        const isPdfA = claim?.startsWith('2') === true
        const path = `${isPdfA ? 'pdfa' : 'renditions'}/${name}.pdf`
        return { path, from, use: isPdfA ? 'pdfa' : 'rendition', ...pdfFormat(claim) }
      },
    },
  ]
}

function pdfFormat(claim: string | undefined, andSo = ''): Pick<Described, 'mediaType' | 'format' | 'note'> {
  const mediaType = 'application/pdf'
  if (claim === undefined) return { mediaType, format: 'PDF', note: `PDF/Aではない${andSo}` }
  return { mediaType, format: `PDF/A-${claim.slice(0, 1)}${claim.slice(1).toLowerCase()}` }
}
