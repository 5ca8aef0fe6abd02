import type { Texts } from '../../i18n/settings/index.ts'

export type RoleName = keyof Texts['administering']['roles']['names']

/** In the order of the page. */
export const roleNames: readonly RoleName[] = [
  'administrator',
  'records_manager',
  'records_officer',
  'legal_reviewer',
  'archivist',
  'auditor',
]
