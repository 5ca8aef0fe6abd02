import iconv from 'iconv-lite'
import { type HostileFile, type Lure, filesOf } from './hostile-file.ts'

/** Texts, tables, web pages and RTF that act, call, or are longer and deeper than anybody writes. */
export function hostileWords({ url }: Lure): HostileFile[] {
  const html = (inside: string): string =>
    `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><p>hostile</p>${inside}</body></html>`
  return [
    ...filesOf('txt', {
      終わらない行: ['pages', 'あ'.repeat(40_000)],
      二千頁を超える文: ['too_large', 'x\n'.repeat(100_000)],
      向きを変える文: ['pages', 'a\u202eb\u202dc\u2066d\u2069'.repeat(1000)],
      端末を操る文: ['not_shown', '\u001b[2J\u001b]0;title\u0007\u001b[31m赤'],
      積み重なる印: ['pages', `x${'\u0301'.repeat(20_000)}`],
      はぐれた半分: [
        'pages',
        Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('\ud800\udfff\udc00x', 'utf16le')]),
      ],
      混ざった文字: [
        'pages',
        Buffer.concat([
          iconv.encode('表示', 'cp932'),
          Buffer.from('表示'),
          iconv.encode('表示', 'eucjp'),
          Buffer.from([0x81, 0x0a, 0xff]),
        ]),
      ],
      改頁の山: '\f'.repeat(3000),
      タブの山: ['pages', '\t'.repeat(20_000)],
      // In two pieces, so that no scanner takes this source for it.
      EICAR: [
        'pages',
        ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
      ],
    }),
    ...filesOf('md', {
      動く記法: [
        'pages',
        `# 題\n<script>fetch("${url}/md")</script>\n![x](${url}/md.png)\n[x](javascript:alert(1))`,
      ],
    }),
    ...filesOf('csv', {
      数式の表: ['pages', `=cmd|'/c calc'!A1,"=WEBSERVICE(""${url}/csv"")"\n+1+1,-2+3\n@SUM(1),\t=1`],
      五万列: ['pages', `${'a,'.repeat(50_000)}b`],
      閉じない引用: ['pages', `"${'a,b\n'.repeat(2000)}`],
      引用の山: ['pages', `a,b\n${'"'.repeat(100_001)},x`],
      空の升の山: `${','.repeat(20)}\n`.repeat(500),
      背の高い升: ['pages', `a,b\n"${'x\n'.repeat(500)}",y`],
    }),
    ...filesOf('html', {
      動く頁: [
        'pages',
        html(`<script>while(true){fetch("${url}/html")}</script><body onload="location='${url}/onload'">`),
      ],
      引く頁: [
        'pages',
        html(
          `<img src="${url}/i.png"><link rel=stylesheet href="${url}/s.css"><style>@import "${url}/t.css";</style><iframe src="${url}/f"></iframe><object data="${url}/o"></object><embed src="${url}/e"><video src="${url}/v" autoplay></video>`,
        ),
      ],
      手元を引く頁: [
        'pages',
        html('<img src="file:///etc/passwd"><iframe src="file:///etc/passwd"></iframe>'),
      ],
      移る頁: [
        'pages',
        `<!DOCTYPE html><html><head><meta http-equiv="refresh" content="0;url=${url}/refresh"><base href="${url}/"></head><body><p>hostile</p><img src="a.png"></body></html>`,
      ],
      深い頁: html('<div>'.repeat(3000)),
      実体の頁: html(`&${'a'.repeat(10_000)};&#x110000;&#0;`),
    }),
    ...filesOf('rtf', {
      中の実行形式の文: `{\\rtf1 hostile{\\object\\objemb\\objupdate{\\*\\objdata 0105000002000000}}}`,
      引く文: [
        'pages',
        `{\\rtf1 hostile{\\field{\\*\\fldinst INCLUDEPICTURE "${url}/rtf.png" \\\\d}{\\fldrslt x}}{\\*\\template ${url}/t.dot}}`,
      ],
      深い文: `{\\rtf1 ${'{'.repeat(20_000)}x${'}'.repeat(20_000)}}`,
    }),
    ...filesOf('dxf', {
      図面: ['not_shown', '  0\nSECTION\n  2\nENTITIES\n  0\nINSERT\n  2\nSELF\n  0\nENDSEC\n  0\nEOF\n'],
    }),
    ...filesOf('exe', { 実行形式: ['not_shown', Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1')] }),
    ...filesOf('pdf', { 空のファイル: ['refused', Buffer.alloc(0)] }),
  ]
}
