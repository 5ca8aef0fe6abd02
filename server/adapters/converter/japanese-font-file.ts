import { createRequire } from 'node:module'

/** Noto Sans JP Regular as a whole TrueType file: drawn with by us, and by PDFium where a PDF embeds no font. */
export const japaneseFontFile: string = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
)
