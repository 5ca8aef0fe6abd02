import { readFileSync } from 'node:fs'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import fc from 'fast-check'
import { projectFile } from '../../project-root.ts'
import { assertDocumented } from '../documented-answer.ts'
import { type SignedIn, signInAs } from '../signed-in.ts'
import { type Body, formBodies, jsonBodies, rawBodies } from './bodies.ts'
import { type World, makeWorld } from './world.ts'
import { type Schema, type Schemas, valueOf } from './values.ts'

type Parameter = { readonly name: string; readonly in: string; readonly schema?: Schema }
type Operation = {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
}
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** A route that takes a body, with the addresses and bodies it is tried with. */
type Target = {
  readonly method: string
  readonly path: string
  readonly urls: fc.Arbitrary<string>
  readonly bodies: fc.Arbitrary<Body>
  /** Without a description of its own: judged by its status alone. */
  readonly isForeign?: true
}

/** What came of a run. */
export type FuzzResult = {
  readonly routes: number
  readonly bodies: number
  /** Answers by the first digit of their status. */
  readonly answers: Readonly<Record<string, number>>
  readonly slowestMs: number
  readonly faults: readonly string[]
}

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }

const hangMs = 20_000
const atOnce = 8
/** Those who ask by turns: システム管理者 for what is administered, and who drafts cases. */
const askers = ['u0205', 'u0505'] as const

/**
 * Sends bodies to every route of a running server that takes one, signed in, and judges the answers: no 5xx, none that keeps us
 * waiting, none that docs/api/openapi.json does not describe. The same seed sends the same.
 */
export async function fuzzRoutes(options: {
  readonly url: string
  readonly perRoute: number
  readonly seed: number
  readonly told?: (route: string) => void
}): Promise<FuzzResult> {
  const { url, perRoute, seed } = options
  const world = await makeWorld(url)
  const targets = [...describedTargets(world), ...foreignTargets(world)]
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const faults: string[] = []
  const answers: Record<string, number> = {}
  let [bodies, slowestMs] = [0, 0]
  const sessions = await Promise.all(askers.map((it) => signInAs(url, it)))
  for (const target of targets) {
    const name = `${target.method} ${target.path}`
    options.told?.(name)
    const samples = fc.sample(fc.tuple(target.urls, target.bodies), { numRuns: perRoute, seed })
    const queue = samples.entries()
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (const [at, [address, body]] of queue) {
          const session = sessions[at % sessions.length] as SignedIn
          const began = performance.now()
          const answer = await send(agent, url, { method: target.method, address, session, body })
          const tookMs = performance.now() - began
          bodies += 1
          slowestMs = Math.max(slowestMs, tookMs)
          const kind = typeof answer === 'string' ? 'none' : `${Math.floor(answer.status / 100)}xx`
          answers[kind] = (answers[kind] ?? 0) + 1
          const fault = faultOf(target, answer)
          if (fault !== undefined)
            faults.push(`${name}: ${body.how}: ${fault}\n  ${shown(body)} at ${address}`)
        }
      }),
    )
    const alive = await fetch(`${url}/readyz`).then(
      (it) => it.ok,
      () => false,
    )
    if (!alive) {
      faults.push(`${name}: the server does not answer any more`)
      break
    }
    await refresh(url, sessions)
  }
  agent.destroy()
  return { routes: targets.length, bodies, answers, slowestMs, faults }
}

const shown = ({ bytes }: Body): string => JSON.stringify(bytes.toString('latin1').slice(0, 300))

/** Some bodies end sessions: whoever is out signs in again. */
async function refresh(url: string, sessions: SignedIn[]): Promise<void> {
  for (const [at, session] of sessions.entries()) {
    const { status } = await session.get('/v1/me')
    if (status === 401) sessions[at] = await signInAs(url, session.person)
  }
}

function faultOf(target: Target, answer: Answer | string): string | undefined {
  if (typeof answer === 'string') return answer
  const { status, headers, text } = answer
  if (status >= 500) return `${status} ${text.slice(0, 300)}`
  if (target.isForeign === true) return undefined
  if (status >= 400 && !String(headers['content-type']).startsWith('application/problem+json'))
    return `${status} is no problem document: ${String(headers['content-type'])} ${text.slice(0, 200)}`
  try {
    const path = target.path.replaceAll(/\{\w+\}/g, 'x')
    assertDocumented(target.method, path, {
      statusCode: status,
      headers,
      json: () => JSON.parse(text) as unknown,
    })
  } catch (error) {
    return (error as Error).message
  }
  return undefined
}

