import type { Plugin } from 'esbuild'

/** Hundreds of small files each, without dependencies or files of their own: reading them one by one costs seconds. */
const takenIn = new Set(['kysely', 'typebox'])

/** Leaves packages where they are installed: most find files, native parts or further packages from there. */
export const installedPackages: Plugin = {
  name: 'packages stay where they are installed',
  setup(it) {
    it.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || takenIn.has(path.split('/')[0] ?? '') ? undefined : { path, external: true },
    )
  },
}
