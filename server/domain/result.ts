/** Either a value or the reason there is none. Refusals travel as data; only bugs and broken surroundings throw. */
export type Result<Value, Problem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Problem }

/** The value. */
export function yes<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value }
}

/** The reason why there is no value. */
export function no<Problem>(error: Problem): { readonly ok: false; readonly error: Problem } {
  return { ok: false, error }
}

/** Makes a `switch` over a union complete: a new member does not compile until it has a case. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
