import type { Kysely } from 'kysely'
import type { IssuanceView } from '../contract/issuance.ts'
import type { Acting } from '../domain/approval/commands.ts'
import type { Actor } from '../domain/approval/events.ts'
import type { DecidedCase } from '../domain/approval/proposal.ts'
import { decidingStepOf } from '../domain/approval/route.ts'
import { type Instant, type Sha256, localDateOf } from '../domain/ids.ts'
import {
  type IssuedDocument,
  issuedOn,
  nothingIssued,
  stageOf,
  unreached,
} from '../domain/issuing/issuance.ts'
import { issuerName } from '../domain/issuing/issuer-name.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import type { Database } from '../store/database.ts'
import { type FileOfCase, listFilesOfCase } from '../store/issued-files.ts'
import type { StoredProposal } from '../store/proposals.ts'
import { findBodyName } from '../store/stamped-pdfs.ts'
import { converterVersion } from './converter-version.ts'

type DocumentView = IssuanceView['documents'][number]
type FileView = DocumentView['file']

/** 施行 of a decided case as its reader sees it; undefined before the 決裁. */
export async function issuanceViewOf(
  db: Kysely<Database>,
  { id, state }: StoredProposal,
  acting: Acting,
): Promise<IssuanceView | undefined> {
  if (state.status !== 'decided') return undefined
  const issuance = state.issuance ?? nothingIssued
  const [files, bodyName] = await Promise.all([
    issuance.documents.length === 0 ? [] : listFilesOfCase(db, id, converterVersion),
    findBodyName(db),
  ])
  const plan = state.matter.issue
  const { condition, at } = state.decision
  const { completed } = issuance
  const on = issuedOn(issuance)
  return {
    stage: stageOf(plan, issuance),
    ...planOf(state, bodyName),
    ...(condition === undefined ? {} : { condition }),
    decidedOn: localDateOf(at),
    documents: issuance.documents.map((it) => documentView(it, files)),
    dispatches: issuance.dispatches.map(({ by, at: sentAt, failure, ...it }) => ({
      ...it,
      by: who(by, sentAt),
      ...(failure === undefined
        ? {}
        : { failure: { by: who(failure.by, failure.at), reason: failure.reason } }),
    })),
    unreached: [...unreached(plan, issuance)],
    ...(on === undefined ? {} : { issuedOn: on }),
    ...(completed === undefined
      ? {}
      : {
          completed: {
            on: completed.on,
            by: who(completed.by, completed.at),
            ...(completed.unissued === undefined ? {} : { unissued: completed.unissued }),
          },
        }),
    seals: acting.facts.seals().map(({ code, name, kind, keepers }) => ({
      ...{ code, name, kind },
      own: keepers.some((it) => it.person === acting.person),
      keepers: keepers.map((it) => `${it.title} ${it.name}`),
    })),
  }
}

function planOf(state: DecidedCase, bodyName: string): Pick<IssuanceView, 'plan' | 'issuer'> {
  const plan = state.matter.issue
  if (plan === undefined) return {}
  if (!plan.needed)
    return { plan: { needed: false, kind: '', sealing: 'omitted', issuer: '', addressees: [] } }
  const { needed, kind, sealing, issuer, numberKind, plannedOn } = plan
  return {
    plan: {
      ...{ needed, kind, sealing, issuer },
      addressees: plan.addressees.map((it) => ({ ...it })),
      ...(numberKind === undefined ? {} : { numberKind }),
      ...(plannedOn === undefined ? {} : { plannedOn }),
    },
    issuer: issuerName(issuer, {
      decidedAs: state.decision.by.capacity,
      decide: decidingStepOf(state.route),
      bodyName,
    }),
  }
}

function who({ person, name, capacity }: Actor, at: Instant): DocumentView['madeBy'] {
  return { person, name, title: writtenTitle(capacity), at }
}

function documentView(document: IssuedDocument, files: readonly FileOfCase[]): DocumentView {
  const { id, name, by, at, datedOn, filled, collation, sealing, voided, from } = document
  const own = files.find((it) => it.sha256 === document.file && it.isIssued)
  if (own === undefined) throw new Error(`the file of ${id} is not stored`)
  const source = from && files.find((it) => it.sha256 === from.file && !it.isIssued)
  const pdf = sealing?.how === 'electronic' ? sealing.file : own.pdf
  return {
    ...{ id, name },
    madeBy: who(by, at),
    file: fileView(own),
    ...(source === undefined ? {} : { from: fileView(source) }),
    ...(datedOn === undefined ? {} : { datedOn }),
    filled: filled.map((it) => ({ ...it })),
    ...(collation === undefined
      ? {}
      : {
          collation: {
            by: who(collation.by, collation.at),
            matches: collation.matches,
            ...(collation.remark === undefined ? {} : { remark: collation.remark }),
          },
        }),
    ...(sealing === undefined ? {} : { sealing: sealingView(sealing, files) }),
    ...(voided === undefined ? {} : { voided: { by: who(voided.by, voided.at), reason: voided.reason } }),
    ...(pdf === null ? {} : { pdf: pdf satisfies Sha256 }),
  }
}

function fileView({ revisionId, name, sha256, pdf }: FileOfCase): FileView {
  return { revisionId, name, sha256, hasPages: pdf !== null }
}

function sealingView(
  sealing: NonNullable<IssuedDocument['sealing']>,
  files: readonly FileOfCase[],
): NonNullable<DocumentView['sealing']> {
  const base = { by: who(sealing.by, sealing.at), how: sealing.how }
  switch (sealing.how) {
    case 'omitted':
      return base
    case 'seal':
      return { ...base, sealName: sealing.sealName, count: sealing.count }
    default: {
      const { sealName, signer, timestamped } = sealing
      const signed = files.find((it) => it.sha256 === sealing.file)
      return {
        ...base,
        ...{ sealName, signer, timestamped },
        ...(signed === undefined ? {} : { signed: fileView(signed) }),
      }
    }
  }
}
