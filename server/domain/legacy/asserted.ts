import type { LocalDate, PersonId, Sha256 } from '../ids.ts'

/** Somebody as the old system names them, and the day it says they acted. */
export type AssertedPerson = {
  readonly name: string
  /** 職名 as it was then. */
  readonly title?: string
  readonly on?: LocalDate
}

/** What another system says of a case. Nobody here saw any of it: it is told as that system's word, and never as an act. */
export type Asserted = {
  /** The old system, by the name it was given at the import. */
  readonly source: string
  /** Its own key of the case. */
  readonly key: string
  /** 文書番号 as it is written there. */
  readonly number?: string
  /** 課 as it was called then. */
  readonly sectionName?: string
  readonly draftedOn?: LocalDate
  readonly decidedOn?: LocalDate
  /** 施行日. */
  readonly issuedOn?: LocalDate
  readonly completedOn: LocalDate
  readonly drafter?: AssertedPerson
  /** 承認者 and 合議先, in the order the old system has them. */
  readonly approvers: readonly AssertedPerson[]
  readonly decider?: AssertedPerson
}

/** From where a case was brought in: what to look at again when its import is doubted. */
export type BroughtFrom = {
  /** The run of the import. */
  readonly run: string
  /** Of the bytes of the manifest. */
  readonly manifest: Sha256
  /** Of the record in it, in one spelling, and of its files. */
  readonly record: Sha256
  /** 起案番号 of the case by which the import was decided. */
  readonly decision?: string
}

/** Stands where a person is asked for and the old system's name is nobody's here. It is no 職員番号. */
export const nobodyHere = '' as PersonId
