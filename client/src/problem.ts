import type { KnownCode, components } from './openapi.ts'

/** RFC 9457: `title` is Japanese and can be shown to people as it is; its last sentence says what to do. */
export type Problem = components['schemas']['Problem']

/** A code of a refusal. New ones come at any time: treat one you do not know by its status. */
export type ProblemCode = KnownCode | (string & {})

/** Kessai said no. `message` is its Japanese sentence. */
export class KessaiProblem extends Error {
  override readonly name = 'KessaiProblem'
  readonly status: number
  readonly code: ProblemCode
  readonly problem: Problem
  /** The answer’s headers: `Location` of a draft that was made although its submission was refused, for one. */
  readonly headers: Headers

  constructor(problem: Problem, headers: Headers) {
    super(problem.detail === undefined ? problem.title : `${problem.title}（${problem.detail}）`)
    this.status = problem.status
    this.code = problem.code
    this.problem = problem
    this.headers = headers
  }
}

/** Nobody answered, or something that is not Kessai did (a proxy’s page); tried as often as it was allowed. */
export class KessaiUnreachable extends Error {
  override readonly name = 'KessaiUnreachable'
  /** The status of an answer that was not Kessai’s; undefined when there was none. */
  readonly status: number | undefined

  constructor(message: string, options: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.status = options.status
  }
}

/** Whether Kessai refused with this code. */
export function isProblem(error: unknown, code: ProblemCode): error is KessaiProblem {
  return error instanceof KessaiProblem && error.code === code
}

/** The error an answer stands for; undefined for a success. Reads the body of a refusal. */
export async function errorOf(response: Response): Promise<KessaiProblem | KessaiUnreachable | undefined> {
  return response.ok ? undefined : errorFromText(response.status, await response.text(), response.headers)
}

/** The error that a refusal with this text stands for. */
export function errorFromText(
  status: number,
  text: string,
  headers = new Headers(),
): KessaiProblem | KessaiUnreachable {
  try {
    const said: unknown = JSON.parse(text)
    if (typeof said === 'object' && said !== null && 'code' in said && 'title' in said)
      return new KessaiProblem(said as Problem, headers)
  } catch {
    // A proxy’s page: told below.
  }
  return new KessaiUnreachable(`answered with ${status}, not by Kessai`, { status })
}
