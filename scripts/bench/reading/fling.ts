import sharp from 'sharp'
import { type Visit, pause, screen } from './visit.ts'

/** What was seen while the desk flew. */
export type Flight = {
  /** Share of the pixels where a page should be that showed neither the page nor its placeholder, in per cent. */
  readonly blankPercent: number
  readonly framesPerSecond: number
  /** Frames of 60 a second that did not come, in per cent. */
  readonly droppedPercent: number
}

/** Between two pages of one column, and between two files with their heading: more than this without paper is blank. */
const widestGap = 110
/** All paper of the book has a blue of 190 or less; a bare page, and the desk, have more. */
const paperBlue = 215

/** Scrolls as a finger does, with so many pixels a second, and looks at every picture the browser shows meanwhile. */
export async function fling({ page, devTools }: Visit, speed: number, seconds: number): Promise<Flight> {
  const pictures: string[] = []
  const onFrame = ({ data, sessionId }: { readonly data: string; readonly sessionId: number }): void => {
    pictures.push(data)
    void devTools.send('Page.screencastFrameAck', { sessionId }).catch(() => {})
  }
  const scroll = (distance: number): Promise<unknown> =>
    devTools.send('Input.synthesizeScrollGesture', {
      x: screen.width / 2,
      y: screen.height / 2,
      yDistance: -distance,
      speed,
      gestureSourceType: 'mouse',
      preventFling: true,
    })
  await page.evaluate('window.endFrames = window.probe.frames()')
  const before = Number(await page.evaluate('window.probe.desk().scrollTop'))
  await scroll(speed * seconds)
  const times = await page.evaluate<readonly number[]>('window.endFrames()')
  devTools.on('Page.screencastFrame', onFrame)
  await devTools.send('Page.startScreencast', {
    format: 'jpeg',
    quality: 80,
    maxWidth: 720,
    everyNthFrame: 1,
  })
  try {
    await scroll(speed * seconds)
  } finally {
    await devTools.send('Page.stopScreencast')
    devTools.off('Page.screencastFrame', onFrame)
  }
  const after = Number(await page.evaluate('window.probe.desk().scrollTop'))
  if (after - before < 1.9 * speed * seconds) throw new Error(`moved ${after - before} pixels only`)
  await pause(300)
  const blanks = await Promise.all(pictures.map(blankOf))
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, it) => sum + it, 0) / Math.max(1, values.length)
  const intervals = times.slice(1).map((it, index) => it - (times[index] ?? it))
  const perFrame = 1000 / 60
  const missed = intervals.reduce((sum, it) => sum + Math.max(0, Math.round(it / perFrame) - 1), 0)
  return {
    blankPercent: 100 * mean(blanks),
    framesPerSecond: 1000 / mean(intervals),
    droppedPercent: (100 * missed) / Math.max(1, missed + intervals.length),
  }
}

/** The blank part of three columns of a picture of the window, from 0 to 1. */
async function blankOf(picture: string): Promise<number> {
  const { data, info } = await sharp(Buffer.from(picture, 'base64'))
    .raw()
    .toBuffer({ resolveWithObject: true })
  const scale = info.width / screen.width
  // Below every toolbar.
  const first = Math.round(120 * scale)
  const gap = widestGap * scale
  let blank = 0
  let rows = 0
  for (const part of [0.45, 0.5, 0.55, 0.6]) {
    const x = Math.round(part * info.width)
    let run = 0
    for (let y = first; y < info.height; y += 1) {
      const isBare = (data[(y * info.width + x) * info.channels + 2] ?? 0) > paperBlue
      run = isBare ? run + 1 : 0
      if (run === Math.ceil(gap)) blank += run
      else if (run > gap) blank += 1
      rows += 1
    }
  }
  return blank / rows
}
