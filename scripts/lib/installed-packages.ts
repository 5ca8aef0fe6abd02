import type { Plugin } from 'esbuild'

/**
 * Hundreds of small files each, or what they need, and nothing that looks for files of its own: reading them one by one
 * costs most of a start. By the first part of a name, `@scope` of a scoped one.
 */
const takenIn = new Set([
  ...['kysely', 'typebox'],
  ...['pdf-lib', '@pdf-lib', 'pako', 'culori', 'tslib', 'html-entities', 'node-html-better-parser'],
  ...['fontkit', '@swc', 'brotli', 'clone', 'dfa', 'fast-deep-equal', 'restructure', 'tiny-inflate'],
  ...['unicode-properties', 'unicode-trie', 'base64-js'],
])

/** Leaves packages where they are installed: most find files, native parts or further packages from there. */
export const installedPackages: Plugin = {
  name: 'packages stay where they are installed',
  setup(it) {
    it.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || takenIn.has(path.split('/')[0] ?? '') ? undefined : { path, external: true },
    )
  },
}
