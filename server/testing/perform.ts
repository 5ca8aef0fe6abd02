import { sampleFile } from '../../db/seed/sample-files/index.ts'
import type { ProposalContent, ProposalView } from '../contract/proposals.ts'
import { boundary, partEnd, partHead } from './attachment-world.ts'
import type { Office } from './office.ts'
import {
  type ScriptedDeed,
  type ScriptedDocument,
  type ScriptedEvent,
  instantOf,
} from './scripted-documents.ts'

/** What came back, as it came. */
export type Played = {
  readonly status: number
  readonly body: {
    readonly id?: string
    readonly code?: string
    readonly rule?: string
    readonly title?: string
  }
}

/** Where an event happens. */
export type Stage = {
  readonly office: Office
  readonly document: ScriptedDocument
  readonly id: string
  /** The request that made the draft, to be sent again. */
  readonly create: (content?: ProposalContent) => Promise<Played>
  /** What time alone brings: the worker's pass at this instant. */
  readonly passTime: () => Promise<unknown>
}

type Perform = (stage: Stage, event: ScriptedEvent) => Promise<Played>

/** An act whose body needs nothing but the event. */
function act(bodyOf: (event: ScriptedEvent) => object): Perform {
  return ({ office, id }, event) => office.act(event.by, id, bodyOf(event))
}

function sealing({ comment, capacity, paper_checked: paperChecked }: ScriptedEvent): object {
  return {
    ...(comment === undefined ? {} : { comment }),
    ...(capacity === undefined ? {} : { as: `${capacity.unit}:${capacity.pos}` }),
    ...(paperChecked === undefined ? {} : { paperChecked }),
  }
}

function effectOf(event: ScriptedEvent | undefined): 'major' | 'minor' | undefined {
  return event?.major === undefined ? undefined : event.major ? 'major' : 'minor'
}

/** The last change of a file before an event. */
function lastEdit(document: ScriptedDocument, event: ScriptedEvent): ScriptedEvent | undefined {
  const earlier = document.scenario.slice(0, document.scenario.indexOf(event))
  const back = earlier.findLastIndex((it) => it.do === 'return' || it.do === 'retrieve')
  return earlier.slice(back + 1).findLast((it) => it.do === 'edit_attachment')
}

/** Whether the event is a 代決. */
export function isActing({ acting, as }: ScriptedEvent): boolean {
  return acting !== undefined || as === '代決'
}

const passes: Perform = async ({ passTime }) => {
  await passTime()
  return { status: 200, body: {} }
}

/** The 簿冊 whose disposal a scripted case decides. */
export const expiredFolder = '2020-111-91'

/** An act at the end of that 簿冊. */
export function atExpiry(type: string, more: object = {}): Perform {
  return async ({ office }, { by }) => {
    const { body } = await office.ask<{ version: number }>(by, 'GET', `/v1/folders/${expiredFolder}`)
    const folders = [{ id: expiredFolder, version: body.version }]
    return office.ask(by, 'POST', '/v1/folder-expiry/acts', { type, folders, ...more })
  }
}

