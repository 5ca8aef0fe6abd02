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

export type Caller = 'nobody' | keyof typeof callers
export const callerNames = ['nobody', ...Object.keys(callers)] as readonly Caller[]

/** How far a case is, and who may know of it. 時限秘 has not ended yet. */
export const caseKinds = ['draft', 'open', 'secret', 'timed', 'decided'] as const
export type CaseKind = (typeof caseKinds)[number]
