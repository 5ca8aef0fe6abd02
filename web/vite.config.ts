import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompress } from './precompress.ts'

const server = process.env['KESSAI_SERVER'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../.cache/vite',
  plugins: [react(), tailwindcss(), precompress()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The server reads from it what the reading page needs, and names it in the page's head.
    manifest: true,
    rolldownOptions: {
      // So that a page loads the controls it uses and not all that stand in ui/index.ts.
      treeshake: { moduleSideEffects: (id) => id.endsWith('.css') || !id.includes('/web/src/ui/') },
      // One file for what several pages share: a browser fetches six at a time, and twelve small ones wait in line.
      output: {
        advancedChunks: {
          groups: [{ name: 'shared', minShareCount: 2, test: /node_modules|\/src\/(ui|api|i18n)\// }],
        },
      },
    },
    target: 'es2023',
    // Inlined assets become data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': server, '/auth': server, '/realms': server },
  },
})
