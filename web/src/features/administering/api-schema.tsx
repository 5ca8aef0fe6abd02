import type { ApiAnswer, ApiDescription, ApiSchema } from '../../api/api-description.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Disclosure } from '../../ui/index.ts'

type Schemas = ApiDescription['schemas']
/** Deeper, only the name of what follows is said. */
const deepest = 4

/** What an operation answers, by status. */
export function ApiAnswers({
  answers,
  schemas,
}: {
  readonly answers: Readonly<Record<string, ApiAnswer>>
  readonly schemas: Schemas
}) {
  const text = useText().administering.api
  return (
    <div>
      <h4 className="font-bold">{text.answers}</h4>
      <dl className="mt-1 grid gap-1">
        {Object.entries(answers).map(([status, { description, content = {} }]) => (
          <div key={status} className="grid grid-cols-[3rem_1fr] gap-2">
            <dt className="tabular font-bold">{status}</dt>
            <dd className="min-w-0 break-words">
              {Object.entries(content).map(([type, { schema }]) =>
                type === 'application/problem+json' ? (
                  <Codes key={type} codes={description.split(', ')} schemas={schemas} />
                ) : (
                  <div key={type}>
                    {description}（{type}）
                    {schema.$ref !== undefined && (
                      <Disclosure title={text.content(nameOf(schema.$ref))}>
                        <ApiSchemaView schema={schema} schemas={schemas} />
                      </Disclosure>
                    )}
                  </div>
                ),
              )}
              {Object.keys(content).length === 0 && description}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Refusals by their code, with the sentence that people read. */
function Codes({ codes, schemas }: { readonly codes: readonly string[]; readonly schemas: Schemas }) {
  const known = (schemas['ProblemCode'] as { readonly oneOf?: readonly ApiSchema[] } | undefined)?.oneOf ?? []
  const lines = codes.map((code) => ({
    code,
    says: known.find((it) => it.const === code)?.description ?? '',
  }))
  const list = (
    <ul className="grid gap-0.5">
      {lines.map(({ code, says }) => (
        <li key={code}>
          <code className="font-bold">{code}</code>　<span className="text-ink-2">{says}</span>
        </li>
      ))}
    </ul>
  )
  const { refusals } = useText().administering.api
  return lines.length < 3 ? list : <Disclosure title={refusals(lines.length)}>{list}</Disclosure>
}

/** The fields of a schema with what each is. */
export function ApiSchemaView({
  schema,
  schemas,
  depth = 0,
}: {
  readonly schema: ApiSchema
  readonly schemas: Schemas
  readonly depth?: number
}) {
  const text = useText().administering.api
  const named = schema.$ref === undefined ? schema : (schemas[nameOf(schema.$ref)] ?? {})
  const inner = named.items ?? named
  const fields = inner.$ref === undefined ? inner : (schemas[nameOf(inner.$ref)] ?? {})
  const { properties, required = [], anyOf = [] } = fields
  if (depth >= deepest) return null
  if (properties === undefined) {
    return anyOf.some((it) => it.properties !== undefined || it.$ref !== undefined) ? (
      <ul className="grid grid-cols-1 gap-2 border-l border-line pl-3">
        {anyOf.map((it, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- the kinds of a schema have no other name, and stay
          <li key={at}>
            <p className="text-ink-2">{it.description}</p>
            <ApiSchemaView schema={it} schemas={schemas} depth={depth + 1} />
          </li>
        ))}
      </ul>
    ) : null
  }
  return (
    <ul className="grid grid-cols-1 gap-1 border-l border-line pl-3">
      {Object.entries(properties).map(([name, it]) => (
        <li key={name}>
          <code className="font-bold">{name}</code>{' '}
          <span className="text-ink-2">
            {typeOf(it, schemas)}
            {required.includes(name) ? '' : `・${text.optional}`}
            {it.description === undefined ? '' : `　${it.description}`}
          </span>
          <ApiSchemaView schema={it} schemas={schemas} depth={depth + 1} />
        </li>
      ))}
    </ul>
  )
}

function nameOf(ref: string): string {
  return ref.split('/').at(-1) ?? ref
}

/** `string`, `"decide"`, `Id`, `AttachmentView[]`, `a | b`. */
function typeOf(schema: ApiSchema, schemas: Schemas): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((it) => JSON.stringify(it)).join(' | ')
  if (schema.items !== undefined) return `${typeOf(schema.items, schemas)}[]`
  if (schema.anyOf !== undefined) return schema.anyOf.map((it) => typeOf(it, schemas)).join(' | ')
  return [schema.type ?? ''].flat().join(' | ')
}
