import { longWareki, warekiFiscalYear } from '../domain/calendar/wareki.ts'
import { groupBy } from '../domain/group-by.ts'
import type { LocalDate } from '../domain/ids.ts'
import { escapeHtml } from './escape-html.ts'

export type PublicationPage = {
  readonly head: readonly string[]
  /** As many cells as there are headings. */
  readonly rows: readonly (readonly string[])[]
  /** What the body is called. */
  readonly body: string
  readonly fiscalYear: number
  readonly madeOn: LocalDate
}

/** A cell of so many letters is not broken. */
const shortLetters = 12

/** Where the columns of 所管部署 and 件名 are. */
const [sectionAt, titleAt] = [1, 3]

const style = `
:root{color-scheme:light}
body{font:1rem/1.7 sans-serif;color:#1a1a1c;background:#fff;max-width:80rem;margin:0 auto;padding:1rem}
a{color:#0017c1}a:focus-visible,[tabindex]:focus-visible{outline:3px solid #0017c1;outline-offset:2px}
.skip{position:absolute;left:-999rem}.skip:focus{position:static}
h1{font-size:1.5rem;line-height:1.4}h2{font-size:1.2rem;margin:2.5rem 0 .5rem}
nav ul{columns:16rem;padding-left:1.25rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;min-width:64rem;width:100%;font-size:.9rem}
caption{text-align:left;padding:.25rem 0}
th,td{border:1px solid #767676;padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
td{min-width:5rem}.short{white-space:nowrap}
thead th{background:#f0f0f0;white-space:nowrap}tbody th{font-weight:normal;min-width:16rem}
@media print{.skip,nav{display:none}.wide{overflow:visible}table{min-width:0}thead{display:table-header-group}tr{break-inside:avoid}}
`

/**
 * 公文書目録 as one page of HTML that needs nothing besides: a table for each 課 with a caption, headings for its rows and columns,
 * a list of the 課 to jump from, to be read on a phone, by ear and on paper (JIS X 8341-3).
 */
export function publicationPage({ head, rows, body, fiscalYear, madeOn }: PublicationPage): string {
  const year = warekiFiscalYear(fiscalYear)
  const title = `${body}　公文書目録（${year}）`
  const sections = [...groupBy(rows, (row) => row[sectionAt] ?? '')]
  const ids = sections.map((_, at) => `section-${at + 1}`)
  const links = sections.map(
    ([name, own], at) => `<li><a href="#${ids[at]}">${escapeHtml(name)}（${own.length}件）</a></li>`,
  )
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#list">目録へ進む</a>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(body)}が${year}に決裁した公文書の目録です。全${rows.length}件、${longWareki(madeOn)}現在。公開しない公文書の件名は載せていません。</p>
</header>
${sections.length === 0 ? '' : `<nav aria-label="所管部署"><ul>\n${links.join('\n')}\n</ul></nav>`}
<main id="list">
${sections.length === 0 ? '<p>この年度に公開する公文書はありません。</p>' : ''}
${sections.map(([name, own], at) => sectionOf(ids[at] ?? '', name, head, own)).join('\n')}
</main>
</body>
</html>
`
}

function sectionOf(
  id: string,
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  // The heading says whose they are.
  const columns = head.map((_, at) => at).filter((at) => at !== sectionAt)
  const line = (row: readonly string[]): string =>
    columns
      .map((at) => {
        const cell = escapeHtml(row[at] ?? '')
        if (at === titleAt) return `<th scope="row">${cell}</th>`
        return (row[at] ?? '').length > shortLetters ? `<td>${cell}</td>` : `<td class="short">${cell}</td>`
      })
      .join('')
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escapeHtml(name)}</h2>
<div class="wide" role="region" aria-label="${escapeHtml(name)}の目録" tabindex="0">
<table>
<caption>${escapeHtml(name)}の公文書　${rows.length}件</caption>
<thead><tr>${columns.map((at) => `<th scope="col">${escapeHtml(head[at] ?? '')}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${line(row)}</tr>`).join('\n')}
</tbody>
</table>
</div>
</section>`
}
