/** One condition of an `If` header: a state token or an entity tag, that must or must not be there. */
type Condition = {
  readonly isNot: boolean
  readonly token?: string
  readonly etag?: string
}

/** Conditions that must all hold, of the resource that is named, or of the one that is asked for. */
type ConditionList = { readonly resource?: string; readonly conditions: readonly Condition[] }

/** What a resource has, to hold conditions against. */
export type ResourceState = { readonly etag?: string; readonly tokens: readonly string[] }

const piece = /\s*(?:<([^<>]*)>|\(((?:[^()"]|"[^"]*")*)\))\s*/gy
const condition = /\s*(not\s+)?(?:<([^<>]+)>|\[((?:W\/)?"[^"]*")\])\s*/giy

/** The lists of an `If` header (RFC 4918 section 10.4); undefined when it cannot be read. */
export function parseIf(header: string): readonly ConditionList[] | undefined {
  const lists: ConditionList[] = []
  let resource: string | undefined
  let end = 0
  for (const found of header.matchAll(piece)) {
    const [whole, tag, inner] = found
    end = found.index + whole.length
    if (tag !== undefined) {
      resource = tag
      continue
    }
    const conditions = parseConditions(inner ?? '')
    if (conditions === undefined) return undefined
    lists.push({ ...(resource === undefined ? {} : { resource }), conditions })
  }
  return end === header.length && lists.length > 0 ? lists : undefined
}

function parseConditions(text: string): readonly Condition[] | undefined {
  const conditions: Condition[] = []
  let end = 0
  for (const found of text.matchAll(condition)) {
    const [whole, not, token, etag] = found
    end = found.index + whole.length
    conditions.push({
      isNot: not !== undefined,
      ...(token === undefined ? {} : { token }),
      ...(etag === undefined ? {} : { etag }),
    })
  }
  return end === text.length && conditions.length > 0 ? conditions : undefined
}

/** Whether one of the lists holds. `stateOf` answers for the resource of a tag, or for the one asked for. */
export async function holds(
  lists: readonly ConditionList[],
  stateOf: (resource: string | undefined) => Promise<ResourceState>,
): Promise<boolean> {
  for (const { resource, conditions } of lists) {
    const state = await stateOf(resource)
    const isMet = ({ isNot, token, etag }: Condition): boolean =>
      isNot !== (token === undefined ? state.etag === etag : state.tokens.includes(token))
    if (conditions.every(isMet)) return true
  }
  return false
}

/** The tokens a request submits (RFC 4918 section 6.4): whoever names a lock knows it. */
export function submittedIn(lists: readonly ConditionList[]): readonly string[] {
  return lists.flatMap(({ conditions }) =>
    conditions.flatMap(({ isNot, token }) => (isNot || token === undefined ? [] : [token])),
  )
}
