import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import type { FolderView } from '../../contract/folders.ts'
import { type Caller, callers } from './callers.ts'
import { fileBody } from './cases.ts'
import {
  type Ground,
  type HeldCase,
  asker,
  makeCopy,
  makeDecided,
  makeLease,
  textEdit,
} from './held-cases.ts'
import { disclosureSwaps } from './foreign-ids-of-disclosure.ts'
import { madeIn } from './receipt-requests.ts'
import { storyOf, word } from '../word-says.ts'
import { nobodys } from './foreign-ids-of-nobody.ts'
import { programSwaps } from './foreign-ids-of-programs.ts'

/** Ids for one field of a request. */
export type Ids = {
  /** Of something that whoever asks may not know of. */
  readonly hidden: readonly string[]
  /** Of something that whoever asks may know, but that does not belong there. */
  readonly known: readonly string[]
  /** With it the request is answered 2xx; made when the others have been tried. */
  own(): Promise<string> | string
  /** Of nothing; without, a UUID that was never given. */
  readonly none?: string
}

/** How the ids of others are tried in one field. */
export type Swap = {
  /** Without, the drafter of the own case. */
  readonly by?: Caller
  ids(it: Ground): Ids | Promise<Ids>
  /** A request that nothing but the id stands in the way of. */
  make(it: Ground, id: string): InjectOptions | Promise<InjectOptions>
  /** Answered 2xx whatever the field names: nothing is looked up by it, or what is wrong stands in the answer (`told`). */
  readonly goesThrough?: true | 'told'
}

/** Why nothing is tried in a field: what it names is nobody’s. */
export type Nobodys = { readonly nobodys: string }

export type Swaps = Readonly<Record<string, Swap | Nobodys>>

const inCases =
  (pick: (it: HeldCase) => string, own: (it: Ground) => Promise<string> | string = (it) => pick(it.own)) =>
  (it: Ground): Ids => ({
    hidden: [pick(it.hidden)],
    known: [pick(it.beside), pick(it.colleagues)],
    own: () => own(it),
  })

/** The content of a file of the own case as it is now. */
async function newestOf({ stage, own }: Ground, file: 'text' | 'word'): Promise<string> {
  const { attachments } = await stage.office.view(asker, own.id)
  const found = attachments.find((it) => it.id === own[file].id)?.revisionId
  if (found === undefined) throw new Error(`${own.mark}: no ${file}`)
  return found
}

let written = 0

/** Saves the text of the own case once more. */
async function savedText(it: Ground, query: Readonly<Record<string, string>>): Promise<InjectOptions> {
  const said = new URLSearchParams({ from: await newestOf(it, 'text'), ...query }).toString()
  return {
    method: 'POST',
    url: `/v1/attachments/${it.own.text.id}/edits?${said}`,
    ...textEdit(`別表 ${(written += 1)}`),
  }
}

/** 控え of the Word file that can be joined with what is newest. */
async function wordCopy({ stage, own }: Ground): Promise<string> {
  const edit = (nth: number) => {
    const parts = { 'word/document.xml': storyOf(word(`${own.mark} ${nth}`)) }
    return fileBody('edits.json', JSON.stringify({ parts }))
  }
  return makeCopy(stage.office, own.word, asker, edit)
}

const originIn = ({ stage, own }: Ground, id: string): object =>
  stage.office.content({
    ...{ title: own.mark, authorityCode: 'E01', concurringUnits: [] },
    origin: { proposalId: id, number: numbers.get(id) ?? '', kind: 'redraft' },
  })

/** The decided case in which copies are made. */
let decidedHere = ''

/** Of cases that ended. */
const numbers = new Map<string, string>()

const origin = (make: Swap['make'], goesThrough?: 'told'): Swap => ({
  ...(goesThrough === undefined ? {} : { goesThrough }),
  async ids(it) {
    const { office } = it.stage
    const hidden = await makeDecided(office, { secrecy: 'secret', accessList: [callers.drafter] })
    numbers.set(hidden.id, hidden.number)
    const own = async () => {
      const { id, number } = await makeDecided(office, {})
      numbers.set(id, number)
      return id
    }
    return { hidden: [hidden.id, it.hidden.id], known: [it.beside.id, it.colleagues.id], own }
  },
  make,
})

