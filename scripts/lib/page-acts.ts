/** Asked for by the system alone, when somebody's absence begins. */
const notByPeople: readonly string[] = ['pass_over']

/** How a browser test says that an act went through on the page; a submission leads to the reading page instead. */
function isDoneIn(type: string, text: string): boolean {
  if (type === 'submit') return /name: '提出する'/.test(text) && text.includes('[data-status=in_approval]')
  return new RegExp(`\\bdone\\([\\w.]+, '${type}'\\)`).test(text)
}

/** Every act that the text of commands.ts names, with the browser tests that do it through the page. */
export function actsOnPages(
  commands: string,
  browserTests: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const [, union = ''] = /export type Command =\n([^]*?)\n\nexport /.exec(commands) ?? []
  const types = [...union.matchAll(/readonly type: '(\w+)'/g)].map((it) => it[1] ?? '')
  return new Map(
    types
      .filter((it) => !notByPeople.includes(it))
      .map((type) => [
        type,
        [...browserTests].filter(([, text]) => isDoneIn(type, text)).map(([file]) => file),
      ]),
  )
}
