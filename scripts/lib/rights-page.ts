import { callerNames } from '../../server/testing/rights/callers.ts'
import { readTable, tablePath } from '../../server/testing/rights/table.ts'

const heads: Readonly<Record<string, string>> = {
  nobody: 'nobody',
  drafter: '起案者',
  seat: '順番の人',
  section: '同じ課',
  department: '同じ部の他課',
  other: '他部',
  records: '文書管理者',
  auditor: '監査担当',
  administrator: 'システム管理者',
  maker: '作った外部システム',
  onBehalf: '別の外部システム（起案者の代わり）',
  roleless: '権限のない外部システム',
  trial: '試験の外部システム',
}
const kinds: Readonly<Record<string, string>> = {
  any: '',
  draft: '下書き',
  open: '回議中',
  secret: '秘',
  timed: '時限秘',
  decided: '決裁済',
}

/** docs/security/matrix.md: the table of rights for people to read. */
export function rightsPage(): string {
  const head = ['Route', 'Case', ...callerNames.map((it) => heads[it] ?? it)]
  const tables = readTable().map(({ title, rows }) =>
    [
      `## ${title}`,
      '',
      `| ${head.join(' | ')} |`,
      `| ${head.map(() => '---').join(' | ')} |`,
      ...rows.flatMap(({ name, lines }) =>
        lines.map(
          ({ of, answers }) =>
            `| \`${name.replace(/ \(.*/, '')}\`${/ \(.*/.exec(name)?.[0] ?? ''} | ${kinds[of] ?? of} | ${callerNames.map((it) => answers[it]).join(' | ')} |`,
        ),
      ),
    ].join('\n'),
  )
  return `# Who may do what

Made of \`${tablePath}\` by \`npm run rights\`; what the columns and the answers mean stands at its top. Every cell is called by
\`server/routes/rights.test.ts\` on the whole application, and a route without a row fails there.

${tables.join('\n\n')}
`
}
