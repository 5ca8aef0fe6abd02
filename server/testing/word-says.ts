import { strFromU8, unzipSync } from 'fflate'
import { makeWordFile } from './word-files.ts'

/** A Word file that says so. */
export function word(words: string): Buffer {
  return makeWordFile({ body: `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>` })
}

/** The part of a Word file in which its words stand, as an editor gives it. */
export function storyOf(bytes: Buffer): string {
  return strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
}

/** What such a file says. */
export function wordsOf(bytes: Buffer): string {
  return /<w:t>([^<]*)<\/w:t>/.exec(storyOf(bytes))?.[1] ?? ''
}

/** One that its writer protected: no editor of ours opens it. */
export function protectedWord(): Buffer {
  const settings = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
  return makeWordFile({
    body: '<w:p><w:r><w:t>保護された文書</w:t></w:r></w:p>',
    parts: {
      'word/settings.xml': `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${settings}</w:settings>`,
    },
  })
}
