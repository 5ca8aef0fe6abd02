import { mostResults } from './list.ts'
import { type ResourceType, resourceTypes, schemas } from './schema.ts'

const message = 'urn:ietf:params:scim:api:messages:2.0'
const core = 'urn:ietf:params:scim:schemas:core:2.0'

/** A list as every answer of several resources is one. */
export function listAnswer(
  Resources: readonly object[],
  totalResults = Resources.length,
  startIndex = 1,
): object {
  return {
    schemas: [`${message}:ListResponse`],
    totalResults,
    startIndex,
    itemsPerPage: Resources.length,
    Resources,
  }
}

/** A refusal as SCIM has it (RFC 7644 section 3.12). */
export function errorAnswer(status: number, detail: string, scimType?: string): object {
  return {
    schemas: [`${message}:Error`],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  }
}

/** What of the protocol is spoken here (RFC 7643 section 5). */
export function serviceProviderConfig(base: string): object {
  return {
    schemas: [`${core}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostResults },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'OAuth 2.0 client credentials',
        description: '認証基盤のアクセストークン（aud は kessai-api、役割は org.sync）',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}

function described({ name, endpoint, description, core: schema, extensions }: ResourceType, base: string) {
  return {
    schemas: [`${core}:ResourceType`],
    id: name,
    name,
    endpoint,
    description,
    schema: schema.id,
    schemaExtensions: extensions.map((it) => ({ schema: it.id, required: true })),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }
}

/** What kinds of resources there are. */
export function resourceTypeAnswers(base: string): readonly { readonly id: string }[] {
  return resourceTypes.map((it) => described(it, base))
}

/** Every attribute of every kind. */
export function schemaAnswers(base: string): readonly { readonly id: string }[] {
  return schemas.map((it) => ({
    schemas: [`${core}:Schema`],
    ...it,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${it.id}` },
  }))
}
