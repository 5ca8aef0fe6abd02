import iconv from 'iconv-lite'
import { heading, prose } from './prose.ts'

/** A plain text file of articles; `encoding` as it would come out of an older system. */
export function textFile(
  title: string,
  gist: string,
  pages: number,
  encoding: 'utf8' | 'cp932' | 'eucjp',
): Buffer {
  const articles = Array.from(
    { length: pages * 9 },
    (_, index) => `第${index + 1}条（${heading(index)}）\r\n　${prose(index, 2)}\r\n`,
  )
  return iconv.encode([title, '', gist, '', ...articles].join('\r\n'), encoding)
}
