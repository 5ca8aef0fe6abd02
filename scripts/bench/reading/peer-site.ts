import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const packages = join(import.meta.dirname, '../../../node_modules')
const folders: Readonly<Record<string, string>> = {
  'pdfjs-dist': join(packages, 'pdfjs-dist'),
  embedpdf: join(packages, '@embedpdf/snippet/dist'),
}
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  // Or WebP: browsers look at the bytes of a picture.
  '.picture': 'image/png',
}

/** The viewer of PDF.js as its makers put it together from its own components. */
const stock = (pdf: string) => `<!doctype html><html lang="ja"><meta charset="utf-8"><title>PDF.js</title>
<link rel="stylesheet" href="/pdfjs-dist/web/pdf_viewer.css">
<style>html,body{margin:0;height:100%;background:#ddd}#desk{position:absolute;inset:0;overflow:auto}</style>
<div id="desk"><div id="viewer" class="pdfViewer"></div></div>
<script type="module">
import * as pdfjsLib from '/pdfjs-dist/build/pdf.min.mjs'
globalThis.pdfjsLib = pdfjsLib
const { EventBus, PDFLinkService, PDFViewer } = await import('/pdfjs-dist/web/pdf_viewer.mjs')
pdfjsLib.GlobalWorkerOptions.workerSrc = '/pdfjs-dist/build/pdf.worker.min.mjs'
const eventBus = new EventBus()
const linkService = new PDFLinkService({ eventBus })
const viewer = new PDFViewer({ container: document.getElementById('desk'), eventBus, linkService })
linkService.setViewer(viewer)
eventBus.on('pagesinit', () => { viewer.currentScaleValue = 'auto' })
const pdf = await pdfjsLib.getDocument({ url: '${pdf}', cMapUrl: '/pdfjs-dist/cmaps/', cMapPacked: true,
  standardFontDataUrl: '/pdfjs-dist/standard_fonts/', wasmUrl: '/pdfjs-dist/wasm/' }).promise
globalThis.viewer = viewer
viewer.setDocument(pdf)
linkService.setDocument(pdf)
</script></html>`

/** EmbedPDF's own viewer as its makers hand it out. */
const embedPdf = (
  pdf: string,
) => `<!doctype html><html lang="ja"><meta charset="utf-8"><title>EmbedPDF</title>
<style>html,body{margin:0}</style><div id="desk" style="height:100dvh"></div>
<script type="module">
import EmbedPDF from '/embedpdf/embedpdf.js'
const container = EmbedPDF.init({ type: 'container', target: document.getElementById('desk'), src: '${pdf}', worker: true,
  wasmUrl: location.origin + '/embedpdf/pdfium.wasm', zoom: { defaultZoomLevel: 'fit-width' }, fontFallback: null })
globalThis.registry = await container.registry
globalThis.scroll = globalThis.registry.getPlugin('scroll').provides()
</script></html>`

export type PeerSite = {
  readonly url: string
  close(): void
}

/**
 * Serves the other viewers, the PDFs they open (by range, as any server does) and the bare floor: a page with one ready
 * picture. Nothing is kept by the browser.
 */
export async function openPeerSite(files: ReadonlyMap<string, Uint8Array>): Promise<PeerSite> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const [, kind = '', ...rest] = pathname.split('/')
    const path = rest.join('/')
    const html = { stock, embedpdf: embedPdf, floor }[kind]
    const file = files.get(path)
    if (kind === 'file' && file !== undefined) sendPart(response, file, path, request.headers.range)
    else if (html !== undefined && files.has(path))
      response.writeHead(200, { 'content-type': 'text/html' }).end(html(`/file/${path}`))
    else void sendFile(response, kind, path)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const floor = (picture: string) => `<!doctype html><img src="${picture}" width="800">`

function sendPart(response: ServerResponse, file: Uint8Array, path: string, range: string | undefined): void {
  const headers = {
    'content-type': types[extname(path)] ?? 'application/pdf',
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
  }
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  if (first === undefined) {
    response.writeHead(200, { ...headers, 'content-length': file.byteLength }).end(file)
    return
  }
  const from = Number(first)
  const to =
    last === '' || last === undefined ? file.byteLength - 1 : Math.min(Number(last), file.byteLength - 1)
  response
    .writeHead(206, {
      ...headers,
      'content-length': to - from + 1,
      'content-range': `bytes ${from}-${to}/${file.byteLength}`,
    })
    .end(file.subarray(from, to + 1))
}

async function sendFile(response: ServerResponse, kind: string, path: string): Promise<void> {
  const folder = folders[kind]
  const full = folder === undefined ? undefined : join(folder, normalize(`/${path}`))
  const found = full === undefined ? undefined : await stat(full).catch(() => undefined)
  if (full === undefined || found?.isFile() !== true) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
  createReadStream(full).pipe(response)
}
