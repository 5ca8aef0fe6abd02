/** The SCIM schemas (RFC 7643) as Kessai keeps them: what a client may read and write of people and units. */

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'
// The only shape that Entra ID lets an administrator type in for attributes of one's own.
export const postsSchema = 'urn:ietf:params:scim:schemas:extension:kessai:2.0:User'
export const unitSchema = 'urn:ietf:params:scim:schemas:extension:kessai:2.0:Group'
/** What a change did besides: added to the answer of whatever changed something, never stored with the resource. */
export const changeSchema = 'urn:ietf:params:scim:schemas:extension:kessai:2.0:Change'

export type AttributeType = 'string' | 'boolean' | 'integer' | 'complex' | 'reference'

export type Attribute = {
  readonly name: string
  readonly type: AttributeType
  readonly description: string
  readonly multiValued: boolean
  readonly required: boolean
  /** Whether upper and lower case differ when values are compared. */
  readonly caseExact: boolean
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'
  readonly returned: 'always' | 'never' | 'default' | 'request'
  readonly uniqueness: 'none' | 'server' | 'global'
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly Attribute[]
}

export type Schema = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly Attribute[]
}

type Options = Partial<Omit<Attribute, 'name' | 'type' | 'description'>>

function attribute(name: string, type: AttributeType, description: string, options: Options = {}): Attribute {
  return {
    ...{ name, type, description, multiValued: false, required: false, caseExact: false },
    ...{ mutability: 'readWrite' as const, returned: 'default' as const, uniqueness: 'none' as const },
    ...options,
  }
}

const text = (name: string, description: string, options?: Options) =>
  attribute(name, 'string', description, options)
const readOnly = { mutability: 'readOnly' } as const
const code = { caseExact: true } as const
const many = (name: string, description: string, subAttributes: readonly Attribute[], options?: Options) =>
  attribute(name, 'complex', description, { multiValued: true, subAttributes, ...options })

/** `id`, `externalId` and `meta` belong to every resource and to no schema (RFC 7643 section 3.1). */
export const commonAttributes: readonly Attribute[] = [
  attribute('schemas', 'reference', 'URNs of the schemas', {
    multiValued: true,
    returned: 'always',
    ...code,
  }),
  text('id', '職員番号, or the code of a unit', { ...readOnly, ...code, returned: 'always' }),
  text('externalId', 'How the client calls it; each client sees its own', code),
  attribute('meta', 'complex', 'Type, address and version', {
    ...readOnly,
    subAttributes: [
      text('resourceType', 'User or Group', { ...readOnly, ...code }),
      attribute('location', 'reference', 'Address', { ...readOnly, ...code, referenceTypes: ['uri'] }),
      text('version', 'The same as the ETag', { ...readOnly, ...code }),
    ],
  }),
]

const contact = (type: string) => [
  text('value', 'What is written there'),
  text('type', `Always ${type}`, { canonicalValues: [type] }),
  attribute('primary', 'boolean', 'Always true'),
]

const day = (name: string, description: string, options?: Options) =>
  text(name, `${description}: a day in Japan, 2026-07-01`, { ...code, ...options })

