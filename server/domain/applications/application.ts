import type { ProposalId } from '../ids.ts'

/** What a token may allow a program, named as the realm names its client roles (db/keycloak, client `kessai-api`). */
export const applicationRoles = [
  'documents.read',
  'documents.write',
  'workflow.submit',
  'workflow.read',
  'events.subscribe',
  'org.sync',
  'audit.read',
] as const
export type ApplicationRole = (typeof applicationRoles)[number]

/** 外部システム: a program that calls /v1 with a token of its own. */
export type Application = {
  /** As the identity provider calls it. */
  readonly clientId: string
  readonly name: string
  readonly enabled: boolean
  /** 試験用: what it makes is marked, and stays a draft. */
  readonly sandbox: boolean
  /** Codes of the matters (専決事項) it may submit. */
  readonly maySubmit: readonly string[]
  /** Whether it may change people, units and posts (SCIM); off until somebody turns it on. */
  readonly mayProvision: boolean
}

/** Through which application somebody acted: a snapshot, never joined to live names. */
export type Through = { readonly application: string; readonly name: string }

/** Those of them that some route asks for today. */
export const askedRoles: readonly ApplicationRole[] = [
  'documents.write',
  'workflow.submit',
  'workflow.read',
  'documents.read',
  'events.subscribe',
  'org.sync',
]

/** What is open to whoever may write or follow a case of its own: the lists a case is made of. */
export const listRoles = ['documents.write', 'workflow.submit', 'workflow.read', 'documents.read'] as const
/** What opens a case. */
export const readingRoles = ['workflow.read', 'documents.read'] as const

/** What an application does to a case, by the name of the act; everything else is done by people in front of the case. */
const acts: readonly string[] = ['submit', 'resubmit', 'withdraw']

export type ApplicationRefusal =
  /** Its client is not registered here. */
  | { readonly code: 'application_unknown'; readonly clientId: string }
  | { readonly code: 'application_disabled'; readonly name: string }
  /** It may read the directory, and change nothing of it. */
  | { readonly code: 'application_may_not_provision'; readonly name: string }
  /** People alone decide, approve, concur and examine. */
  | { readonly code: 'application_may_not_act'; readonly act: string }
  | {
      readonly code: 'application_matter'
      /** '' while none is chosen. */
      readonly matter: string
      readonly maySubmit: readonly string[]
    }

/** Why a client whose token is genuine may not call at all; undefined when it may. */
export function refuseCaller(
  clientId: string,
  application: Application | undefined,
): ApplicationRefusal | undefined {
  if (application === undefined) return { code: 'application_unknown', clientId }
  return application.enabled ? undefined : { code: 'application_disabled', name: application.name }
}

/** Why an application may not do an act, in whoever's name; undefined when it may. */
export function refuseAct(act: string): ApplicationRefusal | undefined {
  return acts.includes(act) ? undefined : { code: 'application_may_not_act', act }
}

/** Why an application may not change the directory; undefined when it may. One for trying (試験) has no directory of its own. */
export function refuseProvisioning({
  name,
  sandbox,
  mayProvision,
}: Pick<Application, 'name' | 'sandbox' | 'mayProvision'>): ApplicationRefusal | undefined {
  return mayProvision && !sandbox ? undefined : { code: 'application_may_not_provision', name }
}

/**
 * Why an application may not write or submit a matter; undefined when it may. A draft may still be without one, a submission
 * may not: what the case then is would be chosen by nobody who may.
 */
export function refuseMatter(
  { maySubmit }: Pick<Application, 'maySubmit'>,
  matter: string,
  isSubmitted: boolean,
): ApplicationRefusal | undefined {
  if (matter === '' ? !isSubmitted : maySubmit.includes(matter)) return undefined
  return { code: 'application_matter', matter, maySubmit }
}

/** A case as far as it matters which application may touch it. */
export type MadeBy = { readonly id: ProposalId; readonly application?: string }

/**
 * Whether an application may open a case: one it made itself, and for an officer it names also what that officer may read,
 * where its token allows `documents.read`. It writes into what it made alone.
 */
export function mayOpen(
  made: MadeBy,
  caller: { readonly clientId: string; readonly forOfficer: boolean; readonly readsDocuments: boolean },
  reads: boolean,
): boolean {
  if (made.application === caller.clientId) return true
  return reads && caller.forOfficer && caller.readsDocuments
}
