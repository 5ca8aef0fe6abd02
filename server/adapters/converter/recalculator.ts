import { chmod, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recalculator } from '../../usecases/ports.ts'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { createOfficeConverter } from './office.ts'
import { findSandbox } from './sandbox.ts'

const limits = { timeoutMs: 60_000, maxBytes: 300_000_000 } as const

/** LibreOffice as a calculator, started when the first workbook with formulas is edited and kept for the next. */
export function createRecalculator(options: {
  readonly allowUnsandboxed: boolean
  /** Hears why a workbook could not be calculated. */
  readonly onFailure: (why: RenderFailure) => void
}): { readonly calculate: Recalculator; close(): Promise<void> } {
  let office: Promise<ReturnType<typeof createOfficeConverter>> | undefined
  const opened = async () =>
    createOfficeConverter({
      ...{ sandbox: await findSandbox(), maxPdfBytes: limits.maxBytes },
      allowUnsandboxed: options.allowUnsandboxed,
    })
  return {
    async calculate(path, signal) {
      office ??= opened()
      const work = await mkdtemp(join(tmpdir(), 'kessai-calculate-'))
      try {
        // The unprivileged user of the converter must come through to its own folder in here.
        await chmod(work, 0o711)
        await copyFile(path, join(work, 'in.xlsx'))
        await (
          await office
        ).calculate(work, {
          timeoutMs: limits.timeoutMs,
          ...(signal === undefined ? {} : { signal }),
        })
        return await readFile(join(work, 'made.xlsx'))
      } catch (error) {
        if (!(error instanceof RenderFailure)) throw error
        options.onFailure(error)
        return undefined
      } finally {
        await rm(work, { recursive: true, force: true })
      }
    },
    close: async () => (await office)?.close(),
  }
}
