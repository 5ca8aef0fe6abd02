import ts from 'typescript'

const lenient = new Set(['match', 'matchStrict', 'has', 'hasStrict'])

/**
 * Lines on which `t.match` or `t.has` is given an empty list to find: tap then asks only whether a list is there, so
 * that `t.match(state, { marks: [] })` passes whatever the list holds. From 1; empty when there are none.
 */
export function emptyPatterns(path: string, text: string): readonly number[] {
  if (!/\.(match|has)(Strict)?\(/.test(text)) return []
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  const lines: number[] = []
  const lists = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) return // what a function makes of a list is its own affair
    if (ts.isArrayLiteralExpression(node) && node.elements.length === 0)
      lines.push(file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1)
    ts.forEachChild(node, lists)
  }
  const calls = (node: ts.Node): void => {
    const pattern = ts.isCallExpression(node) && isLenient(node.expression) ? node.arguments[1] : undefined
    if (pattern !== undefined) lists(pattern)
    ts.forEachChild(node, calls)
  }
  calls(file)
  return lines
}

function isLenient(callee: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    callee.expression.text === 't' &&
    lenient.has(callee.name.text)
  )
}
