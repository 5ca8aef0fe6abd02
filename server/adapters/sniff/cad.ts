import type { Inspection } from '../../usecases/ports.ts'
import { type Sample, startsWith } from './bytes.ts'

/**
 * Drawings that only a CAD shows: DXF (as text, it would be pages of numbers), DWG, JW_CAD, and SXF of 電子納品. Undefined
 * for anything else.
 */
export function inspectCad({ head }: Sample): Inspection | undefined {
  const isCad =
    startsWith(head, 'AutoCAD Binary DXF') ||
    /^AC10\d\d/.test(head.toString('latin1', 0, 6)) ||
    startsWith(head, 'JwwData.') ||
    startsWith(head, 'ISO-10303-21;') ||
    // Group codes and values in turn; comments (999) may come first.
    /^\s*(?:999[ \t]*\r?\n[^\n]*\n\s*){0,20}0[ \t]*\r?\n[ \t]*SECTION[ \t]*\r?\n/.test(
      head.toString('latin1', 0, 4096),
    )
  return isCad ? { kind: 'cad', warnings: [] } : undefined
}
