/** What the ready picture of a page may be (adapters/pdf-pages/page-picture.ts). */
export const pictureTypes = ['image/png', 'image/webp'] as const

const pngBegins = Buffer.from([0x89, 0x50, 0x4e, 0x47])

/** The media type of a ready picture, by its first bytes. */
export function pictureTypeOf(picture: Buffer): (typeof pictureTypes)[number] {
  return picture.subarray(0, pngBegins.length).equals(pngBegins) ? 'image/png' : 'image/webp'
}
