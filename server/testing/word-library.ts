import { createServerAutomationHost } from '@docx-editor.dev/core/automation'
import { strFromU8, unzipSync } from 'fflate'
import type { Instant } from '../domain/ids.ts'

/** Who saves a file in the tests: the drafter, whose changes stand without a mark, and somebody on the way. */
export const byDrafter = {
  kind: 'docx',
  author: '係長　八橋 太郎',
  at: '2026-11-27T05:00:00.000Z' as Instant,
  tracked: false,
  others: new Map<string, Uint8Array>(),
}
export const byApprover = { ...byDrafter, author: '課長　知立 花子', tracked: true }

/** What can be done to a document in the browser's editor, done without a browser. Paragraphs are counted from 0, cells' too. */
export type WordWriter = {
  texts(): readonly string[]
  /** Puts letters in place of others. */
  replace(paragraph: number, from: number, to: number, text: string): void
  insertAfter(paragraph: number, text: string): void
  removeParagraph(paragraph: number): void
  /** Takes out everything between a place in one paragraph and one in another. */
  removeBetween(
    from: readonly [paragraph: number, at: number],
    to: readonly [paragraph: number, at: number],
  ): void
  bold(paragraph: number, from: number, to: number): void
}

type Parts = Readonly<Record<string, string>>

const written = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|numbering|styles)\.xml$/

/** What the browser would send after these changes: the library's own writing of the file, before and after. */
export function givenFor(
  file: Buffer,
  change: (writer: WordWriter) => void = () => undefined,
  accepted: readonly string[] = [],
): Buffer {
  const before = partsOf(file, () => undefined)
  return Buffer.from(JSON.stringify({ parts: partsOf(file, change), before, accepted }))
}

function partsOf(file: Buffer, change: (writer: WordWriter) => void): Parts {
  const opened = createServerAutomationHost(new Uint8Array(file))
  if (!opened.ok) throw new Error(`the library refuses the file: ${opened.reason}`)
  const { host } = opened
  change(writerOf(host))
  const saved = host.save()
  if (!saved.ok) throw new Error(saved.error.code)
  const entries = Object.entries(unzipSync(saved.bytes)).filter(([name]) => written.test(name))
  return Object.fromEntries(entries.map(([name, bytes]) => [name, strFromU8(bytes)]))
}

type Host = Extract<ReturnType<typeof createServerAutomationHost>, { ok: true }>['host']
type Operation = Parameters<Host['execute']>[0]['operations'][number]

function writerOf(host: Host): WordWriter {
  const done = (operation: Operation) => {
    const [result] = host.execute({ operations: [operation] }).results
    if (result?.status !== 'ok') throw new Error(`${operation.op}: ${JSON.stringify(result)}`)
    return result.value
  }
  const one = (operation: Operation) => {
    const value = done(operation)
    if (value.kind !== 'handle') throw new Error(value.kind)
    return value.handle
  }
  const body = one({ op: 'getBody', document: one({ op: 'getDocument' }) })
  const paragraphs = () => {
    const value = done({ op: 'getParagraphs', body })
    if (value.kind !== 'handles') throw new Error(value.kind)
    return value.handles
  }
  const paragraphAt = (index: number) => {
    const paragraph = paragraphs()[index]
    if (paragraph === undefined) throw new Error(`no paragraph ${index}`)
    return paragraph
  }
  const point = (index: number, offset: number) => ({ paragraph: paragraphAt(index), offset })
  return {
    texts: () =>
      paragraphs().map((it) => {
        const value = done({ op: 'getText', target: it })
        return value.kind === 'text' ? value.text : ''
      }),
    replace: (index, from, to, text) => {
      done({ op: 'replaceSpan', span: { start: point(index, from), end: point(index, to) }, text })
    },
    insertAfter: (index, text) => {
      done({ op: 'insertParagraph', anchor: { paragraph: paragraphAt(index) }, where: 'after', text })
    },
    removeParagraph: (index) => {
      done({ op: 'deleteParagraph', paragraph: paragraphAt(index) })
    },
    removeBetween: ([from, start], [to, end]) => {
      done({ op: 'replaceSpan', span: { start: point(from, start), end: point(to, end) }, text: '' })
    },
    bold: (index, from, to) => {
      done({
        op: 'setFont',
        span: { start: point(index, from), end: point(index, to) },
        font: { bold: true },
      })
    },
  }
}
