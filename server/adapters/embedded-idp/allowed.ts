import { isThisMachine } from '../identity/openid.ts'

export type DemoSurroundings = {
  /** Whether NODE_ENV says production. */
  readonly production: boolean
  /** The address the server is going to listen on. */
  readonly host: string
  /** Kessai's own address as browsers see it. */
  readonly publicUrl: string
  /** OIDC_ISSUER as it is set. */
  readonly oidcIssuer?: string | undefined
}

/**
 * Throws unless the demo sign-in, where everybody knows the password, can only be reached from this machine and
 * nobody has set up a real provider.
 */
export function assertDemoAllowed(around: DemoSurroundings): void {
  if (around.oidcIssuer !== undefined && around.oidcIssuer !== '') {
    throw refusal(
      'OIDC_ISSUER が設定されているため、デモ用サインインは起動しません。どちらか一方にしてください。',
      'the demo sign-in does not start beside a configured OIDC_ISSUER; use one of the two.',
    )
  }
  if (around.production) {
    throw refusal(
      '本番環境（NODE_ENV=production）ではデモ用サインインを使えません。OIDC_ISSUER に認証基盤（Keycloak など）の URL を設定してください。',
      'the demo sign-in refuses NODE_ENV=production; set OIDC_ISSUER to your identity provider.',
    )
  }
  if (!isLoopback(around.host)) {
    throw refusal(
      `デモ用サインインはこのコンピューターの中（127.0.0.1）でしか使えません（待ち受け: ${around.host}）。外から使うには OIDC_ISSUER を設定してください。`,
      `the demo sign-in listens on loopback only, not on ${around.host}; set OIDC_ISSUER to be reached from elsewhere.`,
    )
  }
  if (!isThisMachine(new URL(around.publicUrl))) {
    throw refusal(
      `デモ用サインインは公開の URL（${around.publicUrl}）では使えません。OIDC_ISSUER を設定してください。`,
      `the demo sign-in refuses the public address ${around.publicUrl}; set OIDC_ISSUER.`,
    )
  }
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(host)
}

function refusal(japanese: string, english: string): Error {
  return new Error(`${japanese}\n(${english})`)
}
