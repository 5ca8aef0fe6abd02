import { randomUUID } from 'node:crypto'
import type { ActType } from '../../server/contract/acts.ts'
import type { Reference } from '../../server/contract/organisation.ts'
import type { ProposalContent, ProposalView } from '../../server/contract/proposals.ts'
import { actAs } from '../../server/testing/plain-matter.ts'
import { type SignedIn, signInAs } from '../../server/testing/signed-in.ts'

/** An act without what it is bound to. */
type Ask = Readonly<Record<string, unknown>> & { readonly type: ActType }

/** A case of 観光振興課 that is set up over HTTP, so that the browser begins where it becomes interesting. */
export type Scene = {
  /** Signed in over HTTP, once each. */
  as(person: string): Promise<SignedIn>
  /** A draft of somebody, by default of 幌平, with these properties; answers its id. */
  draft(changes?: Partial<ProposalContent>, drafter?: string): Promise<string>
  /** The same, submitted. */
  submitted(changes?: Partial<ProposalContent>, drafter?: string): Promise<string>
  /** Submits a draft that there is as a small matter of the 課, and has it approved and decided by these, the last one deciding. */
  decideDraft(id: string, drafter: string, by: readonly string[]): Promise<void>
  /** Acts as somebody on what he or she sees now. */
  act(person: string, id: string, ask: Ask): Promise<void>
  view(person: string, id: string): Promise<ProposalView>
}

/** `password`: everybody's, where it is not the demo's. */
export function openScene(url: string, password?: string): Scene {
  const known = new Map<string, Promise<SignedIn>>()
  const as = (person: string) => {
    const found = known.get(person) ?? signInAs(url, person, password)
    known.set(person, found)
    return found
  }
  const view = async (person: string, id: string) => {
    const { status, body } = await (await as(person)).get<ProposalView>(`/v1/proposals/${id}`)
    if (status !== 200) throw new Error(`${person} sees nothing of ${id}: ${status}`)
    return body
  }
  const act: Scene['act'] = async (person, id, ask) => {
    await actAs(await as(person), id, ask)
  }
  const draft: Scene['draft'] = async (changes = {}, drafter = 'u0505') => {
    const who = await as(drafter)
    const { folders } = (await who.get<Reference>('/v1/reference')).body
    const folder = folders[0]
    if (folder === undefined) throw new Error('no 簿冊')
    const content: ProposalContent = {
      title: 'みほん観光振興計画（素案）の公表について',
      body: '（伺い）\n次のとおり公表してよろしいか伺います。',
      authorityCode: 'A03',
      flags: [],
      concurringUnits: ['ZAI', 'JIN'],
      folderId: folder.id,
      retentionCode: folder.retention,
      disclosure: { class: 'open', grounds: [] },
      secrecy: 'none',
      accessList: [],
      urgent: false,
      urgentReason: '',
      ...changes,
    }
    const made = await who.send<{ readonly id: string }>(
      'POST',
      '/v1/proposals',
      { content },
      { 'idempotency-key': randomUUID() },
    )
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    return made.body.id
  }
  return {
    as,
    view,
    act,
    draft,
    decideDraft: async (id, drafter, by) => {
      const who = await as(drafter)
      const { folders } = (await who.get<Reference>('/v1/reference')).body
      const { version, content } = await view(drafter, id)
      const [folder] = folders
      if (folder === undefined) throw new Error('no 簿冊')
      const filed = { folderId: folder.id, retentionCode: folder.retention }
      const saved = await who.send('PUT', `/v1/proposals/${id}/draft`, {
        version,
        content: {
          ...{ ...content, ...filed, authorityCode: 'E01', concurringUnits: [] },
          disclosure: { class: 'open', grounds: [] },
        },
      })
      if (saved.status !== 200) throw new Error(JSON.stringify(saved.body))
      await act(drafter, id, { type: 'submit' })
      for (const [at, person] of by.entries())
        await act(person, id, { type: at === by.length - 1 ? 'decide' : 'approve' })
    },
    submitted: async (changes, drafter = 'u0505') => {
      const id = await draft(changes, drafter)
      await act(drafter, id, { type: 'submit' })
      return id
    },
  }
}
