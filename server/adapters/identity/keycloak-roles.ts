import Token from 'keycloak-connect/middleware/auth-utils/token.js'

/**
 * Which of these roles a token of Keycloak carries for a client. The token must have been verified: this reads claims, and
 * proves nothing. Everything that keycloak-connect does for us is in this file (docs/decisions/0035-applications.md).
 */
export function rolesOf(token: string, clientId: string, known: readonly string[]): readonly string[] {
  const read = new Token(token, clientId)
  return known.filter((role) => read.hasRole(role))
}