export const schemas: readonly Schema[] = [
  {
    id: userSchema,
    name: 'User',
    description: '職員',
    attributes: [
      text(
        'userName',
        'ログイン名: how the identity provider calls the person (職員番号 where nothing else is agreed)',
        {
          required: true,
          uniqueness: 'server',
        },
      ),
      attribute('name', 'complex', '氏名', {
        subAttributes: [
          text('formatted', '姓 and 名 with one space between'),
          text('familyName', '姓'),
          text('givenName', '名'),
        ],
      }),
      text('displayName', '氏名; given back as name.formatted', readOnly),
      text('title', '職名 of today, of the 本務 first', readOnly),
      attribute(
        'active',
        'boolean',
        'In a post, on 派遣 or 休職, today or from a later day. false retires (退職)',
      ),
      many('emails', 'One address', contact('work')),
      many('phoneNumbers', '内線, one', contact('work')),
    ],
  },
  {
    id: enterpriseSchema,
    name: 'EnterpriseUser',
    description: '職員番号',
    attributes: [
      text('employeeNumber', '職員番号: the same for life, and the id', {
        required: true,
        ...code,
        mutability: 'immutable',
        uniqueness: 'server',
      }),
      text('department', 'Name of the unit of the 本務', readOnly),
    ],
  },
  {
    id: postsSchema,
    name: 'Posts',
    description: '発令',
    attributes: [
      text('nameKana', '氏名カナ'),
      many('posts', '発令 that count today or begin later. A list that is sent is the whole list', [
        text('value', 'Names one entry: give it back unchanged', { ...readOnly, ...code }),
        text('display', '職名', readOnly),
        text('unit', '所属コード; none on 派遣 and 休職', code),
        text('position', '職位コード; none on 派遣 and 休職', code),
        text(
          'kind',
          '本務 primary, 兼務 concurrent (併任 as a word), 事務取扱 handling, 職務代理 proxy, 派遣 seconded, 休職 on_leave',
          {
            canonicalValues: ['primary', 'concurrent', 'handling', 'proxy', 'seconded', 'on_leave'],
          },
        ),
        day('from', 'First day; where none is given the day of the change'),
        day('until', 'Last day, inclusive; none while open'),
        attribute('order', 'integer', '並び順 within the unit'),
      ]),
      text('mainUnit', '所属コード of the 本務, for clients that can send no list', code),
      text('mainPosition', '職位コード of the 本務, for clients that can send no list', code),
      day('effectiveOn', '適用日 of this change, today where none is given', {
        mutability: 'writeOnly',
        returned: 'never',
      }),
    ],
  },
  {
    id: groupSchema,
    name: 'Group',
    description: '所属',
    attributes: [
      text('displayName', '所属名', { required: true }),
      many(
        'members',
        'Who is in a post of the unit today. It follows from the posts of people and is changed there',
        [
          text('value', '職員番号', { ...readOnly, ...code }),
          text('display', '氏名', readOnly),
          text('type', 'User', readOnly),
          attribute('$ref', 'reference', 'Address', { ...readOnly, ...code, referenceTypes: ['User'] }),
        ],
        readOnly,
      ),
    ],
  },
  {
    id: unitSchema,
    name: 'Unit',
    description: '所属 with its place and its days',
    attributes: [
      text('code', '所属コード: never given out a second time, and the id', {
        required: true,
        ...code,
        mutability: 'immutable',
        uniqueness: 'server',
      }),
      text('parent', '上位所属コード', code),
      text(
        'kind',
        '所属区分: department 部, bureau 局, section 課, group 係, branch 振興局, branch_dept 振興局の部, institution 出先機関',
        {
          required: true,
          mutability: 'immutable',
        },
      ),
      text('symbol', '文書記号'),
      day('from', 'First day', { mutability: 'immutable' }),
      day('until', 'Last day of a unit that is abolished'),
      text('successor', '所属コード of who takes over its 簿冊 when it ends', {
        ...code,
        returned: 'default',
      }),
      day('effectiveOn', '適用日 of this change, today where none is given', {
        mutability: 'writeOnly',
        returned: 'never',
      }),
    ],
  },
]

export type ResourceType = {
  readonly name: 'User' | 'Group'
  readonly endpoint: string
  readonly description: string
  readonly core: Schema
  readonly extensions: readonly Schema[]
}

function schemaOf(id: string): Schema {
  const found = schemas.find((it) => it.id === id)
  if (found === undefined) throw new Error(`no schema ${id}`)
  return found
}

const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: '職員 with their 発令',
  core: schemaOf(userSchema),
  extensions: [schemaOf(enterpriseSchema), schemaOf(postsSchema)],
}
const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: '所属',
  core: schemaOf(groupSchema),
  extensions: [schemaOf(unitSchema)],
}
export const resourceTypes: readonly ResourceType[] = [userType, groupType]