const compared = (below: 'comparison' | 'differences', file: 'pdf' | 'text'): Swap => ({
  ids: inCases((it) => it[file].revisionId),
  make: ({ own }, id) => ({
    ...{ method: 'GET', url: `/v1/revisions/${own[file].revisionId}/${below}?from=${id}` },
  }),
})

const restored = (
  field: 'revisionId' | 'copyId',
  pick: (it: HeldCase) => string,
  own?: (it: Ground) => Promise<string>,
): Swap => ({
  ids: inCases(pick, own),
  make: (it, id) => ({
    ...{ method: 'POST', url: `/v1/attachments/${it.own.text.id}/restored`, payload: { [field]: id } },
  }),
})

/** 簿冊 of the 課 of the drafter, of which anybody there may move a case. */
const keptThere = '2026-512-01'

async function givenToSection({ stage }: Ground): Promise<FolderView> {
  const url = `/v1/folders/${keptThere}`
  const view = async () => (await stage.office.ask<FolderView>(callers.records, 'GET', url)).body
  const { owner, version } = await view()
  if (owner !== undefined) return view()
  const body = { type: 'hand_over', to: 'KNK', version, reason: '試験のため' }
  return (await stage.office.ask<FolderView>(callers.records, 'POST', `${url}/acts`, body)).body
}

const movedCase: Swap = {
  async ids(it) {
    await givenToSection(it)
    const filed = { folderId: keptThere, retentionCode: 'R03' }
    const secret = { secrecy: 'secret', accessList: [callers.drafter] }
    const hidden = await makeDecided(it.stage.office, { ...filed, ...secret })
    return {
      hidden: [hidden.id, it.hidden.id],
      known: [it.beside.id, it.colleagues.id],
      own: async () => (await makeDecided(it.stage.office, filed)).id,
    }
  },
  async make(it, id) {
    const { version } = await givenToSection(it)
    const opening = { fiscalYear: 2026, classification: '512', retention: 'R03', disposition: 'destroy' }
    const { body } = await it.stage.office.ask<FolderView>(callers.records, 'POST', '/v1/folders', {
      ...{ ...opening, name: `移す先 ${(written += 1)}`, owner: 'KNK' },
    })
    const payload = { type: 'move_case', version, case: id, to: body.id, reason: '試験のため' }
    return { method: 'POST', url: `/v1/folders/${keptThere}/acts`, payload }
  },
}

