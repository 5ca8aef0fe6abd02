import { createRequire } from 'node:module'

// Its table of kinds of entries is an enum that only the declaration of CommonJS has.
const { burn } = createRequire(import.meta.url)('@kenjiuno/msgreader/lib/Burner.js') as {
  readonly burn: (entries: readonly Entry[]) => Uint8Array
}
type Entry = {
  readonly name: string
  readonly type: number
  readonly length: number
  readonly children?: number[]
  readonly binaryProvider?: () => Uint8Array
}
const kinds = { folder: 1, stream: 2, root: 5 } as const

type Stream = readonly [name: string, content: Buffer]
type Folder = { readonly name: string; readonly streams: readonly Stream[] }

/** A mail as Outlook saves it, with the few properties people read. */
export function makeOutlookMail(mail: {
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly sentAt?: Date
  readonly attached?: readonly { readonly name: string; readonly content: Buffer }[]
}): Buffer {
  const text = (property: string, value: string): Stream => [
    `__substg1.0_${property}001F`,
    Buffer.from(value, 'utf16le'),
  ]
  const numbered = (name: string, index: number): string =>
    `${name}_version1.0_#${String(index).padStart(8, '0')}`
  const folders: Folder[] = [
    {
      name: numbered('__recip', 0),
      streams: [text('3001', mail.to), text('39FE', `${mail.to}@example.jp`)],
    },
    ...(mail.attached ?? []).map(({ name, content }, index) => ({
      name: numbered('__attach', index),
      streams: [text('3707', name), ['__substg1.0_37010102', content] as const],
    })),
  ]
  const streams = [
    ['__properties_version1.0', propertiesOf(mail.sentAt)] as const,
    ...[text('0037', mail.subject), text('0C1A', mail.from), text('1000', mail.body)],
  ]
  return compoundFile(streams, folders)
}

/** The head of the properties, and PR_CLIENT_SUBMIT_TIME: tenths of a microsecond since 1601. */
function propertiesOf(sentAt: Date | undefined): Buffer {
  const head = Buffer.alloc(32)
  if (sentAt === undefined) return head
  const submitted = Buffer.alloc(16)
  submitted.writeUInt32LE(0x0039_0040, 0)
  submitted.writeBigUInt64LE(BigInt(sentAt.getTime() + 11_644_473_600_000) * 10_000n, 8)
  return Buffer.concat([head, submitted])
}

function compoundFile(streams: readonly Stream[], folders: readonly Folder[]): Buffer {
  const children: number[] = []
  const entries: Entry[] = [{ name: 'Root Entry', type: kinds.root, length: 0, children }]
  const add = (siblings: number[], entry: Entry): void => {
    siblings.push(entries.length)
    entries.push(entry)
  }
  const stream = ([name, content]: Stream): Entry => ({
    ...{ name, type: kinds.stream, length: content.length },
    // A copy: it would read a Buffer of the pool from the pool's beginning.
    binaryProvider: () => new Uint8Array(content),
  })
  for (const it of streams) add(children, stream(it))
  for (const { name, streams: inside } of folders) {
    const own: number[] = []
    add(children, { name, type: kinds.folder, length: 0, children: own })
    for (const it of inside) add(own, stream(it))
  }
  return Buffer.from(burn(entries))
}
