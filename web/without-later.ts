import type { Plugin } from 'vite'

const empty = '\0later'

/**
 * For the first screen that the server draws: what a page loads later (`import()`) is nothing there. With it the file would hold the
 * whole client, editors of Word and Excel files included, and each start of a server would read it.
 */
export function withoutLater(): Plugin {
  return {
    name: 'nothing is loaded later',
    resolveDynamicImport: () => empty,
    load: (id) => (id === empty ? 'export {}' : undefined),
  }
}
