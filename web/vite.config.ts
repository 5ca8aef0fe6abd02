import tailwindcss from '@tailwindcss/vite'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { type BuildOptions, defineConfig } from 'vite'
import { keepLanguages } from './keep-languages.ts'
import { precompress } from './precompress.ts'
import { preloadStart } from './preload-start.ts'
import { withoutLater } from './without-later.ts'

const server = process.env['KESSAI_SERVER'] ?? 'http://127.0.0.1:8080'

/** So that a page loads the controls it uses and not all that stand in ui/index.ts. */
const treeshake = {
  moduleSideEffects: (id: string) => id.endsWith('.css') || !id.includes('/web/src/ui/'),
}

/** Libraries of the pages themselves. What two editors of files have in common is none: it comes with them. */
const ofPages =
  /node_modules\/(?:react|react-dom|scheduler|react-aria|react-aria-components|react-stately|@react-[^/]+|@internationalized|@tanstack|@swc|typebox|lucide-react|wouter|regexparam|use-sync-external-store|mitt|client-only)\//

/**
 * What nearly every page needs. Dragging and the words of the settings come where they are used; as groups of their own
 * they would take along all they stand on.
 */
const isShared = (id: string) =>
  (ofPages.test(id) || /\/src\/(ui|api|i18n)\//.test(id)) &&
  !/\/ui\/reorderable|\/i18n\/(?:settings|editing)\//.test(id)

const forBrowser: BuildOptions = {
  outDir: '../dist/web',
  emptyOutDir: true,
  // The server reads from it what the reading page needs, and names it in the page's head.
  manifest: true,
  rolldownOptions: {
    treeshake,
    // One file for what several pages share: a browser fetches six at a time, and twelve small ones wait in line.
    output: {
      codeSplitting: {
        groups: [
          // What the entry itself needs: it must not bring all the rest along.
          { name: 'entry', priority: 1, test: /preload-helper|\/early-screen/ },
          { name: 'shared', minShareCount: 2, test: isShared },
        ],
      },
    },
  },
  target: 'es2023',
  // Inlined assets become data: addresses, which the content security policy refuses.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  chunkSizeWarningLimit: 900,
}

const forServer: BuildOptions = {
  ssr: true,
  outDir: '../dist/first-screen',
  emptyOutDir: true,
  copyPublicDir: false,
  minify: true,
  rolldownOptions: {
    input: 'src/first-screen/first-screen.tsx',
    treeshake,
    // Most of the controls are not on the first screen, and have no stand-in.
    shimMissingExports: true,
    output: { codeSplitting: false },
  },
  target: 'node20',
}

/** `vite build` makes the client for the browser, `vite build --ssr` its first screen for the server. */
export default defineConfig(({ isSsrBuild = false }) => ({
  root: import.meta.dirname,
  cacheDir: '../.cache/vite',
  plugins: isSsrBuild
    ? [react(), withoutLater()]
    : [react(), tailwindcss(), keepLanguages(), precompress(), preloadStart()],
  resolve: {
    alias: isSsrBuild
      ? { 'react-aria-components': join(import.meta.dirname, 'src/first-screen/quiet-controls.tsx') }
      : {},
  },
  // React's parts for development are larger and slower; Vite leaves that open for servers.
  define: isSsrBuild ? { 'process.env.NODE_ENV': '"production"' } : {},
  build: isSsrBuild ? forServer : forBrowser,
  // One file that needs no packages installed beside it.
  ssr: { noExternal: true as const },
  worker: { format: 'es' as const },
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': server, '/auth': server, '/realms': server },
  },
}))
