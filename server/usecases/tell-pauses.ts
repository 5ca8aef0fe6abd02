import type { Kysely } from 'kysely'
import type { Database } from '../store/database.ts'
import { findAddress } from '../store/mail-preferences.ts'
import { type PauseReason, type StoredEndpoint, listUntoldPauses, notePauseTold } from '../store/webhooks.ts'
import { type Clock, MailRefused, type Mailer, type OrganisationSource } from './ports.ts'
import { timeText } from './time-text.ts'
import { escapeHtml } from './escape-html.ts'

export type TellPausesDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
  readonly mailer: Mailer
  readonly publicUrl: string
}

const reasons: Readonly<Record<PauseReason, string>> = {
  failing: '三日のあいだ一度も届かなかったため',
  gone: '受信側が「もうありません」（410）と応答したため',
}

/**
 * Writes to the contact of each endpoint that was paused, and to every システム管理者 with an address. Noted once all were
 * written to; a crash before that writes again. Answers how many endpoints.
 */
export async function tellPauses(deps: TellPausesDeps): Promise<number> {
  const paused = await listUntoldPauses(deps.db)
  for (const endpoint of paused) {
    const addresses = await addressesFor(deps, endpoint)
    for (const to of addresses) {
      const key = `kessai-webhook-${endpoint.id}-${endpoint.paused?.at ?? ''}`
      const letter = {
        ...letterOf(endpoint, deps.publicUrl),
        key,
        to,
        settingsUrl: pageOf(deps.publicUrl, endpoint),
      }
      await deps.mailer.send(letter).catch((error: unknown) => {
        // An address that takes no letter keeps nobody else from knowing.
        if (!(error instanceof MailRefused)) throw error
      })
    }
    await notePauseTold(deps.db, endpoint.id, deps.now())
  }
  return paused.length
}

async function addressesFor(
  { db, organisation }: TellPausesDeps,
  { contact }: StoredEndpoint,
): Promise<ReadonlySet<string>> {
  const { people } = await organisation.current()
  const keepers = [...people.values()].filter((it) => it.roles.includes('administrator'))
  const found = await Promise.all(keepers.map((it) => findAddress(db, it.id)))
  return new Set([contact, ...found].filter((it): it is string => it !== undefined && it !== ''))
}

/** Where an endpoint is looked at and turned on again. */
function pageOf(publicUrl: string, { id }: Pick<StoredEndpoint, 'id'>): string {
  return `${publicUrl}/settings/webhooks?endpoint=${id}`
}

function letterOf(
  { id, clientId, url, paused }: StoredEndpoint,
  publicUrl: string,
): {
  readonly subject: string
  readonly text: string
  readonly html: string
} {
  const lines = [
    `外部システム（${clientId}）への通知を止めました。`,
    `宛先：${new URL(url).origin}`,
    `理由：${reasons[paused?.because ?? 'failing']}`,
    ...(paused === undefined ? [] : [`止めた時刻：${timeText(paused.at)}`]),
    `受信側を直してから、システム管理者が「設定」の「Webhook」で再開してください：${pageOf(publicUrl, { id })}`,
    `外部システムからは PATCH /v1/webhooks/${id} に "enabled": true を送っても再開できます。止めていた間の出来事は、再開すると順に届きます。`,
  ]
  return {
    subject: `外部システムへの通知を止めました（${clientId}）`,
    text: `${lines.join('\n')}\n`,
    html: lines.map((it) => `<p>${escapeHtml(it)}</p>`).join('\n'),
  }
}
