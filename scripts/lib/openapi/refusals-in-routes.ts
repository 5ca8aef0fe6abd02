import { dirname, join } from 'node:path'
import ts from 'typescript'

const root = join(import.meta.dirname, '../../..')
const verbs = new Set(['get', 'post', 'put', 'patch', 'delete'])
/** These send what they are given: their own types name every refusal there is. */
const senders = new Set(['refuse', 'sendProblem', 'handleError', 'sentenceOf', 'rowOf'])

/** One place in the sources where a route is registered. */
type Site = {
  readonly method: string
  /** Matches the addresses it registers. */
  readonly pattern: RegExp
  /** How much of the address is written there; of several sites the most exact one counts. */
  readonly exactness: number
  readonly codes: ReadonlySet<string>
}

/**
 * Which refusals each route can answer, by the types of what it calls: every `Result` a handler (or a function of the
 * edge it calls) gets from a use case, and every code it sends by name. Nobody has to list them, and none can be forgotten.
 *
 * @returns for a method and an address the codes; undefined when no source registers it
 */
export function refusalsInRoutes(): (method: string, url: string) => readonly string[] | undefined {
  const sites = sitesOf(programOf('server/tsconfig.json'))
  return (method, url) => {
    const fitting = sites.filter((it) => it.method === method.toLowerCase() && it.pattern.test(url))
    const best = Math.max(...fitting.map((it) => it.exactness))
    const found = fitting.filter((it) => it.exactness === best)
    return found.length === 0 ? undefined : [...new Set(found.flatMap((it) => [...it.codes]))].toSorted()
  }
}

function programOf(config: string): ts.Program {
  const path = join(root, config)
  const read = ts.readConfigFile(path, (name) => ts.sys.readFile(name))
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, dirname(path))
  const files = ts.sys
    .readDirectory(join(root, 'server/routes'), ['.ts'])
    .filter((it) => !it.endsWith('.test.ts'))
  return ts.createProgram(files, { ...options, noEmit: true, composite: false, incremental: false })
}

function sitesOf(program: ts.Program): readonly Site[] {
  const checker = program.getTypeChecker()
  const sites: Site[] = []
  const visit = (node: ts.Node): void => {
    const site = ts.isCallExpression(node) ? siteOf(node, checker) : undefined
    if (site !== undefined) sites.push(site)
    ts.forEachChild(node, visit)
  }
  for (const file of program.getSourceFiles()) {
    if (isOfEdge(file) && isDescribed(file)) visit(file)
  }
  return sites
}

/** SCIM describes itself, outside of `/v1`, and puts its addresses together from variables that would fit any. */
function isDescribed({ fileName }: ts.SourceFile): boolean {
  return fileName.includes('/server/routes/') && !fileName.endsWith('/scim.ts')
}

function siteOf(call: ts.CallExpression, checker: ts.TypeChecker): Site | undefined {
  const { expression, arguments: given } = call
  const [address, ...rest] = given
  if (!ts.isPropertyAccessExpression(expression) || !verbs.has(expression.name.text)) return undefined
  if (address === undefined || rest.length === 0) return undefined
  // A shelf of files has a `put` as well.
  if (checker.getTypeAtLocation(expression.expression).getProperty('addHook') === undefined) return undefined
  const written = addressOf(address)
  if (written === undefined) return undefined
  const codes = new Set<string>()
  const seen = new Set<ts.Node>()
  for (const it of rest) collect(it, { checker, codes, seen })
  const pattern = new RegExp(
    `^${written.map((it) => it.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`,
  )
  return { method: expression.name.text, pattern, exactness: written.join('').length, codes }
}

/** The literal pieces of an address, between which anything may stand. */
function addressOf(node: ts.Expression): readonly string[] | undefined {
  if (ts.isStringLiteralLike(node)) return node.text.startsWith('/') ? [node.text] : undefined
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((it) => it.literal.text)]
  return ts.isIdentifier(node) ? ['', ''] : undefined
}

type Walk = { readonly checker: ts.TypeChecker; readonly codes: Set<string>; readonly seen: Set<ts.Node> }

function collect(node: ts.Node, walk: Walk): void {
  if (walk.seen.has(node)) return
  walk.seen.add(node)
  if (ts.isCallExpression(node)) {
    for (const code of codesOfCall(node, walk.checker)) walk.codes.add(code)
  }
  if (ts.isIdentifier(node)) {
    const behind = behindName(node, walk.checker)
    if (behind !== undefined) collect(behind, walk)
  }
  ts.forEachChild(node, (child) => collect(child, walk))
}

/** The codes of the refusals a call may give back, or sends by name. */
function codesOfCall(call: ts.CallExpression, checker: ts.TypeChecker): readonly string[] {
  if (ts.isIdentifier(call.expression) && call.expression.text === 'sendProblem') {
    const code = call.arguments[1]
    return code === undefined ? [] : literalsOf(checker.getTypeAtLocation(code))
  }
  const type = checker.getTypeAtLocation(call)
  return partsOf(checker.getAwaitedType(type) ?? type).flatMap((part) => {
    const error = part.getProperty('ok') === undefined ? undefined : part.getProperty('error')
    return error === undefined
      ? []
      : codesOfRefusal(checker.getTypeOfSymbolAtLocation(error, call), call, checker)
  })
}

function codesOfRefusal(refusal: ts.Type, at: ts.Node, checker: ts.TypeChecker): readonly string[] {
  // What passes on whatever it is given; the call that gives it is narrower.
  if (refusal.aliasSymbol?.name === 'AnyRefusal') return []
  return partsOf(refusal).flatMap((part) => {
    const code = part.getProperty('code')
    if (code !== undefined) return literalsOf(checker.getTypeOfSymbolAtLocation(code, at))
    // With what had come of it before it was refused.
    const within = part.getProperty('refusal')
    return within === undefined
      ? []
      : codesOfRefusal(checker.getTypeOfSymbolAtLocation(within, at), at, checker)
  })
}

function literalsOf(type: ts.Type): readonly string[] {
  return partsOf(type).flatMap((it) => (it.isStringLiteral() ? [it.value] : []))
}

function partsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type]
}

/** The function or constant of the edge (routes and plugins) behind a name; undefined for everything else. */
function behindName(name: ts.Identifier, checker: ts.TypeChecker): ts.Node | undefined {
  if (senders.has(name.text)) return undefined
  const symbol = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name)
  if (symbol === undefined) return undefined
  const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declared = real.valueDeclaration
  if (declared === undefined || !isOfEdge(declared.getSourceFile())) return undefined
  if (ts.isFunctionDeclaration(declared)) return declared.body
  return ts.isVariableDeclaration(declared) ? declared.initializer : undefined
}

function isOfEdge({ fileName }: ts.SourceFile): boolean {
  return /\/server\/(routes|plugins)\/[\w-]+\.ts$/.test(fileName)
}
