/** The one class of keycloak-connect that is used; its own types want Express and leave this file out. */
declare module 'keycloak-connect/middleware/auth-utils/token.js' {
  export default class Token {
    /** Reads a token that somebody else has verified; `clientId` is the client whose roles are meant. */
    constructor(token: string, clientId: string)
    hasRole(name: string): boolean
  }
}

/** Its own verifier, which the tests compare ours with; nothing else uses it. */
declare module 'keycloak-connect/middleware/auth-utils/grant-manager.js' {
  import type Token from 'keycloak-connect/middleware/auth-utils/token.js'

  export default class GrantManager {
    constructor(config: Readonly<Record<string, unknown>>)
    validateToken(token: Token, expectedType: string): Promise<Token>
  }
}
