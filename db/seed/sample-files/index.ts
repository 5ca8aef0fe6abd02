import { excelFile } from './excel.ts'
import { pdfFile } from './pdf.ts'
import { jpegFile, pngFile } from './pictures.ts'
import { slideFile } from './slides.ts'
import { textFile } from './text.ts'
import { wordFile } from './word.ts'

export type SampleType = 'docx' | 'xlsx' | 'pptx' | 'pdf' | 'png' | 'jpg' | 'txt' | 'txt_sjis' | 'txt_euc'

/** Makes an office file of a type, the same bytes of text every time; `pages` is what it should print on. */
export async function sampleFile(
  type: SampleType,
  title: string,
  gist: string,
  pages: number,
): Promise<Buffer> {
  switch (type) {
    case 'docx':
      return wordFile(title, gist, pages)
    case 'xlsx':
      return excelFile(title, gist, pages)
    case 'pptx':
      return slideFile(title, gist, pages)
    case 'pdf':
      return pdfFile(title, gist, pages)
    case 'png':
      return pngFile(title, gist)
    case 'jpg':
      return jpegFile(title)
    case 'txt':
      return textFile(title, gist, pages, 'utf8')
    case 'txt_sjis':
      return textFile(title, gist, pages, 'cp932')
    case 'txt_euc':
      return textFile(title, gist, pages, 'eucjp')
  }
}
