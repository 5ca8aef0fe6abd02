import type { Plugin, Rolldown } from 'vite'

/** Names in index.html what its small entry loads next, so that the browser fetches it at the same time. */
export function preloadStart(): Plugin {
  return {
    name: 'preload-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((it): it is Rolldown.OutputChunk => it.type === 'chunk')
        const start = chunks.find((it) => it.facadeModuleId?.endsWith('/src/app/start.tsx'))
        const names = start === undefined ? [] : [start.fileName, ...start.imports]
        return [...new Set(names)].map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', href: `/${name}`, crossorigin: true },
          injectTo: 'head' as const,
        }))
      },
    },
  }
}
