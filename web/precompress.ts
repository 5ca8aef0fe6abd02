import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
const worthIt = /\.(js|css|svg|wasm|ttf)$/
/** Smaller files fit into one packet anyway. */
const leastBytes = 1400

/** Leaves a .br and a .gz beside every built file that shrinks by them, so that the server packs nothing itself. */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir)
    },
    async closeBundle() {
      const names = await readdir(join(folder, 'assets'))
      await Promise.all(names.filter((it) => worthIt.test(it)).map((it) => pack(join(folder, 'assets', it))))
    },
  }
}

async function pack(path: string): Promise<void> {
  const bytes = await readFile(path)
  if (bytes.byteLength < leastBytes) return
  // The best quality costs megabytes of WebAssembly and fonts half a minute for a few per cent.
  const quality = bytes.byteLength > 1_000_000 ? 5 : 11
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality }
  await writeFile(`${path}.br`, await brotli(bytes, { params }))
  await writeFile(`${path}.gz`, await gzipped(bytes))
}
