/**
 * A viewer as a measure meets it: how it is asked to go to a page, and how it is seen what stands there. All of it is
 * text that runs in the page: a function would bring along helpers of our compiler that the page does not have.
 */
export type Viewer = {
  readonly name: 'ours' | 'PDF.js' | 'EmbedPDF' | 'floor'
  /** What scrolls; undefined until it is there. */
  readonly desk: string
  /** Whether it can be told where to go. */
  readonly isOpen: string
  /** Goes to page `n`, from 1. */
  readonly go: string
  /** What is to be seen of page `n`, from 1: 'none', 'soft' (a placeholder of this very page) or 'sharp'. */
  readonly state: string
  /** The element of page `n`, from 1, as far as it is known. */
  readonly page: string
}

const inWindow = `((it) => {
  const { top, bottom } = it.getBoundingClientRect()
  return bottom > 100 && top < innerHeight - 50
})`

export const ours: Viewer = {
  name: 'ours',
  desk: `document.querySelector('[data-desk]') ?? undefined`,
  isOpen: `document.querySelector('[data-desk] [data-file-page]') !== null`,
  go: `(n) => {
    const box = document.querySelector('[role=toolbar] [data-page-box]')
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, String(n))
    box.dispatchEvent(new Event('input', { bubbles: true }))
    box.form.requestSubmit()
  }`,
  page: `(n) => document.querySelector('[data-page-index="' + (n - 1) + '"]')`,
  state: `(n) => {
    const page = document.querySelector('[data-page-index="' + (n - 1) + '"]')
    // Page 1 stands below the cover sheet, which is there with it.
    if (page === null || (n > 1 && !${inWindow}(page))) return 'none'
    const image = page.querySelector('img:not(.reader-soft)')
    if ('ready' in page.dataset) return image !== null && !image.complete ? 'none' : 'sharp'
    const soft = page.querySelector('.reader-soft[data-drawn]')
    return soft === null || (soft.tagName === 'IMG' && !soft.complete) ? 'none' : 'soft'
  }`,
}

export const pdfJs: Viewer = {
  name: 'PDF.js',
  desk: `document.getElementById('desk') ?? undefined`,
  isOpen: `(globalThis.viewer?.pagesCount ?? 0) > 0`,
  go: `(n) => { viewer.currentPageNumber = n }`,
  page: `(n) => globalThis.viewer?.getPageView?.(n - 1)?.div ?? null`,
  // 3: finished (RenderingStates).
  state: `(n) => {
    const page = globalThis.viewer?.getPageView?.(n - 1)
    return page?.renderingState === 3 && page.div.querySelector('canvas') !== null && ${inWindow}(page.div) ? 'sharp' : 'none'
  }`,
}

const shadow = `document.querySelector('embedpdf-container')?.shadowRoot`

const inMiddle = `((it) => {
  const { top, bottom, left, right } = it.getBoundingClientRect()
  return top < innerHeight / 2 && bottom > innerHeight / 2 && left < innerWidth / 2 && right > innerWidth / 2
})`

export const embedPdf: Viewer = {
  name: 'EmbedPDF',
  desk: `[...(${shadow}?.querySelectorAll('div') ?? [])].find((it) => it.style.overflow === 'auto')`,
  isOpen: `(globalThis.scroll?.getTotalPages?.() ?? 0) > 0`,
  go: `(n) => { globalThis.scroll.scrollToPage({ pageNumber: n, behavior: 'instant' }) }`,
  page: `() => null`,
  // It names its pages nowhere: the pictures in the middle of the window, when it says that it is at the page.
  state: `(n) => {
    if (globalThis.scroll?.getCurrentPage?.() !== n) return 'none'
    const pictures = [...(${shadow}?.querySelectorAll('img[src^=blob]') ?? [])].filter(${inMiddle})
    return pictures.length > 0 && pictures.every((it) => it.complete && it.naturalWidth > 0) ? 'sharp' : 'none'
  }`,
}

export const floor: Viewer = {
  name: 'floor',
  desk: `document.body`,
  isOpen: `true`,
  go: `() => {}`,
  page: `() => null`,
  state: `() => {
    const image = document.querySelector('img')
    return image !== null && image.complete && image.naturalWidth > 0 ? 'sharp' : 'none'
  }`,
}

/** Put into every page before its own code: notes when page 1 was sharp, and answers what the measures ask. */
export function probe(viewer: Viewer): string {
  return `{
    const state = ${viewer.state}
    const page = ${viewer.page}
    const inWindow = ${inWindow}
    const painted = (then) => requestAnimationFrame(() => setTimeout(then))
    const probe = { sharpAt: undefined, go: ${viewer.go}, isOpen: () => ${viewer.isOpen}, desk: () => ${viewer.desk} }
    const watch = () => {
      if (document.body !== null && state(1) === 'sharp') painted(() => { probe.sharpAt = performance.now() })
      else requestAnimationFrame(watch)
    }
    watch()
    probe.jump = (n) => new Promise((resolve) => {
      const from = performance.now()
      let frames = 0
      let soft
      probe.go(n)
      const look = () => {
        frames += 1
        const now = state(n)
        if (now !== 'none') soft ??= frames
        if (now === 'sharp') painted(() => resolve({ sharpMs: performance.now() - from, placeholderFrames: soft }))
        else if (performance.now() - from > 20_000) resolve({ sharpMs: 20_000, placeholderFrames: soft ?? frames })
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    // Every page that stands in the window.
    probe.isSharp = (pages) => {
      for (let n = 1; n <= pages; n += 1) {
        const element = page(n)
        if (element !== null && inWindow(element) && state(n) !== 'sharp') return false
      }
      return true
    }
    probe.frames = () => {
      const times = []
      let goesOn = true
      const tick = (at) => { times.push(at); if (goesOn) requestAnimationFrame(tick) }
      requestAnimationFrame(tick)
      return () => { goesOn = false; return times }
    }
    probe.canvasBytes = () => {
      let bytes = 0
      const add = (root) => {
        for (const it of root.querySelectorAll('*')) {
          if (it.tagName === 'CANVAS') bytes += 4 * it.width * it.height
          if (it.tagName === 'IMG') bytes += 4 * it.naturalWidth * it.naturalHeight
          if (it.shadowRoot !== null) add(it.shadowRoot)
        }
      }
      add(document)
      return bytes
    }
    window.probe = probe
  }`
}