type Sending = {
  readonly method: string
  readonly address: string
  readonly session: SignedIn
  readonly body: Body
}

/** One request over the wire; a text that says why there was no answer. */
export function send(
  agent: Agent,
  url: string,
  { method, address, session, body }: Sending,
): Promise<Answer | string> {
  return new Promise((resolve) => {
    const headers = { ...session.headers, ...body.headers, 'content-length': String(body.bytes.length) }
    const asked = request(new URL(address, url), { agent, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', (error) => resolve(`broke off: ${error.message}`))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    asked.setTimeout(hangMs, () => asked.destroy(new Error(`no answer in ${hangMs} ms`)))
    asked.on('error', (error) => resolve(error.message))
    asked.end(body.bytes)
  })
}

/** The routes of docs/api/openapi.json that take a body. */
export function describedTargets({ known, ids }: Pick<World, 'known' | 'ids'>): readonly Target[] {
  const document = JSON.parse(readFileSync(projectFile('docs/api/openapi.json'), 'utf8')) as Document
  const schemas: Schemas = { all: document.components.schemas, known }
  const found: Target[] = []
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { parameters = [], requestBody }] of Object.entries(operations)) {
      if (requestBody === undefined) continue
      const asJson = requestBody.content['application/json']?.schema
      const asForm = requestBody.content['multipart/form-data']?.schema
      const fields = Object.keys(asForm?.properties ?? {})
      found.push({
        ...{ method: method.toUpperCase(), path },
        urls: addressesOf(path, parameters, { schemas, ids }),
        bodies: asJson === undefined ? formBodies(fields) : jsonBodies(valueOf(asJson, schemas)),
      })
    }
  }
  return found
}

function addressesOf(
  path: string,
  parameters: readonly Parameter[],
  { schemas, ids }: { readonly schemas: Schemas; readonly ids: World['ids'] },
): fc.Arbitrary<string> {
  const kind = path.split('/')[2] ?? ''
  const query = parameters.filter((it) => it.in === 'query')
  const said = fc.record(
    Object.fromEntries(query.map((it) => [it.name, valueOf(it.schema ?? {}, schemas, it.name)])),
    { requiredKeys: [] },
  )
  const inPath = fc.constantFrom(...(ids[kind] ?? ['00000000-0000-4000-8000-000000000000']))
  const versions = fc.constantFrom('1', '2', '9999999999', '-1')
  return fc.tuple(inPath, versions, said).map(([id, version, asked]) => {
    const address = path.replace('{version}', version).replaceAll(/\{\w+\}/g, encodeURIComponent(id))
    const words = new URLSearchParams()
    for (const [key, value] of Object.entries(asked)) words.append(key, wellFormed(String(value)))
    return words.size === 0 ? address : `${address}?${words.toString()}`
  })
}

const wellFormed = (text: string): string => Buffer.from(text).toString()

/** Routes that take what is no JSON and no form of ours. */
function foreignTargets({ davUrl, uploadUrl }: World): readonly Target[] {
  const propfind = '<?xml version="1.0"?><propfind xmlns="DAV:"><allprop/></propfind>'
  const update =
    '<?xml version="1.0"?><propertyupdate xmlns="DAV:"><set><prop><a xmlns="x">b</a></prop></set></propertyupdate>'
  const lock =
    '<?xml version="1.0"?><lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype><owner>a</owner></lockinfo>'
  const bomb = `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(100)}">]><propfind xmlns="DAV:">&b;</propfind>`
  const outside =
    '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><propfind xmlns="DAV:">&a;</propfind>'
  const xml = rawBodies('application/xml', [propfind, update, lock, bomb, outside, '<a>'.repeat(3_000)])
  const dav = ['PROPFIND', 'PROPPATCH', 'LOCK', 'PUT'].map((method) => ({
    ...{ method, path: '/dav/{token}/{name}', isForeign: true as const },
    ...{ urls: fc.constant(davUrl), bodies: xml },
  }))
  const token = 'logout_token=eyJhbGciOiJub25lIn0.e30.'
  return [
    ...dav,
    {
      ...{ method: 'PATCH', path: '/v1/uploads/{id}', urls: fc.constant(uploadUrl) },
      bodies: rawBodies('application/offset+octet-stream', ['追加', '']).map((it) => ({
        ...it,
        headers: { ...it.headers, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
      })),
    },
    {
      ...{ method: 'POST', path: '/auth/backchannel-logout', urls: fc.constant('/auth/backchannel-logout') },
      ...{ bodies: rawBodies('application/x-www-form-urlencoded', [token, 'logout_token=', 'a=b&a=b']) },
      isForeign: true,
    },
  ]
}
