import type { LegacyField } from './columns.ts'

const errors = [
  'column_missing',
  'column_unknown',
  'not_json',
  'wrong_shape',
  'value_missing',
  'too_long',
  'broken_character',
  'rows_differ',
  'key_twice',
  'bad_day',
  'day_ahead',
  'bad_year',
  'no_completion',
  'unknown_section',
  'unknown_person',
  'unknown_class',
  'unknown_retention',
  'unknown_disposition',
  'disposition_differs',
  'folder_closed',
  'unknown_disclosure',
  'unknown_ground',
  'ground_missing',
  'until_missing',
  'unknown_secrecy',
  'secret_on_paper_only',
  'secret_until_missing',
  'readers_missing',
  'unknown_number_kind',
  'bad_sha256',
  'bad_path',
  'bad_file_name',
  'bad_order',
  'file_twice',
  'file_missing',
  'file_empty',
  'file_too_large',
  'file_dangerous',
  'file_differs',
  'record_changed',
] as const

const warnings = [
  'private_character',
  'days_out_of_order',
  'number_does_not_fit',
  'number_taken',
  'number_book_in_use',
] as const

export type LegacyErrorCode = (typeof errors)[number]
export type LegacyWarningCode = (typeof warnings)[number]
/** Every code there is, for the page that explains them. */
export const legacyCodes: readonly (LegacyErrorCode | LegacyWarningCode)[] = [...errors, ...warnings]

/** What is wrong with a record: with an error it is not taken, with a warning it is, and told. */
export type LegacyProblem = {
  readonly field?: LegacyField
  readonly code: LegacyErrorCode | LegacyWarningCode
  /** What stands there, or what there is instead. */
  readonly value?: string
}

/** Whether a record of this problem is taken all the same. */
export function isWarning({ code }: LegacyProblem): boolean {
  return warnings.some((it) => it === code)
}
