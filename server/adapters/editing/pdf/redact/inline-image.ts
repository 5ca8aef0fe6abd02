import { PDFDict, PDFName, PDFNumber, PDFObjectParser, PDFRawStream } from 'pdf-lib'
import { name } from '../geometry.ts'
import type { Operator } from './content-operators.ts'
import { Unsure } from './unsure.ts'

/** Short names of inline images, ISO 32000-1, tables 93 and 94. */
const keys: Readonly<Record<string, string>> = {
  BPC: 'BitsPerComponent',
  CS: 'ColorSpace',
  D: 'Decode',
  DP: 'DecodeParms',
  F: 'Filter',
  H: 'Height',
  IM: 'ImageMask',
  I: 'Interpolate',
  W: 'Width',
}
const values: Readonly<Record<string, string>> = {
  G: 'DeviceGray',
  RGB: 'DeviceRGB',
  CMYK: 'DeviceCMYK',
  I: 'Indexed',
  AHx: 'ASCIIHexDecode',
  A85: 'ASCII85Decode',
  LZW: 'LZWDecode',
  Fl: 'FlateDecode',
  RL: 'RunLengthDecode',
  CCF: 'CCITTFaxDecode',
  DCT: 'DCTDecode',
}

/** An inline image as the object it could also have been; `bytes` are those of its content stream. */
export function inlineImageOf({ from, data }: Operator, bytes: Uint8Array, resources: PDFDict): PDFRawStream {
  if (data === undefined) throw new Unsure('image')
  const { context } = resources
  // Between BI and ID stand the keys and values of a dictionary.
  const written = Buffer.from(bytes.subarray(from + 2, data[0] - 1))
    .toString('latin1')
    .replace(/ID\s*$/, '')
  const parsed = PDFObjectParser.forBytes(Buffer.from(`<<${written}>>`, 'latin1'), context).parseObject()
  if (!(parsed instanceof PDFDict)) throw new Unsure('image')
  const dict = PDFDict.withContext(context)
  for (const [key, value] of parsed.entries())
    dict.set(name(keys[key.decodeText()] ?? key.decodeText()), value)
  for (const key of ['ColorSpace', 'Filter'] as const) {
    const value = dict.get(name(key))
    if (value instanceof PDFName) dict.set(name(key), longName(value, resources, key))
    else if (value !== undefined && 'asArray' in value)
      for (const [index, one] of (value as unknown as { asArray(): unknown[] }).asArray().entries())
        if (one instanceof PDFName)
          (value as unknown as { set(at: number, to: unknown): void }).set(
            index,
            longName(one, resources, key),
          )
  }
  dict.set(name('Type'), name('XObject'))
  dict.set(name('Subtype'), name('Image'))
  const content = bytes.slice(data[0], data[1])
  dict.set(name('Length'), PDFNumber.of(content.length))
  return PDFRawStream.of(dict, content)
}

function longName(value: PDFName, resources: PDFDict, key: 'ColorSpace' | 'Filter') {
  const short = value.decodeText()
  const spaces = key === 'ColorSpace' ? resources.lookup(name('ColorSpace')) : undefined
  const own = spaces instanceof PDFDict ? spaces.get(name(short)) : undefined
  return own ?? name(values[short] ?? short)
}
