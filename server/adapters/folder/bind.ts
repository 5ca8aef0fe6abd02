import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { warningView } from '../../usecases/file-sentences.ts'
import { RenderFailure, type RenderFailureCode } from '../../usecases/render-failure.ts'
import { drawText } from '../converter/draw-text.ts'
import { type Binder, openBinder } from '../pdf-pages/pdf-binder.ts'
import { remarksOf } from '../remarks/remarks-of.ts'
import { type Placed, drawFront, hasStrip } from './front.ts'
import type { Member, Missing, Unpacked } from './member.ts'

/** What came out of a container and was converted where that takes LibreOffice: `file`.pdf lies beside `file` then. */
export type BindingPlan = Unpacked & { readonly converted: readonly string[] }

const missingOf: Readonly<Partial<Record<RenderFailureCode, Missing>>> = {
  encrypted: 'encrypted',
  damaged: 'damaged',
  timeout: 'timeout',
  too_large: 'too_large',
  unsupported: 'not_shown',
}

/** Why a file inside has no pages, from why its conversion failed. */
export function missingFor(error: unknown): Missing {
  return (error instanceof RenderFailure ? missingOf[error.code] : undefined) ?? 'failed'
}

/**
 * One PDF of everything in a container: the list of its files or the words of the mail, then each file after a strip that
 * says which one begins. What cannot be shown says why on its strip. Headings lead to each file.
 */
export async function bind(
  plan: BindingPlan,
  folder: string,
  maxPages: number,
  draw: (kind: string, bytes: Buffer, maxPages: number) => Promise<Uint8Array | undefined>,
): Promise<{ readonly pdf: Uint8Array; readonly missing: number }> {
  const binder = await openBinder()
  const words = plan.text === undefined ? undefined : await drawText(plan.text, maxPages)
  const pagesBefore = words === undefined ? 0 : await binder.pageCount(words)
  let pagesLeft = maxPages - pagesBefore - plan.members.length
  const placed: (Placed & Partial<Pick<Inner, 'again'>>)[] = []
  for (const member of plan.members) {
    const it = await place(binder, plan, folder, member, pagesLeft, draw)
    pagesLeft -= it.pageCount
    placed.push(it)
  }
  const list = plan.text === undefined
  const front = await drawFront(placed, { list, uncounted: plan.uncounted })
  if (words !== undefined) await binder.add(words)
  await binder.lend(front.pdf, async (addFront) => {
    if (front.listSheets > 0) await addFront([...Array(front.listSheets).keys()])
    for (const [index, it] of placed.filter(hasStrip).entries()) {
      binder.heading(it.path.join('／'))
      await addFront([front.listSheets + index])
      if (it.again !== undefined) await binder.add(await it.again())
    }
  })
  return { pdf: await binder.save(), missing: placed.filter((it) => it.missing !== undefined).length }
}

/** A PDF that is there now, and how to have it again: not all of them are held at once. */
type Inner = { readonly pdf: Uint8Array; readonly again: () => Promise<Uint8Array> }

async function place(
  binder: Binder,
  plan: BindingPlan,
  folder: string,
  member: Member,
  pagesLeft: number,
  draw: (kind: string, bytes: Buffer, maxPages: number) => Promise<Uint8Array | undefined>,
): Promise<Placed & Partial<Pick<Inner, 'again'>>> {
  const without = (missing: Missing) => ({ ...member, missing, pageCount: 0, remarks: [] })
  const { file } = member
  if (file === undefined || member.missing !== undefined) return without(member.missing ?? 'failed')
  const path = join(folder, file)
  try {
    const { pdf, again } = plan.converted.includes(file)
      ? await read(`${path}.pdf`)
      : await drawn(draw, member.kind, path, Math.max(1, pagesLeft))
    const pageCount = await binder.pageCount(pdf)
    if (pageCount > pagesLeft) return without('too_large')
    const remarks = (await remarksOf(path, member.kind).catch(() => [])).map((it) => warningView(it).text)
    return { ...member, pageCount, remarks, again }
  } catch (error) {
    return without(missingFor(error))
  }
}

async function read(path: string): Promise<Inner & { readonly pdf: Buffer }> {
  return { pdf: await readFile(path), again: () => readFile(path) }
}

async function drawn(
  draw: (kind: string, bytes: Buffer, maxPages: number) => Promise<Uint8Array | undefined>,
  kind: string,
  path: string,
  maxPages: number,
): Promise<Inner> {
  const own = await read(path)
  const pdf = await draw(kind, own.pdf, maxPages)
  return pdf === undefined ? own : { pdf, again: async () => pdf }
}