/** Each deed of the script as the request that does it. */
export const performers: Readonly<Record<ScriptedDeed, Perform>> = {
  // The officers say 承認 also of the 審査 of 文書課.
  approve: async ({ office, id }, event) => {
    const { allowed } = await office.view(event.by, id)
    const type = allowed.includes('examine') ? 'examine' : 'approve'
    return office.act(event.by, id, { type, ...sealing(event) })
  },
  examine: act((event) => ({ type: 'examine', ...sealing(event) })),
  agree: act((event) => ({ type: 'concur', opinion: 'agree', ...sealing(event) })),
  conditional: act((event) => ({ type: 'concur', opinion: 'conditional', ...sealing(event) })),
  object: act((event) => ({ type: 'concur', opinion: 'object', ...sealing(event) })),
  decide: act((event) => ({
    type: 'decide',
    ...sealing(event),
    ...(isActing(event) ? { acting: event.acting ?? {} } : {}),
    ...(event.condition === undefined ? {} : { condition: event.condition }),
  })),
  reject: act(({ comment }) => ({ type: 'reject', reason: comment })),
  return: act(({ comment }) => ({ type: 'return', reason: comment })),
  retrieve: act(() => ({ type: 'take_back' })),
  pull_up: act(({ comment }) => ({ type: 'pull_up', reason: comment })),
  kogetsu: act(({ comment }) => ({ type: 'post_review', ...(comment === undefined ? {} : { comment }) })),
  issue_number: ({ office, document, id }, { by, number }) => {
    const kind = number ?? (document.execution.type === '指令' ? '指令番号' : '施行番号')
    return office.act(by, id, { type: 'give_number', kind })
  },
  cover_note: act(({ comment }) => ({ type: 'add_cover_note', text: comment })),
  resubmit: ({ office, document, id }, event) => {
    const effect = effectOf(event) ?? effectOf(lastEdit(document, event))
    return office.act(event.by, id, {
      type: 'resubmit',
      mode: event.mode === 'restart' ? 'restart' : 'resume',
      ...(effect === undefined ? {} : { effect }),
    })
  },
  respond: async (stage, event) =>
    stage.office.act(event.by, stage.id, {
      type: 'respond',
      step: await stepOf(stage, event),
      text: event.comment,
    }),
  reassign_confirm: async (stage, event) =>
    stage.office.act(event.by, stage.id, {
      type: 'confirm_seat',
      step: await stepOf(stage, event),
      reason: event.comment,
    }),
  edit_text: async ({ office, id }, { by, flags = [] }) => {
    const { version, content } = await office.view(by, id)
    return office.ask(by, 'PUT', `/v1/proposals/${id}/draft`, {
      version,
      content: {
        ...content,
        flags,
        flagReasons: flags.map((flag) => ({ flag, reason: `${flag}に当たるため。` })),
      },
    })
  },
  edit_attachment: (stage, event) => replaceFile(stage, event, ''),
  correct: async (stage, event) => {
    const { version, manifestSha256 } = await stage.office.view(event.by, stage.id)
    const query = new URLSearchParams({
      version: String(version),
      manifestSha256,
      effect: effectOf(event) ?? '',
      reason: event.comment ?? '',
    })
    return replaceFile(stage, event, `?${query.toString()}`)
  },
  redraft: ({ office, id }, { by }) =>
    office.ask(by, 'POST', `/v1/proposals/${id}/redraft`, { kind: 'redraft' }),
  absent: ({ office }, { by, from = '', to = '', comment }) =>
    office.ask(by, 'POST', '/v1/absences', { from: instantOf(from), to: instantOf(to), reason: comment }),
  look: ({ office, id }, { by }) => office.ask(by, 'GET', `/v1/proposals/${id}`),
  search: ({ office }, { by, query = '予定価格' }) =>
    office.ask(by, 'GET', `/v1/search?${new URLSearchParams({ q: query }).toString()}`),
  submit: ({ create }) => create(),
  submit_same_key_other_body: async ({ office, document, id, create }) => {
    const { content } = await office.view(document.drafter, id)
    return create({ ...content, title: `${content.title}(別の内容)` })
  },
  publish: atExpiry('publish'),
  dispose: atExpiry('dispose'),
  auto_kogetsu: passes,
  transfer: passes,
  acting_governor: passes,
  unseal: passes,
}

/** The step of the unit that the event names, else the one that waits for 席の確認. Throws when there is none. */
async function stepOf({ office, id }: Stage, { by, unit }: ScriptedEvent): Promise<string> {
  const steps = stepsIn(await office.view(by, id))
  const step = steps.find((it) =>
    unit === undefined ? it.conflict !== undefined : it.post.startsWith(`${unit}:`),
  )
  if (step === undefined) throw new Error(`no step of ${unit ?? 'two seats'}`)
  return step.id
}

/** All steps of a view, in route order. */
export function stepsIn(view: ProposalView): NonNullable<ProposalView['route']>['stages'][number]['steps'] {
  return view.route?.stages.flatMap((stage) => stage.steps) ?? []
}

/** A second edition of one of the files, with another text in it. */
async function replaceFile(stage: Stage, event: ScriptedEvent, query: string): Promise<Played> {
  const { office, document, id } = stage
  const view = await office.view(event.by, id)
  const target = view.attachments[Number(event.target ?? 1) - 1]
  const planned = document.attachments.find((it) => it.name === target?.name)
  if (target === undefined || planned === undefined) throw new Error(`no attachment ${event.target}`)
  const bytes = await sampleFile(planned.type, planned.name, `${planned.gist}(${event.at} 訂正)`, 1)
  return upload(office, event.by, `/v1/attachments/${target.id}/revisions${query}`, planned.name, bytes)
}

/** Sends one file as the pages do. */
export async function upload(
  office: Pick<Office, 'inject'>,
  person: string,
  url: string,
  name: string,
  bytes: Buffer,
): Promise<Played> {
  const answer = await office.inject(person, {
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([partHead(name), bytes, partEnd]),
  })
  return { status: answer.statusCode, body: answer.json() }
}
