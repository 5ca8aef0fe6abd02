import type { PolicyContent } from '../../server/contract/rules.ts'
import { type Instant, localDateOf } from '../../server/domain/ids.ts'
import { staff } from './acts-stage.ts'
import type { Scene } from './scene.ts'

/** Puts switches of the body in force from today. */
export async function publishPolicy(scene: Scene, switches: Partial<PolicyContent>): Promise<void> {
  const office = await scene.as(staff.recordsManager)
  type Draft = { readonly lock: number; readonly basedOn: string; readonly content: PolicyContent }
  const { body: draft } = await office.get<Draft>('/v1/policies/draft')
  const content = { ...draft.content, ...switches }
  const saved = await office.send<Draft>('PUT', '/v1/policies/draft', { ...draft, content })
  const { lock } = saved.body
  const done = await office.send('POST', '/v1/policies/draft/publish', {
    lock,
    from: localDateOf(new Date().toISOString() as Instant),
  })
  if (done.status !== 201) throw new Error(JSON.stringify([saved, done]))
}
