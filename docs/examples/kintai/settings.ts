import { createKessai, type Kessai } from '@kessai/client'

/** A setting of the environment; without it there is nothing to begin with. */
export function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`環境変数 ${name} を設定してください。`)
  return value
}

/** Kessai as this system is registered there. */
export function openKessai(): Kessai {
  return createKessai({
    url: setting('KESSAI_URL'),
    issuer: setting('KESSAI_ISSUER'),
    clientId: setting('KESSAI_CLIENT_ID'),
    clientSecret: setting('KESSAI_CLIENT_SECRET'),
  })
}
