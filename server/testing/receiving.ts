import type { ReceiptDone, ReceiptView } from '../contract/receipts.ts'
import type { Office } from './office.ts'

/** 文書課, where what arrives is registered, and 観光振興課 it is for. */
export const receivers = {
  clerk: 'u0107',
  chief: 'u0106',
  tourism: 'u0505',
  tourismChief: 'u0503',
} as const

type Answer<Body> = Promise<{ status: number; body: Body & { code?: string; detail?: string } }>

/** A letter as it is typed at the desk of 文書課. */
export function letter(changes: object = {}): object {
  return {
    title: '後援名義の使用承認について（申請）',
    sender: 'みほん雪まつり実行委員会',
    senderNumber: '雪実第18号',
    sentOn: '2026-05-08',
    earlierReason: '',
    channel: 'mail',
    secrecy: 'none',
    accessList: [],
    personalData: false,
    folderId: '',
    ...changes,
  }
}

/** One file as `multipart/form-data`. */
function oneFile(name: string, content: Buffer) {
  const boundary = 'kessai-receiving'
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  }
}

/** The desk where things arrive, over an office. */
export function receiving(office: Office) {
  const view = async (person: string, id: string): Promise<ReceiptView> => {
    const { status, body } = await office.ask<ReceiptView>(person, 'GET', `/v1/receipts/${id}`)
    if (status !== 200) throw new Error(`${person} reads ${id}: ${status} ${JSON.stringify(body)}`)
    return body
  }
  return {
    view,
    /** Begins a registration; answers its id. */
    begin: async (person: string, arrival: object = letter()): Promise<string> => {
      const { status, body } = await office.ask<{ id: string }>(person, 'POST', '/v1/receipts', { arrival })
      if (status !== 201) throw new Error(JSON.stringify(body))
      return body.id
    },
    register: (person: string, id: string, more: object = {}): Answer<ReceiptDone> =>
      office
        .ask<ReceiptView>(person, 'GET', `/v1/receipts/${id}`)
        .then(({ body }) =>
          office.ask(person, 'POST', `/v1/receipts/${id}/register`, { version: body.version ?? 0, ...more }),
        ),
    /** Acts on what the person sees now. */
    act: async (person: string, id: string, body: object): Answer<ReceiptDone> => {
      const seen = await office.ask<ReceiptView>(person, 'GET', `/v1/receipts/${id}`)
      return office.ask(person, 'POST', `/v1/receipts/${id}/acts`, {
        version: seen.body.version ?? 0,
        ...body,
      })
    },
    addFile: async (person: string, id: string, name: string, content: Buffer) => {
      const answer = await office.inject(person, {
        method: 'POST',
        url: `/v1/receipts/${id}/files`,
        ...oneFile(name, content),
      })
      return { status: answer.statusCode, body: answer.json() }
    },
  }
}
