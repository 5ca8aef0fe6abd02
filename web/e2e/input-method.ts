import type { Page } from 'playwright-core'

/** Writes where the caret is as an input method does: what is composed changes until it is taken. */
export async function compose(page: Page, steps: readonly string[]): Promise<void> {
  const keyboard = await page.context().newCDPSession(page)
  for (const step of steps) {
    await keyboard.send('Input.imeSetComposition', {
      text: step,
      selectionStart: step.length,
      selectionEnd: step.length,
    })
  }
  await keyboard.send('Input.insertText', { text: steps.at(-1) ?? '' })
  await keyboard.detach()
}
