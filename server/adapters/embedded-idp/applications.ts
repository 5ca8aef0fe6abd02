import type { Kysely } from 'kysely'
import type { ClientMetadata } from 'oidc-provider'
import type { ApplicationRole } from '../../domain/applications/application.ts'
import { findApplication } from '../../store/applications.ts'
import type { Database } from '../../store/database.ts'

/** The secret of a registered application in the demo, where everybody may know it. */
export function demoSecret(clientId: string): string {
  return `kessai-demo-${clientId}`
}

const usual: readonly ApplicationRole[] = [
  'documents.write',
  'workflow.submit',
  'workflow.read',
  'events.subscribe',
]
/** What applications of the example get instead; in Keycloak an administrator gives roles to the client's service account. */
const others: Readonly<Record<string, readonly ApplicationRole[]>> = {
  'sys-eform': ['workflow.read', 'documents.read'],
  'sys-jinji': [...usual, 'org.sync'],
}

/** The roles an application gets in the demo, also one that was registered a moment ago. */
export function demoRoles(clientId: string): readonly ApplicationRole[] {
  return others[clientId] ?? usual
}

/** A registered application as a client of the demo provider; undefined for any other. Whether it is enabled is for us to say. */
export async function findDemoClient(
  db: Kysely<Database>,
  clientId: string,
): Promise<ClientMetadata | undefined> {
  const application = await findApplication(db, clientId)
  return (
    application && {
      client_id: clientId,
      client_name: application.name,
      client_secret: demoSecret(clientId),
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
    }
  )
}
