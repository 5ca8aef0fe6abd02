import iconv from 'iconv-lite'
import type { ReadTable } from '../usecases/ports.ts'
import { parseCsv } from './converter/parse-csv.ts'

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * A CSV as personnel systems write it: UTF-8 with or without a mark, otherwise CP932 (Shift_JIS with Windows' additions,
 * 髙 and ①). Bytes that are neither become U+FFFD and are the reader's to report; characters a body made for itself (外字)
 * come as they are, in the private use area.
 */
export const readTable: ReadTable = (bytes) => {
  const utf8 = utf8Of(bytes)
  const text = utf8 ?? iconv.decode(Buffer.from(bytes), 'cp932')
  return {
    encoding: utf8 === undefined ? 'cp932' : 'utf-8',
    rows: parseCsv(text.replaceAll(/\r\n?/g, '\n')),
  }
}
