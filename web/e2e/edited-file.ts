import type { Locator, Page } from 'playwright-core'
import type { ProposalView } from '../../server/contract/proposals.ts'
import { type Stage, open, staff } from './acts-stage.ts'

/** Opens the reading page of a case and the editor of its only file; waits for what the editor is ready by. */
export async function openEditor(page: Page, url: string, id: string, ready: string): Promise<void> {
  await open(page, url, id)
  const button = page.locator('[data-edit-file]')
  await untilStill(button)
  await button.click()
  await page.locator(ready).waitFor()
}

/** Until it has stood in one place for thirty frames: the 決裁鑑 above it may still grow, and a click would go beside it. */
async function untilStill(button: Locator): Promise<void> {
  await button.evaluate(async (it) => {
    let [frames, last] = [0, '']
    while (frames < 30) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const { x, y } = it.getBoundingClientRect()
      const now = `${x} ${y}`
      frames = now === last ? frames + 1 : 0
      last = now
    }
  })
}

/** The newest content of a file of a case, by its place from 0. */
export async function storedFile(stage: Stage, id: string, place = 0): Promise<Buffer> {
  const drafter = await stage.scene.as(staff.drafter)
  const { body } = await drafter.get<ProposalView>(`/v1/proposals/${id}`)
  const revision = body.attachments[place]?.revisionId ?? ''
  const content = await fetch(`${stage.url}/v1/revisions/${revision}/content`, { headers: drafter.headers })
  return Buffer.from(await content.arrayBuffer())
}
