import type { Instant, LocalDate, PersonId, PositionCode, PostId, UnitCode } from '../ids.ts'

/** What kind of place a 所属 is; 局 under a 部 and 部 under a 振興局 play the same part in a route. */
export type UnitKind =
  | 'root'
  | 'executive'
  | 'department'
  | 'bureau'
  | 'section'
  | 'group'
  | 'branch'
  | 'branch_dept'
  | 'institution'

export type Unit = {
  readonly code: UnitCode
  readonly name: string
  readonly kind: UnitKind
  readonly parent?: UnitCode
  /** 文書記号, for example 観光; groups inherit their section's. */
  readonly symbol?: string
  readonly role?: 'records_office' | 'archives'
  readonly from: LocalDate
  /** Last day, inclusive; absent while the unit exists. */
  readonly to?: LocalDate
}

export type Position = {
  readonly code: PositionCode
  readonly name: string
  /** Larger is more senior. Never used alone to find a decider: 担当課長 outranks 主幹 and decides nothing. */
  readonly rank: number
  readonly isLine: boolean
  readonly isDecider: boolean
}

/** 本務 primary, 兼務 concurrent, 事務取扱 a senior handles a vacant post, 職務代理 statutory proxy (地方自治法152条). */
export type AppointmentKind = 'primary' | 'concurrent' | 'handling' | 'proxy'

/** 発令: one person in one post for a time. */
export type Appointment = {
  readonly person: PersonId
  readonly post: PostId
  readonly kind: AppointmentKind
  readonly from: LocalDate
  /** Last day, inclusive; absent while open. */
  readonly to?: LocalDate
}

export type Person = {
  readonly id: PersonId
  /** 姓 and 名 with one space between, exactly as in the directory: never normalised. */
  readonly name: string
  readonly nameKana: string
  readonly roles: readonly string[]
  /** For a 副知事: the 部 in his or her charge (担任). */
  readonly charge: readonly UnitCode[]
}

/** 不在登録. */
export type Absence = {
  readonly person: PersonId
  readonly from: Instant
  /** Inclusive. */
  readonly to: Instant
  readonly reason: string
}

/** Where a step's post is looked for, relative to the drafter's place. */
export type Selector =
  | { readonly at: 'own_group' | 'own_section' | 'own_bureau' | 'own_department' | 'own_branch' }
  | { readonly at: 'charge_vice_governor' }
  | { readonly at: 'unit'; readonly unit: UnitCode }

/** One place of an order; without a position only where the place itself means a post (担任する副知事). */
export type ActingPlace = { readonly selector: Selector; readonly position?: PositionCode }

/** 代決の順位: who may decide in place of an absent decider, in this order. */
export type ActingOrder = {
  readonly decider: PositionCode
  /** The first day it counts, until a later one of the same decider does. */
  readonly from: LocalDate
  /** Empty: from that day on nobody stands in. */
  readonly order: readonly ActingPlace[]
}

/** 公印 or electronic signature of the body, and the post that keeps it (公印取扱責任者). */
export type OfficialSeal = {
  readonly code: string
  /** 知事印, 観光局長印 …. */
  readonly name: string
  readonly kind: 'stamp' | 'electronic'
  readonly keeper: PostId
  readonly from: LocalDate
  /** Last day, inclusive; absent while it is in use. */
  readonly to?: LocalDate
}

/** The whole organisation with its history. Every question to it names the day. */
export type Organisation = {
  readonly units: ReadonlyMap<UnitCode, Unit>
  /** Who takes over from a unit that ends (承継所属). */
  readonly successors: ReadonlyMap<UnitCode, UnitCode>
  readonly positions: ReadonlyMap<PositionCode, Position>
  readonly people: ReadonlyMap<PersonId, Person>
  readonly appointments: readonly Appointment[]
  readonly absences: readonly Absence[]
  /** With their history and those that begin later; at most one of a decider for a day. */
  readonly actingOrders: readonly ActingOrder[]
  readonly seals: readonly OfficialSeal[]
}

/**
 * In which capacity a person acts, as it stands on that day. Names are snapshots: an event keeps them for ever
 * whatever the unit is called later.
 */
export type Capacity = {
  readonly post: PostId
  readonly kind: AppointmentKind
  readonly unitName: string
  readonly positionName: string
  /** The name printed on paper, for example 観光振興課長, or 観光局長事務取扱. */
  readonly title: string
  /** Of a 事務取扱 or 職務代理: the title of the 本務, written after it (観光局長事務取扱 経済部長). */
  readonly ownTitle?: string
}
