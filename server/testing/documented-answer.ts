import { readFileSync } from 'node:fs'
import { projectFile } from '../project-root.ts'

type Answer = { readonly $ref?: string; readonly description?: string }
type Document = {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Answer>> }>>>
  >
  readonly components: { readonly responses: Readonly<Record<string, Answer>> }
}
type Path = { readonly address: string; readonly pattern: RegExp }

/** As much of an answer as its description says something of. */
export type AnswerToJudge = {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  json(): unknown
}

let read: { readonly document: Document; readonly paths: readonly Path[] } | undefined

/** The description of the API, read when the first request was answered. */
function described(): NonNullable<typeof read> {
  if (read !== undefined) return read
  const document = JSON.parse(readFileSync(projectFile('docs/api/openapi.json'), 'utf8')) as Document
  const paths = Object.keys(document.paths)
    // What is written out comes before what a parameter may be: /v1/notices/read before /v1/notices/{id}.
    .toSorted((a, b) => a.split('{').length - b.split('{').length)
    .map((address) => ({
      address,
      pattern: new RegExp(`^${address.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    }))
  return (read = { document, paths })
}

/**
 * Throws when a route under /v1 answers what docs/api/openapi.json does not say: another status, or another code of a
 * problem document. Every test that sends a request through the test application proves the description with it.
 */
export function assertDocumented(method: string, url: string, response: AnswerToJudge): void {
  const { document, paths } = described()
  const path = url.split('?')[0] ?? ''
  const fitting = paths.find(
    (it) => it.pattern.test(path) && document.paths[it.address]?.[method.toLowerCase()] !== undefined,
  )
  if (fitting === undefined) return
  const answers = document.paths[fitting.address]?.[method.toLowerCase()]?.responses ?? {}
  const said = answers[String(response.statusCode)]
  const answer =
    said?.$ref === undefined ? said : document.components.responses[said.$ref.split('/').at(-1) ?? '']
  const code = isProblem(response) ? (response.json() as { readonly code: string }).code : undefined
  if (answer !== undefined && (code === undefined || answer.description?.split(', ').includes(code) === true))
    return
  throw new Error(
    `${method} ${fitting.address} answered ${response.statusCode} ${code ?? ''}, which docs/api/openapi.json does not say: run \`npm run openapi\`; what a hook answers stands in scripts/lib/openapi/problem-answers.ts`,
  )
}

function isProblem({ headers }: AnswerToJudge): boolean {
  return String(headers['content-type']).startsWith('application/problem+json')
}
