import { buildWeb } from './lib/web-build.ts'

/** `npm run build`: the web client into dist/web. The server runs from its sources and needs no build. */
await buildWeb()
console.log('dist/web にウェブ画面を作りました。')
