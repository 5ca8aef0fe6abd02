import sharp, { type Metadata, type Sharp } from 'sharp'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { FileEditor } from '../file-editor.ts'

const pixel = Type.Integer({ minimum: 0, maximum: 100_000 })
const Part = Type.Tuple([pixel, pixel, pixel, pixel], {
  description:
    'x, y, width, height in pixels of the picture as it is after the steps before, from its top left',
})
const Step = Type.Union([
  Type.Object(
    { turn: Type.Union([Type.Literal(90), Type.Literal(180), Type.Literal(270)]) },
    { additionalProperties: false },
  ),
  Type.Object({ crop: Part }, { additionalProperties: false }),
  Type.Object({ mask: Part }, { additionalProperties: false }),
])
const PictureEdit = Type.Object(
  {
    steps: Type.Array(Step, {
      maxItems: 500,
      description: 'What is done to the picture, one after the other',
    }),
  },
  { additionalProperties: false },
)
type Step = Static<typeof Step>

const check = Compile(PictureEdit)
const pixelsAtMost = 150_000_000
const quality = 92
/** Between two steps: no loss, and little work. */
const between = { compressionLevel: 1 } as const

/** Pictures: turned, cropped and blacked out, upright as they are seen. */
export const imageEditor: FileEditor = {
  async open(original, kind) {
    const about = await aboutOf(original, kind)
    if (!about.ok) return about
    const { exif, autoOrient } = about.value
    return yes({ ...autoOrient, exif: exif !== undefined, loses: loses(original, kind) })
  },

  async apply(original, given, { kind }) {
    const steps = stepsOf(given)
    if (steps === undefined) return no({ code: 'edit_malformed', fact: '画像への操作' })
    const about = await aboutOf(original, kind)
    if (!about.ok) return about
    if (steps.length === 0) return yes(original)
    // A small picture of the whole and the place it was taken at lie in EXIF: both could tell what is gone.
    const keepsAll = steps.every((it) => 'turn' in it)
    const keep = (picture: Sharp): Sharp =>
      keepsAll ? picture.keepExif().keepIccProfile() : picture.keepIccProfile()
    let picture = await keep(open(original).autoOrient()).png(between).toBuffer()
    for (const step of steps) {
      const done = await stepped(picture, step)
      if (!done.ok) return done
      picture = await keep(done.value).png(between).toBuffer()
    }
    const { density } = about.value
    const last = keep(sharp(picture, { limitInputPixels: pixelsAtMost }))
    if (density !== undefined && density > 0) last.withDensity(density)
    return yes(await written(last, original, kind).toBuffer())
  },
}

function stepsOf(given: Uint8Array): readonly Step[] | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(given))
    return check.Check(value) ? value.steps : undefined
  } catch {
    return undefined
  }
}

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: pixelsAtMost, failOn: 'truncated' })
}

async function aboutOf(bytes: Uint8Array, kind: string): Promise<Result<Metadata, EditProblem>> {
  let about: Metadata
  try {
    about = await open(bytes).metadata()
  } catch {
    return no({ code: 'edit_damaged', fact: '画像の中身を読み取れません' })
  }
  if (!['png', 'jpeg', 'webp', 'tiff'].includes(kind))
    return no({ code: 'edit_picture_kind', fact: 'PNG、JPEG、WebP、TIFFのほかの形式です' })
  if ((about.pages ?? 1) > 1) return no({ code: 'edit_picture_kind', fact: '2枚以上の画像が入っています' })
  if (about.space === 'cmyk') return no({ code: 'edit_picture_kind', fact: '印刷用の色（CMYK）の画像です' })
  return yes(about)
}

async function stepped(bytes: Buffer, step: Step): Promise<Result<Sharp, EditProblem>> {
  const picture = sharp(bytes, { limitInputPixels: pixelsAtMost })
  if ('turn' in step) return yes(picture.rotate(step.turn))
  const { width, height } = await picture.metadata()
  const [x, y, w, h] = 'crop' in step ? step.crop : step.mask
  const [right, bottom] = [Math.min(width, x + w), Math.min(height, y + h)]
  const part = { left: x, top: y, width: right - x, height: bottom - y }
  if (part.width < 1 || part.height < 1)
    return no({ code: 'edit_picture_outside', fact: `幅 ${w}、高さ ${h}、左 ${x}、上 ${y}` })
  if ('crop' in step) return yes(picture.extract(part))
  const { width: blackWidth, height: blackHeight } = part
  const black = { width: blackWidth, height: blackHeight, channels: 3, background: '#000000' } as const
  return yes(picture.composite([{ input: { create: black }, left: x, top: y }]))
}

/** Whether a save packs the whole picture anew with a loss that nobody sees. */
function loses(bytes: Uint8Array, kind: string): boolean {
  return kind === 'jpeg' || (kind === 'webp' && !isLosslessWebp(bytes))
}

function isLosslessWebp(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).subarray(0, 64).includes('VP8L', 0, 'latin1')
}

function written(picture: Sharp, original: Uint8Array, kind: string): Sharp {
  if (kind === 'jpeg') return picture.jpeg({ quality, chromaSubsampling: '4:4:4' })
  if (kind === 'webp') return picture.webp(isLosslessWebp(original) ? { lossless: true } : { quality })
  if (kind === 'tiff') return picture.tiff({ compression: 'lzw' })
  return picture.png()
}
