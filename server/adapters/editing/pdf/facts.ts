import { PDFArray, PDFDict, PDFDocument, PDFStream } from 'pdf-lib'
import type { PdfFacts } from '../../../contract/editor-facts.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import { fieldsOf } from './fields.ts'
import { name, shownOf, shownSize } from './geometry.ts'
import { claimOf } from './pdf-a.ts'
import { metricsOf } from './redact/font-metrics.ts'

const damaged = { code: 'edit_damaged', fact: 'PDFの中身を読み取れません' } as const
const locked = { code: 'edit_pdf_encrypted', fact: 'PDFに変更の制限かパスワードがあります' } as const

/** A PDF to change; refused when it is locked, damaged, or a form that only one viewer can draw. */
export async function openForEditing(bytes: Uint8Array): Promise<Result<PDFDocument, EditProblem>> {
  let document: PDFDocument
  try {
    document = await PDFDocument.load(bytes, { updateMetadata: false })
    if (document.getPageCount() === 0) return no(damaged)
  } catch (error) {
    // Also where it opens without a password: its owner forbade changing it.
    const isLocked = error instanceof Error && /encrypted/i.test(error.message)
    return no(isLocked ? locked : damaged)
  }
  if (document.isEncrypted) return no(locked)
  if (String(document.catalog.lookup(name('NeedsRendering'))) === 'true')
    return no({ code: 'edit_pdf_xfa', fact: 'XFAという形式の入力様式です' })
  return yes(document)
}

export function factsOf(document: PDFDocument): PdfFacts {
  const form = document.catalog.lookup(name('AcroForm'))
  const xfa = form instanceof PDFDict && form.has(name('XFA'))
  const pdfA = claimOf(document)
  return {
    pages: document.getPages().map(({ node }) => {
      const [width, height] = shownSize(shownOf(node))
      const isOdd = hasOddParts(node.Resources(), new Set())
      return { width, height, ...(isOdd ? { mayBecomePicture: true as const } : {}) }
    }),
    signatures: signaturesOf(document).length,
    files: filesIn(document),
    xfa,
    ...(pdfA === undefined ? {} : { pdfA }),
    // Last: reading the form takes its second description away.
    fields: fieldsOf(document),
  }
}

/** A signature of the document; breaking it leaves the empty field. */
type Signature = { readonly break: () => void }

export function signaturesOf(document: PDFDocument): readonly Signature[] {
  const { catalog, context } = document
  const found: Signature[] = []
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.lookup(name('FT')) !== name('Sig')) continue
    if (object.lookup(name('V')) === undefined) continue
    found.push({
      break: () => {
        object.delete(name('V'))
        catalog.delete(name('Perms'))
        catalog.delete(name('DSS'))
        const form = catalog.lookup(name('AcroForm'))
        if (form instanceof PDFDict) form.delete(name('SigFlags'))
      },
    })
  }
  return found
}

/** Fonts whose letters cannot be told apart here, and masks. */
function hasOddParts(resources: PDFDict | undefined, seen: Set<PDFDict>): boolean {
  if (resources === undefined || seen.has(resources)) return false
  seen.add(resources)
  const all = (category: string): readonly unknown[] => {
    const things = resources.lookup(name(category))
    return things instanceof PDFDict ? things.keys().map((key) => things.lookup(key)) : []
  }
  if (all('Font').some((it) => it instanceof PDFDict && !isSpacedPlainly(it))) return true
  if (all('ExtGState').some((it) => it instanceof PDFDict && it.lookup(name('SMask')) instanceof PDFDict))
    return true
  return all('XObject').some((it) => {
    const inner = it instanceof PDFStream ? it.dict.lookup(name('Resources')) : undefined
    return inner instanceof PDFDict && hasOddParts(inner, seen)
  })
}

function isSpacedPlainly(font: PDFDict): boolean {
  try {
    return metricsOf(font) !== undefined
  } catch {
    return false
  }
}

function filesIn(document: PDFDocument): number {
  const names = document.catalog.lookup(name('Names'))
  const count = (tree: unknown, depth: number): number => {
    if (!(tree instanceof PDFDict) || depth > 20) return 0
    const pairs = tree.lookup(name('Names'))
    const kids = tree.lookup(name('Kids'))
    const below =
      kids instanceof PDFArray ? kids.asArray().map((_, index) => count(kids.lookup(index), depth + 1)) : []
    return (
      (pairs instanceof PDFArray ? Math.floor(pairs.size() / 2) : 0) + below.reduce((sum, it) => sum + it, 0)
    )
  }
  return names instanceof PDFDict ? count(names.lookup(name('EmbeddedFiles')), 0) : 0
}
