import type { Drawing, PageDrawer, ToDraw } from './render-pump.ts'

/**
 * Draws pages that are nothing but one JPEG by `scans`, and all others by `pdf`; so, too, once and for all, a page that `scans`
 * could not draw.
 */
export function drawScansBy(scans: PageDrawer, pdf: PageDrawer): PageDrawer {
  const failed = new Set<string>()
  return {
    draw: (page): Drawing => {
      const key = keyOf(page)
      if (page.scan === undefined || failed.has(key)) return pdf.draw(page)
      let drawing = scans.draw(page)
      let isCancelled = false
      const done = drawing.done.catch(() => {
        failed.add(key)
        if (isCancelled) return undefined
        drawing = pdf.draw(page)
        return drawing.done
      })
      return {
        done,
        cancel: () => {
          isCancelled = true
          drawing.cancel()
        },
      }
    },
  }
}

function keyOf({ url, pageIndex }: ToDraw): string {
  return `${url} ${pageIndex}`
}
