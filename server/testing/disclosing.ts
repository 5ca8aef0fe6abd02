import type { DisclosureDone, DisclosureView } from '../contract/disclosure.ts'
import { converterVersion } from '../usecases/converter-version.ts'
import { type Office, staff } from './office.ts'
import { fileBody } from './rights/cases.ts'

/** 監査・情報公開担当 of these tests: a 係長 of another 部. */
export const officer = staff.stranger

export const asked = {
  requestedOn: '2026-05-11',
  asks: '観光振興計画に関する文書',
  receiving: 'copy',
  requester: { name: '札幌 花子', contact: '011-000-0000' },
}

/** Makes the officer one. */
export async function appoint(office: Office): Promise<void> {
  await office.db.insertInto('person_role').values({ person_id: officer, role: 'auditor' }).execute()
}

/** Has a draft a PDF whose pages are there; answers its revision. */
export async function withPdf(office: Office, id: string, bytes: Uint8Array): Promise<string> {
  const answer = await office.inject(staff.drafter, {
    method: 'POST',
    url: `/v1/proposals/${id}/attachments`,
    ...fileBody('名簿.pdf', Buffer.from(bytes)),
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  const [file] = (await office.view(staff.drafter, id)).attachments
  if (file === undefined) throw new Error('no file')
  await office.db
    .updateTable('rendition')
    .set({ status: 'done', pdf_sha256: file.sha256 })
    .where('sha256', '=', file.sha256)
    .where('converter', '=', converterVersion)
    .execute()
  return file.revisionId
}

type Answer<Body> = Promise<{ status: number; body: Body & { code?: string; detail?: string } }>

/** The desk of 情報公開, over an office. */
export function disclosing(office: Office) {
  const view = async (person: string, id: string): Promise<DisclosureView> => {
    const { status, body } = await office.ask<DisclosureView>(person, 'GET', `/v1/disclosure-requests/${id}`)
    if (status !== 200) throw new Error(`${person} reads ${id}: ${status} ${JSON.stringify(body)}`)
    return body
  }
  const post = async (person: string, id: string, below: string, body: object): Answer<DisclosureDone> => {
    const { version } = await view(officer, id)
    return office.ask(person, 'POST', `/v1/disclosure-requests/${id}/${below}`, { version, ...body })
  }
  return {
    view,
    register: async (more: object = {}): Promise<string> => {
      const { status, body } = await office.ask<DisclosureDone>(officer, 'POST', '/v1/disclosure-requests', {
        ...asked,
        ...more,
      })
      if (status !== 201) throw new Error(JSON.stringify(body))
      return body.id
    },
    act: (person: string, id: string, body: object) => post(person, id, 'acts', body),
    mask: (person: string, id: string, body: object) => post(person, id, 'copies', body),
    draft: (person: string, id: string) => post(person, id, 'proposals', {}),
  }
}
