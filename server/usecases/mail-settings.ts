import type { MailPreference, MailTroubles, OwnMailPreference } from '../contract/mail.ts'
import { defaultMailPreference } from '../domain/approval/notice-groups.ts'
import type { PersonId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findAddress, listPreferences, savePreference } from '../store/mail-preferences.ts'
import { listTroubles } from '../store/mails.ts'
import type { DatabasePorts, OrganisationSource } from './ports.ts'
import { keepsSettings } from './who-is.ts'

export type MailSettingsDeps = Pick<DatabasePorts, 'db'> & {
  readonly organisation: OrganisationSource
  /** Whether a mail server is set up. */
  readonly isMailing: boolean
}

const mostTroubles = 100

/** What a person chose, and whether and where it goes. */
export async function ownMailPreference(deps: MailSettingsDeps, by: PersonId): Promise<OwnMailPreference> {
  const [preferences, address] = await Promise.all([listPreferences(deps.db, [by]), findAddress(deps.db, by)])
  return {
    preference: preferences.get(by) ?? defaultMailPreference,
    isSending: deps.isMailing,
    ...(address === undefined ? {} : { address }),
  }
}

/** Keeps a person's choice. What was queued for the letter of the day still goes at the hour it was queued for. */
export async function chooseMail(
  deps: MailSettingsDeps,
  by: PersonId,
  preference: MailPreference,
): Promise<OwnMailPreference> {
  await savePreference(deps.db, by, preference)
  return ownMailPreference(deps, by)
}

/** Letters that met an error lately, for those who administer. */
export async function mailTroubles(
  deps: MailSettingsDeps,
  by: PersonId,
): Promise<Result<MailTroubles, { readonly code: 'not_found' }>> {
  if (!keepsSettings(await deps.organisation.current(), by)) return no({ code: 'not_found' })
  const rows = await listTroubles(deps.db, mostTroubles)
  return yes({
    items: rows.map((row) => ({
      id: row.id,
      person: row.name,
      madeAt: row.madeAt,
      attempts: row.attempts,
      lastError: row.lastError ?? '',
      outcome: (row.outcome ?? 'waiting') as MailTroubles['items'][number]['outcome'],
    })),
  })
}
