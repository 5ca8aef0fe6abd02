import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { problems } from '../../../server/plugins/problem.ts'

const root = join(import.meta.dirname, '../../..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

/** What the description says before any route. */
export const info = {
  title: 'Kessai 決裁 API',
  version,
  summary: '文書管理・電子決裁システム Kessai の API',
  description: [
    '起案、回議・合議、決裁、保存までを他のシステムから扱うための API です。画面も同じ API を使っています。',
    '- **サインイン**: 画面は Cookie のセッションと `X-CSRF-Token`（`GET /v1/me` が答えます）、他のシステムは client credentials の Bearer トークンで呼び出します。',
    '- **拒否**: すべて RFC 9457 の problem document です。`code` は変わらない名前、`title` はそのまま人に見せられる日本語、`rule` は根拠の規則です。',
    '- **版**: 変更する操作は、送る人が見ていた `version` と `manifestSha256` を伴います。古ければ 409 で断ります。',
    '- **変更の予告**: docs/api/README.md の方針によります。廃止予定の操作は `deprecated` と `Deprecation`・`Sunset` ヘッダーで知らせます。',
    '',
    'The API of Kessai, for other systems and for its own pages. Refusals are problem documents whose `code` is stable; an act carries the `version` and `manifestSha256` its sender was looking at.',
  ].join('\n'),
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
} as const

/** The groups of the listing, in their order. */
export const tags: readonly { readonly name: string; readonly description: string }[] = [
  { name: 'proposals', description: '起案文書: drafting, reading and listing cases' },
  { name: 'acts', description: '処理: 提出, 承認, 合議, 決裁, 差戻し …' },
  { name: 'issuing', description: '施行: 浄書, 公印, 発送, 完結' },
  { name: 'attachments', description: '添付: adding, ordering, renaming, replacing' },
  { name: 'disclosure', description: '公開: 開示請求, 墨塗りした写し, 目録' },
  { name: 'receipts', description: '収受: what arrives, 配布, 供覧, 接受起案' },
  { name: 'files', description: '閲覧: contents, pages, pictures, prints' },
  { name: 'editing', description: '直接編集: who edits what, and what is saved' },
  { name: 'notes', description: '付箋' },
  { name: 'records', description: '経過と閲覧の記録: the chain of events, the decision, who read what' },
  { name: 'search', description: '文書検索と、保存した検索' },
  { name: 'folders', description: '簿冊と文書分類表: 保存期間, 引継ぎ, 統合' },
  { name: 'inbox', description: '受信箱' },
  { name: 'notices', description: '通知とメール' },
  { name: 'stream', description: '変化の知らせ (server-sent events)' },
  { name: 'organisation', description: '組織: 所属, 職, 発令, 不在, 代決の順位' },
  { name: 'rules', description: '規程: 専決表, 経路, 方針' },
  { name: 'me', description: '自分' },
  { name: 'sign-in', description: 'サインイン: 端末, 記録, 期限' },
  { name: 'measures', description: '集計: 電子決裁率, 回議の時間, 節約' },
  { name: 'events', description: '出来事の流れ: 外部システムが追う' },
  { name: 'applications', description: '外部システム: 登録, できること, 記録' },
  { name: 'webhooks', description: '通知先: 出来事を外部システムへ送る' },
  { name: 'api', description: 'この API の説明' },
]

/** How a caller proves who it is. */
export const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'kessai',
    description: '画面のセッション。https では `__Host-kessai`。/auth/sign-in でサインインすると付きます',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CSRF-Token',
    description: 'GET /v1/me の `csrfToken`。GET 以外でセッションと一緒に送ります',
  },
  application: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      '他のシステム: 認証基盤の client credentials によるアクセストークン。`aud` は `kessai-api`、必要な役割は操作ごとに示します。職員に代わって起案するときはヘッダー `Kessai-Officer` に職員番号を入れます',
  },
} as const

/** Headers that many answers carry. */
export const headers = {
  ETag: {
    description: 'Names this content; send it back as If-None-Match',
    schema: { type: 'string' },
  },
  'Retry-After': { description: 'Seconds after which to try again', schema: { type: 'integer' } },
  'X-RateLimit-Limit': { description: 'Writing requests a minute', schema: { type: 'integer' } },
  'X-RateLimit-Remaining': { description: 'How many are left', schema: { type: 'integer' } },
  'X-RateLimit-Reset': { description: 'Seconds until all are there again', schema: { type: 'integer' } },
} as const

/** Every code of a problem document with the sentence people read; a component, so that each is said once. */
export const problemCode = {
  description: 'The stable names of refusals, and what each means',
  oneOf: Object.entries(problems).map(([code, { status, title }]) => ({
    const: code,
    title: String(status),
    description: title,
  })),
}
