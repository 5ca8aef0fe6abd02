/**
 * The shape of a translation: the same keys as the Japanese one, sentences where it has sentences, and functions of
 * the same arguments where it has functions. A key that is missing or too many does not compile.
 */
export type Same<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends (...args: infer Args) => string
    ? (...args: Args) => string
    : Source[Key] extends string
      ? string
      : Same<Source[Key]>
}
