import type { Inspection } from '../../usecases/ports.ts'
import { type Sample, startsWith } from './bytes.ts'

const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'])

/** Pictures by their signature; a missing end mark means that the end is missing. */
export function inspectImage({ head, tail, sizeBytes }: Sample): Inspection | undefined {
  const told = (kind: Inspection['kind'], complete = true): Inspection => ({
    kind,
    warnings: complete ? [] : ['truncated'],
  })
  if (startsWith(head, '\x89PNG\r\n\x1a\n')) return told('png', tail.includes('IEND', 0, 'latin1'))
  if (startsWith(head, '\xff\xd8\xff')) return told('jpeg', tail.includes(Buffer.from([0xff, 0xd9])))
  if (startsWith(head, 'GIF87a') || startsWith(head, 'GIF89a')) return told('gif', tail.includes(0x3b))
  if (startsWith(head, 'RIFF') && startsWith(head, 'WEBP', 8)) {
    return told('webp', head.readUInt32LE(4) + 8 <= sizeBytes)
  }
  if (startsWith(head, 'II*\0') || startsWith(head, 'MM\0*')) return told('tiff')
  if (
    startsWith(head, 'BM') &&
    head.length >= 18 &&
    head.readUInt32LE(6) === 0 &&
    head.readUInt32LE(14) <= 124
  ) {
    return told('bmp', head.readUInt32LE(2) <= sizeBytes)
  }
  if (startsWith(head, 'ftyp', 4) && heicBrands.has(head.toString('latin1', 8, 12))) return told('heic')
  return undefined
}
