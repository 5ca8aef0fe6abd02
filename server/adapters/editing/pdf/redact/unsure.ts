/** Why what lies under a box cannot be taken out of a page piece by piece: a code of the editor's own words. */
export type UnsureBecause = 'content' | 'font' | 'path' | 'image' | 'mask' | 'pattern' | 'left_over'

/** Thrown where a page cannot be cleaned with certainty; its page then becomes a picture. */
export class Unsure extends Error {
  readonly because: UnsureBecause
  constructor(because: UnsureBecause) {
    super(`not certain: ${because}`)
    this.name = 'Unsure'
    this.because = because
  }
}
