import type { Caller } from '../rights/callers.ts'
import { type MakeRequest, requests } from '../rights/requests.ts'
import { type Hidden, common } from './hidden.ts'

/** Where a route could tell somebody of something hidden. */
export type Place =
  /** Addresses of the hidden thing and its parts: answered as those of what nothing has. */
  | { readonly below: (it: Hidden) => readonly string[] }
  /** What knows nothing of a single case, lists and numbers: answered as before there was anything hidden. */
  /** `onlyBy`: by one of them, since it costs much to make. */
  | { readonly same: readonly string[]; readonly onlyBy?: Caller }
  /** The same for what is 秘 only: a case that is merely not for everybody counts in numbers that are for everybody. */
  | { readonly counted: readonly string[] }
  /** As the table of rights asks it, about the hidden case; what is said besides may change, so that it is looked through. */
  | { readonly lookedThrough: readonly MakeRequest[]; readonly why: string }

const q = encodeURIComponent(common)
const months = 'from=2026-05&to=2026-05'
const tabs = ['approve', 'concur', 'examine', 'circulate', 'post_review', 'returned', 'consult', 'ahead']
const issuingSteps = ['fair_copy', 'collate', 'seal', 'dispatch', 'complete']
const desks = ['entering', 'arrived', 'section', 'shown', 'done', 'all']
const books = [
  ['起案番号', 'KNK'],
  ['施行番号', 'KNK'],
  ['収受番号', 'KNK'],
  ['収受番号', 'BUN'],
].map(([kind = '', unit = '']) => new URLSearchParams({ kind, unit }).toString())
const nobody = '00000000-0000-4000-8000-000000000000'

const ofCase = (...below: readonly string[]): Place => ({
  below: ({ proposal }) =>
    proposal === undefined ? [] : below.map((it) => `/v1/proposals/${proposal.id}${it}`),
})
const revisionsOf = ({ proposal, receipt }: Hidden): readonly string[] => [
  ...(proposal === undefined ? [] : [proposal.pdf, proposal.text, proposal.word].map((it) => it.revisionId)),
  ...(receipt === undefined ? [] : [receipt.revision]),
]
const ofRevision = (below: string): Place => ({
  below: (it) => revisionsOf(it).map((id) => `/v1/revisions/${id}${below.replace(':self', id)}`),
})
const ofReceipt = (...below: readonly string[]): Place => ({
  below: ({ receipt }) => (receipt === undefined ? [] : below.map((it) => `/v1/receipts/${receipt.id}${it}`)),
})
const ofPart = (kind: 'copy' | 'note' | 'print' | 'upload', at: string): Place => ({
  below: (it) => (it[kind] === '' ? [] : [at.replace(':id', it[kind])]),
})
const ofDisclosed = (request: string, below: string): Place => ({
  below: (it) => revisionsOf(it).map((id) => `/v1/disclosure-requests/${request}/files/${id}${below}`),
})
const same = (...urls: readonly string[]): Place => ({ same: urls })
const counted = (...urls: readonly string[]): Place => ({ counted: urls })
function lookedThrough(row: string, why: string): Place {
  const request = requests[row]
  if (request === undefined) throw new Error(`${row}: not in the table of rights`)
  return { lookedThrough: [request], why }
}
/** Of people, places, rules or programs; no case is in it. */
const signIn = 'signs somebody in'
const keyed = 'by a pass that is given for one file to whoever may edit it'
const ofProgram = 'of what an application did; it grows with each call'

/** What the addresses name that is there for everybody. */
export type Ground = {
  /** The 簿冊 of the cases. */
  readonly folder: string
  /** A 開示請求, and a file that is disclosed in it. */
  readonly request: string
  readonly disclosed: string
}

