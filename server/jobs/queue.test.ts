import { test } from 'tap'
import { createTestDatabase } from '../testing/database.ts'
import { createJobQueue } from './queue.ts'

test('a long queue is worked off without a pause after each job', { timeout: 60_000 }, async (t) => {
  const { url } = await createTestDatabase(t)
  const onError = (error: Error) => t.fail(error.message)
  const sender = await createJobQueue({ connectionString: url, supervise: false, onError })
  const worker = await createJobQueue({ connectionString: url, onError })
  t.teardown(async () => {
    await worker.stop()
    await sender.stop()
  })
  // With five seconds between two jobs of one worker these would take minutes.
  const jobs = Array.from({ length: 60 }, (_, index) => String(index))
  for (const it of jobs) await sender.send('rendition', { it }, it)
  const done: string[] = []
  let atOnce = 0
  let most = 0
  await new Promise<void>((resolve, reject) => {
    worker
      .work('rendition', 2, async ({ it = '' }) => {
        atOnce += 1
        most = Math.max(most, atOnce)
        await new Promise((go) => setTimeout(go, 5))
        atOnce -= 1
        done.push(it)
        if (done.length === jobs.length) resolve()
      })
      .catch(reject)
  })
  t.same(
    done.toSorted((a, b) => Number(a) - Number(b)),
    jobs,
    'each once',
  )
  t.equal(most, 2, 'two at a time and no more')
})
