import { randomBytes } from 'node:crypto'
import { inParallel } from '../load-client.ts'
import { type Measure, measureOf } from '../results.ts'
import { type Program, submitWith } from './application.ts'

const rounds = 5
const clients = 4
const casesARound = 40
const files = 3
const fileBytes = 100_000
const boundary = '----KessaiBenchDoor0000'
const type = `multipart/form-data; boundary=${boundary}`

/** A form with files of random bytes: what was stored before would not be stored again. */
function form(count: number): Buffer {
  const parts = Array.from({ length: count }, (_, index) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="voucher-${index}.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    randomBytes(fileBytes),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...parts.flat(), Buffer.from(`--${boundary}--\r\n`)])
}

/**
 * Cases with three attachments that an application submits a second (draft, three files, a look, submission: six requests, each
 * durable), against one request of the bare server that takes the same three files and inserts one row; taken in turn.
 */
export async function measureSubmit(program: Program, bareUrl: string): Promise<readonly Measure[]> {
  const ours: number[] = []
  const ceiling: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const whole = Array.from({ length: casesARound }, () => form(files))
    ceiling.push(
      await rateOf(whole, async (body) => {
        const sent = { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(body) }
        const answer = await fetch(`${bareUrl}/cases`, sent)
        await answer.arrayBuffer()
        if (answer.status !== 201) throw new Error(`the bare server answered ${answer.status}`)
      }),
    )
    const single = Array.from({ length: casesARound }, () =>
      Array.from({ length: files }, () => ({ body: form(1), type })),
    )
    ours.push(await rateOf(single, async (it) => void (await submitWith(program, it))))
  }
  return [
    measureOf({
      group: 'door',
      name: `submissions with ${files} attachments of 100 kB, ${clients} clients`,
      unit: '/s',
      ...{ ours, ceiling, goal: { atLeast: 0.1 } },
    }),
  ]
}

async function rateOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<number> {
  const started = performance.now()
  await inParallel(Array.from({ length: clients }), items, (_, item) => work(item))
  return items.length / ((performance.now() - started) / 1000)
}
