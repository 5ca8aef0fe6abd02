type Operation = { readonly responses: Readonly<Record<string, unknown>> }
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/**
 * Answers that several operations give alike are said once, under `components/responses`, by their status and what is
 * told them apart by: the refusals of each are many, and most are those of everybody.
 */
export function withSharedAnswers(paths: Paths): {
  readonly paths: Paths
  readonly responses: Readonly<Record<string, unknown>>
} {
  const counts = new Map<string, number>()
  const eachAnswer = (change: (status: string, answer: unknown) => unknown): Paths =>
    mapValues(paths, (methods) =>
      mapValues(methods, (operation) => ({
        ...operation,
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, it]) => [status, change(status, it)]),
        ),
      })),
    )
  const keyOf = (status: string, answer: unknown): string => `${status} ${JSON.stringify(answer)}`
  eachAnswer((status, answer) =>
    counts.set(keyOf(status, answer), (counts.get(keyOf(status, answer)) ?? 0) + 1),
  )
  const names = new Map<string, string>()
  const responses: Record<string, unknown> = {}
  const shared = eachAnswer((status, answer) => {
    const key = keyOf(status, answer)
    if (!JSON.stringify(answer).includes('problem+json') || (counts.get(key) ?? 0) < 2) return answer
    const name = names.get(key) ?? nameFor(status, answer, responses)
    names.set(key, name)
    responses[name] = answer
    return { $ref: `#/components/responses/${name}` }
  })
  return { paths: shared, responses }
}

/** `Problem404.not_found`; of many codes only the first stands in the name, with a number when it is taken. */
function nameFor(status: string, answer: unknown, taken: object): string {
  const { description } = answer as { readonly description: string }
  const [first = '', ...more] = description.split(', ')
  const name = `Problem${status}.${first}${more.length === 0 ? '' : `.and${more.length}`}`
  for (let count = 2; ; count++) {
    const candidate = count === 2 ? name : `${name}.${count - 1}`
    if (!(candidate in taken)) return candidate
  }
}

function mapValues<From, To>(
  fields: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(fields).map(([key, it]) => [key, change(it)]))
}
