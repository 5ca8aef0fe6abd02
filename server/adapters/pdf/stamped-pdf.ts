import type { MakeStampedPdf } from '../../usecases/ports.ts'
import { type Part, addPart, listOf, newDocument, partOf } from './book-parts.ts'
import { drawCover } from './cover.ts'
import { numberPages } from './foot.ts'
import { spooled } from './spool.ts'
import { openTypeCase } from './type-case.ts'

/** The 決裁文書PDF: cover sheet with all seals, then every attachment, numbered through. */
export const makeStampedPdf: MakeStampedPdf = async function* (stamped) {
  const document = await newDocument(stamped)
  yield* spooled(document, async (spool) => {
    const type = await openTypeCase(document)
    const parts: Part[] = []
    for (const attachment of stamped.attachments) parts.push(await partOf(document, spool, attachment))
    drawCover(document, type, stamped, await listOf(type, stamped, parts))
    for (const [index, part] of parts.entries()) {
      const name = stamped.attachments[index]?.name ?? ''
      addPart(document, type, { name, position: index + 1 }, part)
    }
    await numberPages(document.getPages(), type, stamped.number)
  })
}
