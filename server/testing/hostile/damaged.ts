import { Document, Packer, Paragraph } from 'docx'
import ExcelJS from 'exceljs'
import { PDFDocument } from 'pdf-lib'
import PptxGenJS from 'pptxgenjs'
import sharp from 'sharp'
import { makePdf, makeZip } from '../files.ts'
import { makeOutlookMail } from '../outlook-mail.ts'
import { numbers } from '../numbers.ts'
import type { HostileFile } from './hostile-file.ts'

/** Good files of each kind, cut off and with bits turned over: what lines, disks and mail servers do to them. */
export async function damagedFiles(): Promise<HostileFile[]> {
  const files: HostileFile[] = []
  for (const [index, [extension, bytes]] of (await goodFiles()).entries()) {
    const next = numbers(index + 1)
    const slow = /^(?:docx|xlsx|pptx|html|rtf)$/.test(extension)
    for (const share of [0.6]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share))
      files.push({ name: `${Math.round(share * 100)}%で切れた.${extension}`, bytes: cut })
    }
    for (const flips of slow ? [3] : [2, 50]) {
      const turned = Buffer.from(bytes)
      for (let flip = 0; flip < flips; flip += 1) {
        // The signature stays, so that each file is still taken for what it was.
        const at = 16 + Math.floor(next() * (turned.length - 16))
        turned[at] = (turned[at] ?? 0) ^ (1 << Math.floor(next() * 8))
      }
      files.push({ name: `${flips}ビット違う.${extension}`, bytes: turned })
    }
  }
  return files
}

async function goodFiles(): Promise<(readonly [extension: string, bytes: Buffer])[]> {
  const paragraphs = Array.from(
    { length: 40 },
    (_, index) => new Paragraph(`第${index + 1}条　道路の占用について定める。`),
  )
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('予算')
  for (let row = 1; row <= 30; row += 1) sheet.addRow([row, `項目${row}`, row * 1000])
  const slides = new (PptxGenJS as unknown as new () => PptxGenJS.default)()
  slides.addSlide().addText('説明', { x: 1, y: 1, w: 5, h: 1 })
  const pdf = await PDFDocument.create()
  for (let page = 0; page < 3; page += 1) pdf.addPage([300, 300]).drawText(`page ${page}`)
  const noise = Buffer.alloc(96 * 96 * 3)
  const next = numbers(7)
  for (let at = 0; at < noise.length; at += 1) noise[at] = Math.floor(next() * 256)
  const picture = (format: 'png' | 'jpeg' | 'gif' | 'webp' | 'tiff'): Promise<Buffer> =>
    sharp(noise, { raw: { width: 96, height: 96, channels: 3 } })
      .toFormat(format)
      .toBuffer()
  const text = '件名,金額\r\n道路占用,1000\r\n'.repeat(60)
  const mail = `From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\n本文\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${makePdf().toString('base64')}\r\n--b--\r\n`
  return [
    ['docx', Buffer.from(await Packer.toBuffer(new Document({ sections: [{ children: paragraphs }] })))],
    ['xlsx', Buffer.from(await book.xlsx.writeBuffer())],
    ['pptx', Buffer.from((await slides.write({ outputType: 'uint8array' })) as Uint8Array)],
    ['html', Buffer.from(`<!DOCTYPE html><html><body>${'<p>要綱</p>'.repeat(60)}</body></html>`)],
    ['rtf', Buffer.from(`{\\rtf1\\ansi ${'text\\par '.repeat(100)}}`)],
    ['pdf', Buffer.from(await pdf.save())],
    ['pdf', Buffer.from(await pdf.save({ useObjectStreams: false }))],
    ['png', await picture('png')],
    ['jpg', await picture('jpeg')],
    ['gif', await picture('gif')],
    ['webp', await picture('webp')],
    ['tif', await picture('tiff')],
    [
      'svg',
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99">${'<rect width="9" height="9"/>'.repeat(40)}</svg>`,
      ),
    ],
    ['csv', Buffer.from(text)],
    ['eml', Buffer.from(mail)],
    [
      'zip',
      makeZip([
        { name: 'a.pdf', content: makePdf() },
        { name: 'b.txt', content: text },
      ]),
    ],
    [
      'msg',
      makeOutlookMail({
        subject: 'a',
        from: 'b',
        to: 'c',
        body: text,
        attached: [{ name: 'a.pdf', content: makePdf() }],
      }),
    ],
  ]
}
