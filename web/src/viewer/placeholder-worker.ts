import { splitRuns, unpackPlaceholders } from './unpack-placeholders.ts'

/* Small pictures are fetched and decoded beside the page: two thousand of them would hold up whoever scrolls meanwhile. */

export type ToPictures =
  | {
      readonly type: 'fetch'
      readonly id: number
      /** Of a block with the pictures of so many runs. */
      readonly path: string
      readonly count: number
    }
  | { readonly type: 'decode'; readonly id: number; readonly run: Uint8Array }
export type FromPictures =
  /** The runs as they came; empty where there are no pictures. */
  | { readonly type: 'fetched'; readonly id: number; readonly runs: readonly Uint8Array<ArrayBuffer>[] }
  /** The line is down. */
  | { readonly type: 'lost'; readonly id: number }
  /** One for each page, undefined where there is none. */
  | { readonly type: 'decoded'; readonly id: number; readonly bitmaps: readonly (ImageBitmap | undefined)[] }

const port = self as unknown as {
  postMessage: (message: FromPictures, transfer: Transferable[]) => void
  addEventListener: (type: 'message', listener: (event: MessageEvent<ToPictures>) => void) => void
}

port.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'fetch':
      void load(data.path, data.count).then(
        (runs) =>
          port.postMessage(
            { type: 'fetched', id: data.id, runs },
            runs.map((it) => it.buffer),
          ),
        () => port.postMessage({ type: 'lost', id: data.id }, []),
      )
      return
    case 'decode':
      void Promise.all((unpackPlaceholders(data.run) ?? []).map(decoded)).then((bitmaps) =>
        port.postMessage(
          { type: 'decoded', id: data.id, bitmaps },
          bitmaps.filter((it) => it !== undefined),
        ),
      )
  }
})

async function load(path: string, count: number): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const response = await fetch(path, { credentials: 'same-origin' })
  // Told that there are none: not asked for again.
  const bytes = response.ok ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array()
  // Copied: a part would hold the whole answer.
  return splitRuns(bytes, count).map((it) => it.slice())
}

/** Undefined for one that cannot be decoded: its page stays paper-white, and the sharp page comes all the same. */
async function decoded(bytes: Uint8Array | undefined): Promise<ImageBitmap | undefined> {
  if (bytes === undefined) return undefined
  return createImageBitmap(new Blob([bytes as BlobPart], { type: 'image/webp' })).catch(() => undefined)
}
