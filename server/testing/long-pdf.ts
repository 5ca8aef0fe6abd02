/** A PDF of so many pages of A4, each with its number on it: few bytes a page, and made in a moment. */
export function longPdf(pages: number): Uint8Array {
  const pieces: string[] = ['%PDF-1.4\n']
  const offsets: number[] = []
  let length = (pieces[0] as string).length
  const put = (body: string): void => {
    offsets.push(length)
    const piece = `${offsets.length} 0 obj\n${body}\nendobj\n`
    pieces.push(piece)
    length += piece.length
  }
  const firstPage = 5
  const kids = Array.from({ length: pages }, (_, page) => `${firstPage + 2 * page} 0 R`).join(' ')
  put('<</Type/Catalog/Pages 2 0 R>>')
  put(`<</Type/Pages/Count ${pages}/Kids[${kids}]/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>`)
  put('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>')
  put('<</Producer(Kessai)>>')
  for (let page = 1; page <= pages; page += 1) {
    const drawn = `1 .93 .75 rg 0 0 595 842 re f 0 g BT /F 40 Tf 60 760 Td (page ${page}) Tj ET`
    put(`<</Type/Page/Parent 2 0 R/Contents ${offsets.length + 2} 0 R>>`)
    put(`<</Length ${drawn.length}>>\nstream\n${drawn}\nendstream`)
  }
  const table = offsets.map((it) => `${String(it).padStart(10, '0')} 00000 n \n`).join('')
  pieces.push(
    `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}`,
    `trailer\n<</Size ${offsets.length + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n${length}\n%%EOF\n`,
  )
  return Buffer.from(pieces.join(''), 'latin1')
}
