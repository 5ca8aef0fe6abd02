import sharp from 'sharp'

function svgText(x: number, y: number, size: number, text: string, fill = '#222'): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<text x="${x}" y="${y}" font-size="${size}" font-family="Noto Sans CJK JP, IPAGothic, sans-serif" fill="${fill}">${safe}</text>`
}

/** A map-like picture: roads, a river, numbered places. */
function mapSvg(title: string): string {
  const streets = Array.from(
    { length: 9 },
    (_, index) =>
      `<path d="M ${80 + index * 170} 120 L ${40 + index * 180} 1060" stroke="#d8d8d8" stroke-width="${index % 3 === 0 ? 14 : 6}"/>`,
  ).join('')
  const lanes = Array.from(
    { length: 6 },
    (_, index) =>
      `<path d="M 40 ${200 + index * 150} L 1560 ${170 + index * 155}" stroke="#e3e3e3" stroke-width="${index % 2 === 0 ? 12 : 5}"/>`,
  ).join('')
  const places = Array.from({ length: 12 }, (_, index) => {
    const x = 140 + ((index * 397) % 1320)
    const y = 220 + ((index * 251) % 780)
    return `<circle cx="${x}" cy="${y}" r="20" fill="#c8102e"/>${svgText(x - 9, y + 9, 24, String(index + 1), '#fff')}`
  }).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1130"><rect width="1600" height="1130" fill="#f7f6f1"/>${streets}${lanes}<path d="M 0 820 C 400 700 700 960 1100 800 S 1500 640 1600 700" stroke="#8fbce6" stroke-width="46" fill="none"/>${places}<rect x="0" y="0" width="1600" height="96" fill="#fff"/>${svgText(40, 64, 42, title)}${svgText(1330, 1100, 24, '縮尺 1:25,000')}</svg>`
}

/** A line chart over ten years. */
function chartSvg(title: string): string {
  const line = (shift: number, colour: string) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="6" points="${Array.from({ length: 10 }, (_, year) => `${180 + year * 140},${760 - ((year * 53 + shift * 97) % 360) - shift * 40}`).join(' ')}"/>`
  const years = Array.from({ length: 10 }, (_, year) =>
    svgText(150 + year * 140, 920, 26, year < 3 ? `H${28 + year}` : `R${year - 2}`),
  ).join('')
  const grid = Array.from(
    { length: 6 },
    (_, index) => `<path d="M 160 ${260 + index * 110} H 1480" stroke="#ddd" stroke-width="2"/>`,
  ).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1000"><rect width="1600" height="1000" fill="#fff"/>${grid}${line(0, '#0017c1')}${line(1, '#118f70')}${line(2, '#c74700')}${years}${svgText(60, 110, 46, title)}</svg>`
}

/** A PNG picture: a map when the gist speaks of one, else a chart. */
export async function pngFile(title: string, gist: string): Promise<Buffer> {
  const svg = /図/.test(gist) && !/グラフ/.test(gist) ? mapSvg(title) : chartSvg(title)
  return sharp(Buffer.from(svg)).png({ palette: true }).toBuffer()
}

/** A JPEG like a photograph of a site. */
export async function jpegFile(title: string): Promise<Buffer> {
  return sharp(Buffer.from(mapSvg(title)))
    .blur(1.2)
    .jpeg({ quality: 82 })
    .toBuffer()
}
