import type { ApplicationRole } from '../../domain/applications/application.ts'

/** Who calls, besides `nobody`: each person of the example prefecture is one kind of caller and nothing else. */
export const callers = {
  drafter: 'u0505',
  /** 係長 of the drafter, whose turn it is. */
  seat: 'u0504',
  /** In the 課 of the drafter, with no seat on the route. */
  section: 'u0590',
  /** In another 課 of the same 部. */
  department: 'u0591',
  other: 'u0405',
  records: 'u0106',
  auditor: 'u1101',
  administrator: 'u0205',
} as const

type Program = {
  readonly clientId: string
  /** Without, its token carries every role there is. */
  readonly roles?: readonly ApplicationRole[]
  /** Names the drafter in what it reads, too; in what it writes every program does. */
  readonly readsForDrafter?: true
}

/** 外部システム that call with a token of their own. */
export const programs = {
  /** Sent the case for the drafter. */
  maker: { clientId: 'sys-kintai' },
  /** Another one, on behalf of the drafter. */
  onBehalf: { clientId: 'sys-zaimu', readsForDrafter: true },
  /** The first one with a token that carries no role. */
  roleless: { clientId: 'sys-kintai', roles: [] },
  /** One for trying (試験), by itself. */
  trial: { clientId: 'sys-trial' },
} as const satisfies Readonly<Record<string, Program>>

export type Caller = 'nobody' | keyof typeof callers | keyof typeof programs
export const callerNames = ['nobody', ...Object.keys(callers), ...Object.keys(programs)] as readonly Caller[]

/** A program among the callers; undefined of a person and of nobody. */
export const programOf = (caller: Caller): Program | undefined =>
  caller in programs ? programs[caller as keyof typeof programs] : undefined

/** A matter (専決事項) that a caller may send a case of. */
export const matterFor = (caller: Caller): string =>
  caller === 'onBehalf' || caller === 'trial' ? 'B01' : 'E01'

/** How far a case is, and who may know of it. 時限秘 has not ended yet. */
export const caseKinds = ['draft', 'open', 'secret', 'timed', 'decided'] as const
export type CaseKind = (typeof caseKinds)[number]
