import type { FastifyError, FastifyRequest } from 'fastify'
import { matterFields } from '../usecases/manifest-changes.ts'
import type { Said } from './problem.ts'

/** What people call the fields they fill in. A field without a line is named as the API names it. */
const fieldNames: Readonly<Record<string, string>> = {
  ...matterFields,
  absence: '不在の理由',
  answer: '回答',
  as: '処理する職',
  comment: '意見',
  condition: '条件',
  decider: '決裁権者',
  disclosure: '公開区分',
  drafterPost: '起案する職',
  effect: '変更の重さ（軽微・重要）',
  effectiveOn: '適用日',
  from: '始まりの日',
  kind: '種類',
  manifestSha256: '表示していた内容の指紋',
  mode: '再開のしかた',
  name: '名前',
  names: '名前',
  note: '添え書き',
  on: '基準日',
  opinion: '合議の意見',
  order: '順位',
  people: '相手',
  person: '職員',
  place: '所在',
  position: '職位',
  post: '職',
  purpose: '閲覧の目的',
  reason: '理由',
  status: '状態',
  step: '段',
  text: '本文',
  to: '終わりの日または相手',
  type: '操作の種類',
  unit: '所属',
  version: '版',
}

type Fault = NonNullable<FastifyError['validation']>[number]

/** A fault of one field as a Japanese sentence, by the keyword of JSON Schema that found it. */
function wrongText({ keyword, params }: Fault): string {
  const limit = String(params['limit'])
  switch (keyword) {
    case 'required':
      return 'がありません。入れてください'
    case 'additionalProperties':
      return 'という項目は受け付けません。外してください'
    case 'maxLength':
      return `は${limit}文字までです。短くしてください`
    case 'minLength':
      return limit === '1' ? 'が空です。入力してください' : `は${limit}文字以上にしてください`
    case 'minimum':
      return `は${limit}以上にしてください`
    case 'maximum':
      return `は${limit}以下にしてください`
    case 'maxItems':
      return `は${limit}件までです。減らしてください`
    case 'minItems':
      return `は${limit}件以上にしてください`
    case 'pattern':
    case 'format':
      return 'の書き方が正しくありません。書き直してください'
    case 'type':
      return `の種類が違います。${typeNames[String(params['type'])] ?? '決まった種類の値'}にしてください`
    default:
      return 'は決められた値ではありません。選び直してください'
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数',
  boolean: 'はい・いいえ（true・false）',
  array: '一覧',
  object: '項目の組',
}

/**
 * What is wrong with a request that does not fit its schema: the field by its Japanese name and what to do, and the
 * validator's own words for developers.
 */
export function invalidRequest(error: FastifyError, request: FastifyRequest): Said {
  const fault = faultOf(error.validation ?? [], request)
  const technical = { technical: error.message }
  if (fault === undefined) return technical
  const path = pathOf(fault)
  const field = path.join('.')
  const detail = `${fieldText(path)}${wrongText(fault)}`
  return { detail, facts: { field, keyword: fault.keyword }, ...technical }
}

/** Of many kinds of body (acts), the fault in the kind that was meant; else the deepest. */
function faultOf(faults: readonly Fault[], request: FastifyRequest): Fault | undefined {
  const body: unknown = request.body
  const schema = request.routeOptions.schema?.body as { readonly anyOf?: readonly Kind[] } | undefined
  const meant =
    typeof body === 'object' && body !== null && 'type' in body
      ? schema?.anyOf?.findIndex((it) => it.properties?.['type']?.const === body.type)
      : undefined
  if (meant === -1) return faults.find((it) => it.instancePath === '/type') ?? faults[0]
  const own = faults.find((it) => it.schemaPath.startsWith(`#/anyOf/${meant}/`))
  return own ?? faults.toSorted((a, b) => depthOf(b) - depthOf(a))[0]
}

type Kind = { readonly properties?: Readonly<Record<string, { readonly const?: unknown }>> }

function depthOf({ instancePath }: Fault): number {
  return instancePath.split('/').length
}

/** `content.title` for /content/title; what is missing or too much is part of it. */
function pathOf({ instancePath, params }: Fault): readonly string[] {
  const more = params['missingProperty'] ?? params['additionalProperty']
  const path = instancePath.split('/').slice(1)
  return typeof more === 'string' ? [...path, more] : path
}

/** 「件名」（title）, or 「3番目の合議先」; the request itself when no field is named. */
function fieldText(path: readonly string[]): string {
  const named = path.findLast((it) => !/^\d+$/.test(it))
  if (named === undefined) return '送られた内容'
  const index = path.find((it) => /^\d+$/.test(it))
  const place = index === undefined ? '' : `${Number(index) + 1}番目の`
  const name = fieldNames[named]
  return name === undefined ? `${place}「${named}」` : `${place}「${name}」（${named}）`
}