/** A row for every field of `docs/api/openapi.json` that holds an id. */
export const swaps: Swaps = {
  'POST /v1/attachments/{id}/edits query.from': {
    ids: inCases(
      (it) => it.text.revisionId,
      (it) => newestOf(it, 'text'),
    ),
    make: (it, id) => savedText(it, { from: id }),
  },
  'POST /v1/attachments/{id}/edits query.lease': {
    ids: inCases(
      (it) => it.lease,
      async (it) =>
        makeLease(it.stage.office, { ...it.own.text, revisionId: await newestOf(it, 'text') }, asker),
    ),
    make: (it, id) => savedText(it, { lease: id }),
    goesThrough: true,
  },
  'POST /v1/attachments/{id}/edits query.settles': {
    ids: inCases((it) => it.copy),
    make: (it, id) => savedText(it, { settles: id }),
    goesThrough: true,
  },
  'POST /v1/attachments/{id}/lease body.revisionId': {
    ids: inCases((it) => it.text.revisionId),
    make: ({ own }, id) => ({
      ...{ method: 'POST', url: `/v1/attachments/${own.text.id}/lease` },
      payload: { revisionId: id, takeOver: true },
    }),
  },
  'POST /v1/attachments/{id}/restored body.revisionId': restored('revisionId', (it) => it.text.revisionId),
  'POST /v1/attachments/{id}/restored body.copyId': restored(
    'copyId',
    (it) => it.copy,
    (it) => makeCopy(it.stage.office, it.own.text, asker),
  ),
  'POST /v1/copies/{id}/merged body.ontoRevisionId': {
    ids: inCases(
      (it) => it.word.revisionId,
      async (it) => {
        await wordCopy(it)
        return newestOf(it, 'word')
      },
    ),
    make: async (it, id) => ({
      ...{ method: 'POST', url: `/v1/copies/${await wordCopy(it)}/merged` },
      payload: { ontoRevisionId: id, choices: { 1: 'mine' } },
    }),
  },
  'POST /v1/explain-route body.content.origin.proposalId': {
    ids: inCases((it) => it.id),
    make: (it, id) => ({
      ...{ method: 'POST', url: '/v1/explain-route', payload: { content: originIn(it, id) } },
    }),
    goesThrough: true,
  },
  'POST /v1/proposals body.content.origin.proposalId': origin((it, id) => ({
    ...{ method: 'POST', url: '/v1/proposals', payload: { content: originIn(it, id) } },
  })),
  'POST /v1/proposals:bulk body.items[].content.origin.proposalId': origin(
    (it, id) => ({
      ...{ method: 'POST', url: '/v1/proposals:bulk' },
      payload: { items: [{ key: 'a', content: originIn(it, id) }] },
    }),
    'told',
  ),
  'PUT /v1/proposals/{id}/draft body.content.origin.proposalId': origin(async (it, id) => {
    const { version } = await it.stage.office.view(asker, it.own.id)
    return {
      ...{ method: 'PUT', url: `/v1/proposals/${it.own.id}/draft` },
      payload: { version, content: originIn(it, id) },
    }
  }),
  'POST /v1/notices/read body.ids[]': {
    ids: (it) => ({
      hidden: [it.hidden, it.colleagues].map((of) => String(of.notice)),
      ...{ known: [], own: () => String(it.own.notice), none: '2147483000' },
    }),
    make: (_, id) => ({ method: 'POST', url: '/v1/notices/read', payload: { ids: [Number(id)] } }),
    goesThrough: true,
  },
  'PUT /v1/proposals/{id}/attachments/order body.ids[]': {
    ids: inCases((it) => it.text.id),
    make: ({ own }, id) => ({
      ...{ method: 'PUT', url: `/v1/proposals/${own.id}/attachments/order` },
      payload: { ids: [own.word.id, own.page.id, id, own.pdf.id] },
    }),
  },
  'POST /v1/proposals/{id}/notes body.revisionId': {
    ids: inCases((it) => it.pdf.revisionId),
    make: ({ own }, id) => ({
      ...{ method: 'POST', url: `/v1/proposals/${own.id}/notes` },
      payload: {
        ...{ revisionId: id, pageIndex: 0, words: '率の根拠は。', audience: 'route' },
        place: { kind: 'note', x: 60, y: 60 },
      },
    }),
  },
  'GET /v1/proposals/{id}/placeholders query.of': {
    ids: inCases((it) => it.pdf.revisionId),
    make: ({ own }, id) => ({
      ...{ method: 'GET', url: `/v1/proposals/${own.id}/placeholders?of=${id}:0-2` },
    }),
    goesThrough: true,
  },
  'GET /v1/receipts/{id}/placeholders query.of': {
    ids: inCases((it) => it.pdf.revisionId),
    make: async ({ stage }, id) => ({
      ...{
        method: 'GET',
        url: `/v1/receipts/${(await madeIn(stage.office, true)).id}/placeholders?of=${id}:0-2`,
      },
    }),
    goesThrough: true,
  },
  'POST /v1/proposals/{id}/prints body.files[].revisionId': {
    ids: inCases((it) => it.pdf.revisionId),
    make: ({ own }, id) => ({
      ...{ method: 'POST', url: `/v1/proposals/${own.id}/prints` },
      payload: {
        ...{ purpose: 'print', cover: true, notes: false, reason: '会議のため' },
        files: [{ revisionId: id, pages: [[0, 0]] }],
      },
    }),
  },
  'POST /v1/proposals/{id}/seen body.files[].revisionId': {
    ids: inCases((it) => it.pdf.revisionId),
    make: ({ own }, id) => ({
      ...{ method: 'POST', url: `/v1/proposals/${own.id}/seen` },
      payload: { files: [{ revisionId: id, pages: [0] }] },
    }),
    goesThrough: true,
  },
  'GET /v1/revisions/{id}/comparison query.from': compared('comparison', 'pdf'),
  'GET /v1/revisions/{id}/differences query.from': compared('differences', 'text'),
  'POST /v1/sign-ins/end body.id': {
    ids: async ({ stage }) => ({
      ...{ hidden: [await sessionOf(stage, 'drafter')], known: [] },
      own: () => sessionOf(stage, 'section'),
    }),
    make: (_, id) => ({ method: 'POST', url: '/v1/sign-ins/end', payload: { id } }),
    goesThrough: true,
  },
  'POST /v1/uploads header.upload-metadata': {
    ids: (it) => ({ hidden: [it.hidden.id], known: [it.colleagues.id], own: () => it.own.id }),
    make: (_, id) => {
      const plan = Object.entries({ proposalId: id, filename: '追加.txt' })
      const said = plan.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',')
      const headers = { 'tus-resumable': '1.0.0', 'upload-length': '6', 'upload-metadata': said }
      return { method: 'POST', url: '/v1/uploads', headers }
    },
  },
  ...programSwaps,
  ...disclosureSwaps,
  'POST /v1/proposals/{id}/acts body.from': {
    async ids(it) {
      const { office } = it.stage
      decidedHere = (await makeDecided(office, {})).id
      const own = async () => {
        const sent = await office.inject(callers.drafter, {
          ...{ method: 'POST', url: `/v1/proposals/${decidedHere}/issued-files` },
          ...fileBody('通知.txt', '通知'),
        })
        return sent.json<{ revisionId: string }>().revisionId
      }
      const known = [it.own.text.revisionId, it.beside.text.revisionId, it.colleagues.text.revisionId]
      return { hidden: [it.hidden.text.revisionId], known, own }
    },
    async make({ stage }, id) {
      const { version, manifestSha256 } = await stage.office.view(callers.drafter, decidedHere)
      return {
        ...{ method: 'POST', url: `/v1/proposals/${decidedHere}/acts` },
        payload: { type: 'make_fair_copy', version, manifestSha256, from: id },
      }
    },
  },
  'POST /v1/folders/{id}/acts body.case': movedCase,
  ...nobodys,
}

