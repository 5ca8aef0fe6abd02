import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { create as createQrCode } from 'qrcode'
import sharp from 'sharp'

const run = promisify(execFile)
const dotsPerInch = 288
const perPoint = dotsPerInch / 72
/** Where on the sheet the code stands, with some white around it, in points from the top left. */
const around = { left: 448, top: 100, width: 102, height: 105 } as const
const dark = 128

/** A 紙資料回付票 as somebody has it in hand: its words, without spaces, and the dots of its code. */
export async function readPaperSlip(
  t: { teardown(fn: () => unknown): void },
  pdf: Buffer,
): Promise<{ readonly text: string; readonly code: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'slip-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const file = join(folder, 'slip.pdf')
  await writeFile(file, pdf)
  const { stdout } = await run('pdftotext', ['-layout', file, '-'])
  await run('pdftoppm', ['-png', '-r', String(dotsPerInch), '-singlefile', file, join(folder, 'slip')])
  return { text: stdout.replaceAll(/\s/g, ''), code: await readCode(join(folder, 'slip.png')) }
}

/** The dots that a code of these words has: a row each, `#` for dark. */
export function codeOf(words: string): readonly string[] {
  const { modules } = createQrCode(words, { errorCorrectionLevel: 'M' })
  return grid(modules.size, (row, column) => modules.get(row, column) !== 0)
}

/** The dots of the code that is printed on a page. */
async function readCode(picture: string): Promise<readonly string[]> {
  const [left, top, width, height] = [around.left, around.top, around.width, around.height].map((it) =>
    Math.round(it * perPoint),
  ) as [number, number, number, number]
  const { data, info } = await sharp(picture)
    .extract({ left, top, width, height })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const isDark = (x: number, y: number): boolean => (data[y * info.width + x] ?? 255) < dark
  const rows = Array.from({ length: info.height }, (_, y) => y)
  const columns = Array.from({ length: info.width }, (_, x) => x)
  const inked = {
    y: rows.filter((y) => columns.some((x) => isDark(x, y))),
    x: columns.filter((x) => rows.some((y) => isDark(x, y))),
  }
  const [x0 = 0, y0 = 0] = [inked.x[0], inked.y[0]]
  const side = (inked.x.at(-1) ?? 0) + 1 - x0
  // The eye in the corner is seven dots wide: along its upper edge the ink ends there.
  const middleOfEdge = y0 + 2
  const eye = columns.slice(x0).findIndex((x) => !isDark(x, middleOfEdge))
  const size = Math.round((side * 7) / eye)
  const dot = side / size
  return grid(size, (row, column) =>
    isDark(Math.floor(x0 + (column + 0.5) * dot), Math.floor(y0 + (row + 0.5) * dot)),
  )
}

function grid(size: number, isDark: (row: number, column: number) => boolean): readonly string[] {
  const line = Array.from({ length: size }, (_, index) => index)
  return line.map((row) => line.map((column) => (isDark(row, column) ? '#' : '.')).join(''))
}
