/** x, y, width, height in pixels of the picture as it is after the steps before. */
export type Part = readonly [x: number, y: number, width: number, height: number]
export type PictureStep =
  { readonly turn: 90 | 180 | 270 } | { readonly crop: Part } | { readonly mask: Part }

type Size = { readonly width: number; readonly height: number }

/** Pixels of a picture after some steps. */
export function sizeAfter(steps: readonly PictureStep[], { width, height }: Size): readonly [number, number] {
  let size: readonly [number, number] = [width, height]
  for (const step of steps) {
    if ('turn' in step && step.turn !== 180) size = [size[1], size[0]]
    if ('crop' in step)
      size = [Math.min(step.crop[2], size[0] - step.crop[0]), Math.min(step.crop[3], size[1] - step.crop[1])]
  }
  return size
}

/** Draws a picture as it is after some steps; `share` is how many pixels of the screen one of its pixels is. */
export function drawSteps(
  canvas: HTMLCanvasElement,
  original: ImageBitmap,
  steps: readonly PictureStep[],
  share: number,
): void {
  let now: CanvasImageSource & Size = original
  for (const step of steps) {
    const turned = 'turn' in step && step.turn !== 180
    const part = 'crop' in step ? step.crop.map((it) => Math.round(it * share)) : undefined
    const next: OffscreenCanvas = new OffscreenCanvas(
      Math.max(1, part?.[2] ?? (turned ? now.height : now.width)),
      Math.max(1, part?.[3] ?? (turned ? now.width : now.height)),
    )
    const pen = next.getContext('2d')
    if (pen === null) return
    if ('turn' in step) {
      pen.translate(next.width / 2, next.height / 2)
      pen.rotate((step.turn * Math.PI) / 180)
      pen.drawImage(now, -now.width / 2, -now.height / 2)
    } else {
      pen.drawImage(now, -(part?.[0] ?? 0), -(part?.[1] ?? 0))
      if ('mask' in step) {
        const [x, y, width, height] = step.mask.map((it) => it * share) as unknown as Part
        pen.fillStyle = '#000'
        pen.fillRect(x, y, width, height)
      }
    }
    now = next
  }
  canvas.width = now.width
  canvas.height = now.height
  canvas.getContext('2d')?.drawImage(now, 0, 0)
}
