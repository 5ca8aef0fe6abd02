import type { Instant, LocalDate, ProposalId, Sha256 } from '../../ids.ts'

/** What a file of a package is there for. */
export type PackagedUse = 'original' | 'issued' | 'pdfa' | 'rendition' | 'record' | 'index'

/** A file of a package; `path` is from `data/` on. */
export type PackagedFile = {
  readonly path: string
  readonly use: PackagedUse
  readonly sizeBytes: number
  readonly sha256: Sha256
  readonly sha512: string
  readonly mediaType: string
  /** What the format is called, `PDF/A-2b` or `Word (OOXML)`. */
  readonly format: string
  /** What has to be known of the format, such as that there is no PDF/A of it. */
  readonly note?: string
  /** Its name as it was given; absent for what was made here. */
  readonly name?: string
  /** The path of the file it was made from. */
  readonly from?: string
}

/** An event of the chain of a case, as metadata name it; the chain itself is in `record`. */
export type PackagedEvent = {
  readonly seq: number
  readonly type: string
  readonly text: string
  readonly at: Instant
  readonly hash: Sha256
  readonly person: string
  readonly name: string
  readonly title: string
}

/** What the old system says of a case, in words; '' where it says nothing. */
export type AssertedFacts = {
  readonly source: string
  readonly key: string
  readonly drafter: string
  readonly draftedOn: string
  readonly approvers: readonly string[]
  readonly decider: string
  readonly decidedOn: string
}

/** How what another system says is marked wherever it stands. */
export function assertedBy({ source }: AssertedFacts): string {
  return `旧システム「${source}」の記載。引き渡す機関では確認していない`
}

/** A case of a package, as metadata describe it. Names are as they were then; '' where there is none. */
export type PackagedCase = {
  readonly id: ProposalId
  /** Where it lies, from `data/` on. */
  readonly folder: string
  readonly title: string
  readonly number: string
  readonly section: string
  readonly statusName: string
  readonly drafter: string
  readonly submittedAt?: Instant
  readonly decidedAt?: Instant
  readonly decider: string
  /** 移行: what another system says of it. Nobody here saw that, so that none of them is `drafter`, `decider` or an agent. */
  readonly asserted?: AssertedFacts
  readonly retention: string
  readonly disclosure: {
    readonly name: string
    readonly grounds: readonly string[]
    readonly until?: LocalDate
  }
  readonly events: readonly PackagedEvent[]
  readonly files: readonly PackagedFile[]
}

/** The 簿冊 of a package, in words. */
export type PackagedFolder = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly fiscalYear: number
  readonly path: string
  readonly owner: string
  readonly retention: string
  readonly startsOn?: LocalDate
  readonly endsOn?: LocalDate
  readonly appraisal: string
  readonly decidedOn: string
  readonly parts: readonly string[]
  /** Who hands it over. */
  readonly body: string
  /** The latest instant of anything that happened in it: the same state gives the same package. */
  readonly asOf: Instant
  /** The hash of what it was. */
  readonly contents: Sha256
}

/** A path as a URI reference. */
export function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