/** Every route that is answered with GET, by its name in the table of rights. */
export const placesOn = ({ folder, request, disclosed }: Ground): Readonly<Record<string, Place>> => ({
  'GET /auth/assets/page-….css': lookedThrough('GET /auth/assets/page-….css', signIn),
  'GET /auth/assets/demo-….js': lookedThrough('GET /auth/assets/demo-….js', signIn),
  'GET /auth/sign-in': lookedThrough('GET /auth/sign-in', signIn),
  'GET /auth/callback': lookedThrough('GET /auth/callback', signIn),
  'GET /signed-out': same('/signed-out'),
  'GET /auth/demo-users': lookedThrough(
    'GET /auth/demo-users',
    'the sign-in of the demo, which counts for those one may be',
  ),
  'GET /realms/kessai/login-actions/authenticate': lookedThrough(
    'GET /realms/kessai/login-actions/authenticate',
    signIn,
  ),
  'GET /realms/kessai/*': lookedThrough('GET /realms/kessai/*', signIn),
  'GET /healthz': same('/healthz'),
  'GET /readyz': same('/readyz'),
  'GET /*': lookedThrough('GET /*', 'files of the web client'),
  'GET /proposals/:id': {
    below: ({ proposal }) => (proposal === undefined ? [] : [`/proposals/${proposal.id}`]),
  },

  'GET /v1/openapi.json': same('/v1/openapi.json'),
  'GET /v1/sign-ins': same('/v1/sign-ins'),
  'GET /v1/sign-ins/remaining': lookedThrough('GET /v1/sign-ins/remaining', 'counts down'),
  'GET /v1/me': same('/v1/me'),
  'GET /v1/stream': {
    lookedThrough: [],
    why: 'listened to all the while',
  },
  'GET /v1/notices': same('/v1/notices'),
  'GET /v1/notices/count': same('/v1/notices/count'),
  'GET /v1/mail-preference': same('/v1/mail-preference'),
  'GET /v1/organisation': same('/v1/organisation'),
  'GET /v1/people/:id': same('/v1/people/u0404', '/v1/people/u0505'),
  'GET /v1/authority-items': same('/v1/authority-items'),
  'GET /v1/reference': same('/v1/reference'),
  'GET /v1/stand-ins': same('/v1/stand-ins'),
  'GET /v1/inbox': same(...tabs.map((it) => `/v1/inbox?tab=${it}`)),
  'GET /v1/proposals': same(
    ...['mine', 'section', 'acted', 'section&status=decided', 'section&status=in_approval'].map(
      (it) => `/v1/proposals?scope=${it}`,
    ),
  ),
  'GET /v1/search': same(
    `/v1/search?q=${q}`,
    `/v1/search?q=${encodeURIComponent(common.slice(0, 1))}`,
    ...['title', 'body', 'file', 'opinion', 'number', 'name'].map((it) => `/v1/search?q=${q}&field=${it}`),
  ),
  'GET /v1/search/facets': same(`/v1/search/facets?q=${q}`),
  'GET /v1/search/suggestions': same(
    `/v1/search/suggestions?q=${q}`,
    `/v1/search/suggestions?q=${encodeURIComponent('観光')}`,
  ),
  'GET /v1/saved-searches': same('/v1/saved-searches'),

  'GET /v1/proposals/:id': ofCase(''),
  'GET /v1/proposals/:id/decision': ofCase('/decision'),
  'GET /v1/proposals/:id/bundle': ofCase('/bundle'),
  'GET /v1/proposals/:id/events': ofCase('/events'),
  'GET /v1/proposals/:id/accesses': ofCase('/accesses'),
  'GET /v1/proposals/:id/pages': ofCase('/pages'),
  'GET /v1/proposals/:id/placeholders': {
    below: ({ proposal }) =>
      proposal === undefined
        ? []
        : [`/v1/proposals/${proposal.id}/placeholders?of=${proposal.pdf.revisionId}:0-1`],
  },
  'GET /v1/proposals/:id/find': ofCase(`/find?q=${q}`),
  'GET /v1/proposals/:id/stamped.pdf': ofCase('/stamped.pdf'),
  'GET /v1/proposals/:id/paper-slip.pdf': ofCase('/paper-slip.pdf'),
  'GET /v1/proposals/:id/seen': ofCase('/seen'),
  'GET /v1/proposals/:id/trails': ofCase('/trails'),
  'GET /v1/proposals/:id/editing': ofCase('/editing'),
  'GET /v1/proposals/:id/notes': ofCase('/notes'),
  'GET /v1/proposals/:id/prints': ofCase('/prints'),
  'GET /v1/proposals/:id/disclosure-class': ofCase('/disclosure-class'),
  'GET /v1/prints/:id': ofPart('print', '/v1/prints/:id'),
  'GET /v1/prints/:id/pdf': ofPart('print', '/v1/prints/:id/pdf'),
  'GET /v1/uploads/:id': ofPart('upload', '/v1/uploads/:id'),
  'GET /v1/copies/:id/content': ofPart('copy', '/v1/copies/:id/content'),
  'GET /v1/copies/:id/merge': ofPart('copy', '/v1/copies/:id/merge'),
  'GET /v1/revisions/:id/content': ofRevision('/content'),
  'GET /v1/revisions/:id/pdf': ofRevision('/pdf'),
  'GET /v1/revisions/:id/comparison': ofRevision('/comparison?from=:self'),
  'GET /v1/revisions/:id/differences': ofRevision('/differences?from=:self'),
  'GET /v1/revisions/:id/text': ofRevision('/text'),
  'GET /v1/revisions/:id/outline': ofRevision('/outline'),
  'GET /v1/revisions/:id/placeholders': ofRevision('/placeholders'),
  'GET /v1/revisions/:id/pages/:n/image': ofRevision('/pages/0/image'),
  'GET /v1/revisions/:id/skeleton': ofRevision('/skeleton'),
  'GET /v1/revisions/:id/editable': ofRevision('/editable'),
  'GET /v1/revisions/:id/comments': ofRevision('/comments'),
  'GET /v1/attachments/:id/revisions': {
    below: ({ proposal }) =>
      proposal === undefined ? [] : [`/v1/attachments/${proposal.text.id}/revisions`],
  },
  'GET /dav/:token': lookedThrough('GET /dav/:token', keyed),
  'GET /dav/:token/*': lookedThrough('GET /dav/:token/*', keyed),
  'GET /wopi/files/:id': lookedThrough('GET /wopi/files/:id', keyed),
  'GET /wopi/files/:id/contents': lookedThrough('GET /wopi/files/:id/contents', keyed),

  'GET /v1/events': same('/v1/events'),
  'GET /v1/events/schema': same('/v1/events/schema'),
  'GET /v1/applications': lookedThrough('GET /v1/applications', ofProgram),
  'GET /v1/applications/:clientId': lookedThrough('GET /v1/applications/:clientId', ofProgram),
  'GET /v1/applications/:clientId/changes': same('/v1/applications/sys-kintai/changes'),
  'GET /v1/applications/:clientId/calls': lookedThrough('GET /v1/applications/:clientId/calls', ofProgram),
  'GET /v1/applications/:clientId/proposals': same('/v1/applications/sys-kintai/proposals'),
  'GET /v1/webhooks': same('/v1/webhooks'),
  'GET /v1/webhooks/:id': same(`/v1/webhooks/${nobody}`),
  'GET /v1/webhooks/:id/deliveries': same(`/v1/webhooks/${nobody}/deliveries`),
  'GET /v1/people/:id/sign-ins': same('/v1/people/u0505/sign-ins'),
  'GET /v1/refused-sign-ins': lookedThrough('GET /v1/refused-sign-ins', 'grows with each that is refused'),
  'GET /v1/mail-troubles': same('/v1/mail-troubles'),
  'GET /v1/rule-words': same('/v1/rule-words'),
  'GET /v1/authority-tables': same('/v1/authority-tables'),
  'GET /v1/authority-tables/draft': same('/v1/authority-tables/draft'),
  'GET /v1/authority-tables/versions/:version': same('/v1/authority-tables/versions/2026-04-01'),
  'GET /v1/route-templates': same('/v1/route-templates'),
  'GET /v1/route-templates/:code': same('/v1/route-templates/RT2'),
  'GET /v1/route-templates/:code/draft': same('/v1/route-templates/RT2/draft'),
  'GET /v1/route-templates/:code/versions/:version': same('/v1/route-templates/RT2/versions/2026-04-01'),
  'GET /v1/policies': same('/v1/policies'),
  'GET /v1/policies/draft': same('/v1/policies/draft'),
  'GET /v1/policies/versions/:version': same('/v1/policies/versions/1'),
  'GET /v1/absences': same('/v1/absences', '/v1/absences?person=u0404'),
  'GET /v1/acting-orders': same('/v1/acting-orders'),
  'GET /v1/directory/imports': same('/v1/directory/imports'),
  'GET /v1/directory/imports/:id': same(`/v1/directory/imports/${nobody}`),
  'GET /v1/directory/people.csv': same('/v1/directory/people.csv'),
  'GET /v1/directory/units.csv': same('/v1/directory/units.csv'),
  'GET /v1/work-calendar': counted('/v1/work-calendar'),
  'GET /v1/roles': same('/v1/roles'),
  'GET /v1/positions': same('/v1/positions'),
  'GET /v1/classifications': same('/v1/classifications'),
  'GET /v1/seat-conflicts': same('/v1/seat-conflicts'),
  'GET /v1/numbers': {
    lookedThrough: books.map((it) => () => ({ method: 'GET', url: `/v1/numbers?${it}` })),
    why: 'a 番号簿 has no gap: it shows every number, without the title where that may not be known (R-19)',
  },
  'GET /v1/numbers.csv': {
    lookedThrough: books.map((it) => () => ({ method: 'GET', url: `/v1/numbers.csv?${it}` })),
    why: 'as the 番号簿 on the screen',
  },
  'GET /v1/number-formats': same('/v1/number-formats'),
  'GET /v1/seals': same('/v1/seals'),
  'GET /v1/issuing': same(...issuingSteps.map((it) => `/v1/issuing?step=${it}`), `/v1/issuing?q=${q}`),
  'GET /v1/legacy-uploads': same('/v1/legacy-uploads'),
  'GET /v1/legacy-uploads/:id/rejects.csv': same(`/v1/legacy-uploads/${nobody}/rejects.csv`),
  'GET /v1/legacy-runs': same('/v1/legacy-runs'),
  'GET /v1/legacy-runs/:id/rejects.csv': same(`/v1/legacy-runs/${nobody}/rejects.csv`),
  'GET /v1/measures': counted(`/v1/measures?${months}`, `/v1/measures?${months}&section=KNK`),
  'GET /v1/measures.csv': counted(`/v1/measures.csv?${months}`),
  'GET /v1/measures/cases': same(
    ...['electronic', 'printed', 'withdrawn', 'returned', 'late', 'overdue'].map(
      (it) => `/v1/measures/cases?${months}&what=${it}`,
    ),
  ),
  'GET /v1/paper-decisions': same(`/v1/paper-decisions?${months}`),

  'GET /v1/folders': same('/v1/folders?year=2026', `/v1/folders?year=2026&words=${q}`),
  'GET /v1/folders/:id': same(`/v1/folders/${folder}`),
  'GET /v1/folders/:id/cases': same(`/v1/folders/${folder}/cases`),
  'GET /v1/folders.csv': same('/v1/folders.csv?year=2026'),
  'GET /v1/folders/:id/index.pdf': {
    same: [`/v1/folders/${folder}/index.pdf`],
    onlyBy: 'department',
  },
  'GET /v1/folders/:id/spine.pdf': {
    same: [`/v1/folders/${folder}/spine.pdf`],
    onlyBy: 'department',
  },
  'GET /v1/folder-renewal': same('/v1/folder-renewal?year=2026&owner=KNK'),
  'GET /v1/folder-expiry': same('/v1/folder-expiry', '/v1/folder-expiry?year=2026'),
  'GET /v1/folder-expiry.csv': same('/v1/folder-expiry.csv'),
  'GET /v1/record-calendar': same('/v1/record-calendar?year=2026'),
  'GET /v1/record-calendar.ics': same('/v1/record-calendar.ics?year=2026'),
  'GET /v1/transfer-packages/:id': same(`/v1/transfer-packages/${nobody}`),
  'GET /v1/transfer-packages/:id/zip': same(`/v1/transfer-packages/${nobody}/zip`),

  'GET /scim/v2/ServiceProviderConfig': same('/scim/v2/ServiceProviderConfig'),
  'GET /scim/v2/ResourceTypes': same('/scim/v2/ResourceTypes'),
  'GET /scim/v2/ResourceTypes/:id': same('/scim/v2/ResourceTypes/User'),
  'GET /scim/v2/Schemas': same('/scim/v2/Schemas'),
  'GET /scim/v2/Schemas/:id': same('/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User'),
  'GET /scim/v2/Users': same('/scim/v2/Users'),
  'GET /scim/v2/Users/:id': same('/scim/v2/Users/u0505'),
  'GET /scim/v2/Groups': same('/scim/v2/Groups'),
  'GET /scim/v2/Groups/:id': same('/scim/v2/Groups/KNK'),

  'GET /v1/receipts': same(
    '/v1/receipts',
    ...desks.map((it) => `/v1/receipts?tab=${it}`),
    `/v1/receipts?tab=all&q=${q}`,
  ),
  'GET /v1/receipts/:id': ofReceipt(''),
  'GET /v1/receipts/:id/progress': ofReceipt('/progress'),
  'GET /v1/receipts/:id/events': ofReceipt('/events'),
  'GET /v1/receipts/:id/pages': ofReceipt('/pages'),
  'GET /v1/receipts/:id/placeholders': {
    below: ({ receipt }) =>
      receipt === undefined ? [] : [`/v1/receipts/${receipt.id}/placeholders?of=${receipt.revision}:0-1`],
  },
  'GET /v1/receipts/:id/find': ofReceipt(`/find?q=${q}`),

  'GET /v1/disclosure-requests': same('/v1/disclosure-requests'),
  'GET /v1/disclosure-requests/:id': same(`/v1/disclosure-requests/${request}`),
  'GET /v1/disclosure-requests/:id/events': same(`/v1/disclosure-requests/${request}/events`),
  'GET /v1/disclosure-requests/:id/copies.pdf': same(`/v1/disclosure-requests/${request}/copies.pdf`),
  'GET /v1/disclosure-requests/:id/candidates': same(`/v1/disclosure-requests/${request}/candidates?q=${q}`),
  'GET /v1/disclosure-requests/:id/files/:revisionId': ofDisclosed(request, ''),
  'GET /v1/disclosure-requests/:id/files/:revisionId/text': ofDisclosed(request, '/text'),
  'GET /v1/disclosure-requests/:id/files/:revisionId/pdf': ofDisclosed(request, '/pdf'),
  'GET /v1/disclosure-requests/:id/files/:revisionId/copies/:sha256': same(
    `/v1/disclosure-requests/${request}/files/${disclosed}/copies/${'0'.repeat(64)}`,
  ),
  'GET /v1/publication-index': same('/v1/publication-index?year=2026'),
  'GET /v1/publication-index.html': same('/v1/publication-index.html?year=2026'),
  'GET /v1/publication-index.csv': same('/v1/publication-index.csv?year=2026'),
})
