import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type { SampleType } from '../../db/seed/sample-files/index.ts'
import type { Reference } from '../contract/organisation.ts'
import type { ProposalContent } from '../contract/proposals.ts'
import type { Instant } from '../domain/ids.ts'
import { projectFile } from '../project-root.ts'

type IssuePlan = NonNullable<ProposalContent['issue']>

/** What one day brings to a document of db/seed/scripted-events.yaml, in the words of that file. */
export type ScriptedEvent = {
  /** A minute in Japan. */
  readonly at: string
  /** A person; `system` where nobody acts, `api` another system. */
  readonly by: string
  readonly do: ScriptedDeed
  readonly comment?: string
  /** What the system must show or refuse; a check of the replay has the sentence as its name. */
  readonly expect?: string
  /** The code of the refusal that must come. */
  readonly refused?: string
  readonly mode?: 'resume_at_returner' | 'restart'
  /** 重要 or 軽微; absent where nothing changed. */
  readonly major?: boolean
  /** An attachment, from 1; of a 後閲 by absence the person. */
  readonly target?: number | string
  /** Whose 合議 or whose step is meant. */
  readonly unit?: string
  readonly capacity?: { readonly unit: string; readonly pos: string }
  readonly paper_checked?: boolean
  readonly acting?: object
  /** 代決, without more to say than that. */
  readonly as?: '代決'
  readonly condition?: string
  /** Kind of the number. */
  readonly number?: string
  readonly flags?: readonly string[]
  readonly from?: string
  readonly to?: string
  /** What is looked for. */
  readonly query?: string
}

export type ScriptedDeed =
  | 'approve'
  | 'examine'
  | 'agree'
  | 'conditional'
  | 'object'
  | 'respond'
  | 'decide'
  | 'reject'
  | 'return'
  | 'resubmit'
  | 'retrieve'
  | 'pull_up'
  | 'kogetsu'
  | 'reassign_confirm'
  | 'issue_number'
  | 'cover_note'
  | 'edit_text'
  | 'edit_attachment'
  | 'correct'
  | 'redraft'
  | 'absent'
  | 'look'
  | 'search'
  | 'submit'
  | 'submit_same_key_other_body'
  | 'publish'
  | 'dispose'
  | 'auto_kogetsu'
  | 'transfer'
  | 'acting_governor'
  | 'unseal'

export type ScriptedDocument = {
  readonly key: string
  readonly title: string
  readonly drafter: string
  readonly submitted: string
  readonly authority: string
  readonly amount: number | null
  readonly gogi_units: readonly string[]
  readonly book: string
  readonly disclosure: ProposalContent['disclosure']
  readonly secrecy: string
  readonly secret_until?: string
  readonly access_list?: readonly string[]
  readonly urgency: 'urgent' | 'normal'
  readonly due?: string
  readonly hybrid?: { readonly reason: string }
  /** 併用決裁: what goes round on paper. */
  readonly paper?: string
  /** The other system that sends it. */
  readonly source_system?: {
    readonly system: string
    readonly idempotency_key: string
    readonly external_id: string
  }
  /** 収受: the number it has in the 課, and their number and day. */
  readonly received?: {
    readonly number: string
    readonly from: string
    /** A day in Japan; their letter is of that day. */
    readonly received_at: string
    readonly their_number: string
    readonly channel: string
  }
  /** 施行: its kind, 公印 or 公印省略, and whether it has a number. */
  readonly execution: {
    readonly type: string
    readonly sealing: '公印' | '公印省略'
    readonly needs_number: boolean
  }
  readonly body: string
  readonly attachments: readonly {
    readonly name: string
    readonly type: SampleType
    readonly gist: string
  }[]
  /** Role and person of each step that somebody acts in. */
  readonly expected_route: readonly (readonly [string, string])[]
  /** Role, person and reason of each step that nobody acts in. */
  readonly skipped?: readonly (readonly [string, string, string])[]
  readonly scenario: readonly ScriptedEvent[]
}

type Ours = { readonly ours?: object }
/** A document as it stands in the file; what was added to the words of the records officers is under `ours`. */
export type WrittenDocument = Omit<ScriptedDocument, 'scenario'> &
  Ours & { readonly scenario: readonly (ScriptedEvent & Ours)[] }

/** All ten documents as they stand in the file. */
export async function readScript(): Promise<readonly WrittenDocument[]> {
  const text = await readFile(projectFile('db/seed/scripted-events.yaml'), 'utf8')
  return (parse(text) as { documents: readonly WrittenDocument[] }).documents
}

/** One document with what was added to it. */
export async function readScriptedDocument(key: string): Promise<ScriptedDocument> {
  const found = (await readScript()).find((it) => it.key === key)
  if (found === undefined) throw new Error(`no document ${key} is scripted`)
  return { ...found, ...found.ours, scenario: found.scenario.map((it) => ({ ...it, ...it.ours })) }
}

/** A minute in Japan (`2026-05-11T10:20`) as an instant. */
export function instantOf(minute: string): Instant {
  return new Date(`${minute}:00+09:00`).toISOString() as Instant
}

/** What the drafter fills in, with the 簿冊 of that code among those on offer. */
export function contentOfScripted(document: ScriptedDocument, reference: Reference): ProposalContent {
  const folder = reference.folders.find((it) => it.code === document.book)
  if (folder === undefined) throw new Error(`${document.key}: no 簿冊 ${document.book}`)
  const { amount, due, hybrid, paper, secret_until: secretUntil } = document
  const urgent = document.urgency === 'urgent'
  return {
    title: document.title,
    body: document.body,
    authorityCode: document.authority,
    ...(amount === null ? {} : { amountYen: amount }),
    flags: [],
    concurringUnits: [...document.gogi_units],
    folderId: folder.id,
    retentionCode: folder.retention,
    disclosure: document.disclosure,
    secrecy: document.secrecy,
    ...(secretUntil === undefined ? {} : { secretUntil: instantOf(secretUntil) }),
    accessList: [...(document.access_list ?? [])],
    urgent,
    urgentReason: urgent ? '処理期限が迫っているため' : '',
    ...(due === undefined ? {} : { dueOn: due }),
    ...(hybrid === undefined ? {} : { paper: { what: paper ?? '', reason: hybrid.reason } }),
    issue: planOf(document, reference),
  }
}

/** Whom each kind is for, where the script says nothing of it. */
const addressees: Readonly<Record<string, string>> = {
  議案提出: 'みほん道議会議長',
  入札執行依頼: '契約担当課長',
  辞令: '発令を受ける者',
}

/** 施行 as it is proposed: what the kind brings, and what the script says of it. */
function planOf({ key, execution, received }: ScriptedDocument, reference: Reference): IssuePlan {
  const { type: kind, sealing } = execution
  const known = reference.issueKinds.find((it) => it.kind === kind)
  if (known === undefined) throw new Error(`${key}: no kind ${kind}`)
  const { issuer, numberKind, isAddressed } = known
  const name = received?.from ?? addressees[kind] ?? '関係者'
  return {
    ...{ needed: true, kind, issuer },
    sealing: sealing === '公印' ? 'seal' : 'omitted',
    addressees: isAddressed ? [{ name, channel: 'post' }] : [],
    ...(numberKind === undefined ? {} : { numberKind }),
  }
}
