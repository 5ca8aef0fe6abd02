import type { CDPSession, Locator } from 'playwright-core'
import sharp from 'sharp'

type Point = { readonly x: number; readonly y: number }

/** Fingers on the glass: none lifts them all. `at` in milliseconds, by default now: from it follows how fast they are. */
export async function touch(
  devTools: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  points: readonly Point[],
  at = Date.now(),
): Promise<void> {
  const touchPoints = points.map((it, index) => ({ ...it, id: index + 1 }))
  await devTools.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: at / 1000 })
}

/** How far a finger that flicks is on the glass, in CSS pixels. */
export const flickedPx = 480

/** A finger flicks upwards and lets go: what it pushed goes on by itself. */
export async function flick(devTools: CDPSession, from: Point): Promise<void> {
  const began = Date.now()
  await touch(devTools, 'touchStart', [from], began)
  for (let step = 1; step <= 8; step += 1)
    await touch(devTools, 'touchMove', [{ x: from.x, y: from.y - (flickedPx / 8) * step }], began + 8 * step)
  await touch(devTools, 'touchEnd', [], began + 72)
}

/** Every picture the browser shows while something happens. */
export async function picturesWhile(
  devTools: CDPSession,
  happens: () => Promise<void>,
): Promise<readonly Buffer[]> {
  const pictures: Buffer[] = []
  const onFrame = ({ data, sessionId }: { readonly data: string; readonly sessionId: number }) => {
    pictures.push(Buffer.from(data, 'base64'))
    void devTools.send('Page.screencastFrameAck', { sessionId }).catch(() => {})
  }
  devTools.on('Page.screencastFrame', onFrame)
  await devTools.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 })
  try {
    await happens()
  } finally {
    await devTools.send('Page.stopScreencast')
    devTools.off('Page.screencastFrame', onFrame)
  }
  return pictures
}

/** The longest way down the right half of a desk without paper, in CSS pixels: `paperBlue` is more blue than paper has. */
export async function longestBare(desk: Locator, picture: Buffer, paperBlue: number): Promise<number> {
  const box = await desk.boundingBox()
  const width = desk.page().viewportSize()?.width
  if (box === null || width === undefined) throw new Error('no desk to look at')
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
  const scale = info.width / width
  const x = Math.round(scale * (box.x + 0.7 * box.width))
  let [run, longest] = [0, 0]
  for (let y = Math.ceil(scale * box.y); y < Math.floor(scale * (box.y + box.height)); y += 1) {
    run = (data[(y * info.width + x) * info.channels + 2] ?? 0) > paperBlue ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest / scale
}
