import ts from 'typescript'

/**
 * The names of all tests in the text of a test file that are run: not those in comments, skipped, left for later, or
 * without a body, nor what lies inside one of these. Names that are computed are not found.
 */
export function testNamesIn(text: string): readonly string[] {
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest)
  const names: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && calledName(node.expression) !== undefined) {
      if (!isRun(node)) return
      const name = nameOf(node.arguments[0], file)
      if (name !== undefined) names.push(name)
    }
    ts.forEachChild(node, look)
  }
  look(file)
  return names
}

/** `test` of `test()`, `t.test()`, `test.skip()` …; undefined when another function is called. */
function calledName(callee: ts.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text === 'test' ? 'test' : undefined
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return undefined
  if (callee.name.text === 'test') return 'test'
  const isTap = callee.expression.text === 'test' || callee.expression.text === 't'
  return isTap && ['skip', 'todo'].includes(callee.name.text) ? callee.name.text : undefined
}

/** tap counts a test without a body as one for later. */
function isRun(call: ts.CallExpression): boolean {
  const [, ...rest] = call.arguments
  const options = rest.filter(ts.isObjectLiteralExpression)
  const isPutOff = options.some((it) =>
    it.properties.some(
      (one) =>
        one.name !== undefined && ts.isIdentifier(one.name) && ['skip', 'todo'].includes(one.name.text),
    ),
  )
  return calledName(call.expression) === 'test' && !isPutOff && rest.length > options.length
}

function nameOf(node: ts.Expression | undefined, file: ts.SourceFile): string | undefined {
  if (node === undefined) return undefined
  if (ts.isStringLiteralLike(node)) return node.text
  return ts.isTemplateExpression(node) ? node.getText(file).slice(1, -1) : undefined
}