/** Ids that travel inside of a file, where the API does not tell of them. */
export const swapsInFiles: Readonly<Record<string, Swap>> = {
  'POST /v1/attachments/{id}/edits (pages of another PDF)': {
    ids: (it) => ({
      hidden: [it.hidden.pdf.revisionId, 'no-id'],
      known: [],
      own: () => it.own.pdf.revisionId,
    }),
    make: ({ own }, id) => {
      const pages = [{ index: 0 }, { from: id, index: 1 }]
      const url = `/v1/attachments/${own.pdf.id}/edits?from=${own.pdf.revisionId}&lease=${own.lease}`
      return { method: 'POST', url, ...fileBody('edits.json', JSON.stringify({ pages })) }
    },
  },
}

/** A living session of a caller that no page of the test uses. */
async function sessionOf(stage: Ground['stage'], caller: Caller): Promise<string> {
  const headers = await stage.newSession(caller)
  const answer = await stage.app.inject({ method: 'GET', url: '/v1/sign-ins', headers: { ...headers } })
  const { sessions } = answer.json<{
    sessions: readonly { readonly id: string; readonly isThis: boolean }[]
  }>()
  const found = sessions.find((it) => it.isThis)?.id
  if (found === undefined) throw new Error(answer.body)
  return found
}

/** An id that nothing has. */
export const noneOf = ({ none }: Ids): string => none ?? randomUUID()
