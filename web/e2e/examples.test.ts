import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { test } from 'tap'
import { projectFile } from '../../server/project-root.ts'
import { freePort, temporaryFolder } from '../../server/testing/running-server.ts'
import { openStage, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { accessibilityFaults, sidewaysOverflow } from './page-health.ts'
import type { Scene } from './scene.ts'
import { installExample } from './vendor.ts'
import { phone } from './visitor.ts'

type Leaves = Readonly<Record<string, { proposalId?: string; status: string; problem?: string }>>
type Entry = {
  readonly proposalId: string
  readonly status: string
  readonly decidedBy?: string
  readonly number?: string
  readonly learntBy?: string
}

const settingsOf = (url: string, clientId: string) => ({
  KESSAI_URL: url,
  KESSAI_ISSUER: `${url}/realms/kessai`,
  KESSAI_CLIENT_ID: clientId,
  KESSAI_CLIENT_SECRET: `kessai-demo-${clientId}`,
})
const read = async <Value>(...path: readonly string[]) =>
  JSON.parse(await readFile(join(...path), 'utf8')) as Value

/** Everybody the case waits for does what is theirs, until it is decided. */
async function decide(scene: Scene, id: string): Promise<void> {
  for (;;) {
    const { status, route } = await scene.view(staff.drafter, id)
    if (status !== 'in_approval') return
    const waiting = route?.stages.flatMap((it) => it.steps).find((it) => it.state === 'waiting')
    const holder = waiting?.holders[0]?.id
    if (waiting === undefined || holder === undefined) throw new Error(`nobody has ${id}`)
    const type = ({ review: 'approve', examine: 'examine', concur: 'concur', decide: 'decide' } as const)[
      waiting.role
    ]
    await scene.act(holder, id, { type, ...(type === 'concur' ? { opinion: 'agree' } : {}) })
  }
}

test('docs/examples: what a vendor copies works against a real server', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t, { KESSAI_WEBHOOK_NETWORKS: '127.0.0.1/32' })
  const { url, scene, come, walk } = stage

  await walk(
    '勤怠: many leaves are asked for, decided on a phone, and the system learns of it',
    async (t) => {
      const kintai = await installExample(t, 'kintai', {
        ...settingsOf(url, 'sys-kintai'),
        REGISTER: 'register.json',
      })
      const register = () => read<{ leaves: Leaves }>(kintai.folder, 'register.json')
      const asked = await kintai.run('ask', 'requests.csv')
      t.match(asked, /KY-2026-1041 承認を待っています/)
      t.match(
        asked,
        /KY-2026-1045 受け付けられませんでした: .+ください。/,
        'whoever is not known is told in words',
      )
      const { leaves } = await register()
      const waiting = Object.values(leaves).filter((it) => it.status === 'in_approval')
      t.equal(waiting.length, 4)
      t.equal(await kintai.run('ask', 'requests.csv'), '', 'asked once more it asks for nothing')
      await writeFile(join(kintai.folder, 'register.json'), '{"leaves":{}}')
      await kintai.run('ask', 'requests.csv')
      t.same((await register()).leaves, leaves, 'nor when all it knew is lost: the same cases')

      const ids = waiting.map((it) => it.proposalId ?? '')
      for (const id of ids) {
        const { route } = await scene.view(staff.drafter, id).catch(() => scene.view(staff.groupChief, id))
        const [first] = route?.stages.flatMap((it) => it.steps).filter((it) => it.state === 'waiting') ?? []
        if (first?.role === 'review') await scene.act(staff.groupChief, id, { type: 'approve' })
      }

      const follows = kintai.start(/^/, 'follow')
      const chief = await come(staff.sectionChief, phone)
      await chief.page.goto(`${url}/inbox/bulk`)
      await chief.page.locator('[data-look]').waitFor()
      for (const id of ids) {
        await chief.page.locator(`[data-bulk-row="${id}"] button`).tap()
        await chief.page.locator(`[data-look="${id}"]`).waitFor()
        await chief.page.locator(`[data-bulk-row="${id}"] label`).tap()
      }
      t.same([await accessibilityFaults(chief.page), await sidewaysOverflow(chief.page)], [[], []])
      await takePicture(chief.page, 'leave-phone-chosen')
      await chief.page.locator('[data-bulk-run]').tap()
      await chief.page.locator('[data-confirm-decisions]').waitFor()
      await takePicture(chief.page, 'leave-phone-confirm')
      await chief.page.locator('[data-confirm-run]').tap()
      for (const id of ids) await chief.page.locator(`[data-bulk-row="${id}"][data-outcome=done]`).waitFor()
      await takePicture(chief.page, 'leave-phone-done')
      await chief.leave()

      const program = await follows
      while (!Object.values((await register()).leaves).every((it) => it.status !== 'in_approval'))
        await sleep(50)
      await program.kill()
      t.match(program.output(), /KY-2026-1044 承認されました/)
      t.same(
        Object.entries((await register()).leaves).map(([id, it]) => [id, it.status]),
        Object.entries(leaves).map(([id, it]) => [id, it.status === 'in_approval' ? 'decided' : it.status]),
      )
    },
  )

  await walk(
    '財務会計: vouchers go up, the decision comes by webhook, and what was missed from the feed',
    async (t) => {
      const port = await freePort()
      const zaimu = await installExample(t, 'zaimu', {
        ...settingsOf(url, 'sys-zaimu'),
        LEDGER: 'ledger',
        PORT: String(port),
      })
      const entry = (no: string) => read<Entry>(zaimu.folder, 'ledger/commitments', `${no}.json`)
      const receiver = await zaimu.start(/受信を始めました/, 'serve')
      t.match(await zaimu.run('submit', 'commitments/2026-0117.json'), /2026-0117 提出しました: .*課長/)
      await receiver.kill()
      const first = (await entry('2026-0117')).proposalId
      const view = await scene.view(staff.drafter, first)
      t.same(
        view.attachments.map((it) => it.name),
        ['見積書.csv', '仕様書.txt'],
      )
      t.match(view, {
        status: 'in_approval',
        content: { amountYen: 3_300_000 },
        application: { clientId: 'sys-zaimu' },
      })
      await zaimu.run('submit', 'commitments/2026-0117.json')
      const mine = await (
        await scene.as(staff.drafter)
      ).get<{ items: readonly { readonly title: string }[] }>('/v1/proposals')
      t.equal(
        mine.body.items.filter((it) => it.title.includes('観光案内標識')).length,
        1,
        'sent again it is one case',
      )

      const listening = await zaimu.start(/受信を始めました/, 'serve')
      await decide(scene, first)
      while ((await entry('2026-0117')).status !== 'decided') await sleep(50)
      t.match(await entry('2026-0117'), {
        learntBy: 'webhook',
        decidedBy: '観光振興課長 中島 望',
        number: /^観光起第\d+号$/,
      })

      await listening.kill()
      // Large enough to go in pieces.
      const large = randomBytes(9 * 1024 * 1024)
      await writeFile(join(zaimu.folder, 'commitments/調査票.bin'), large)
      const path = join(zaimu.folder, 'commitments/2026-0118.json')
      const more = await read<{ vouchers: readonly string[] }>(path)
      await writeFile(path, JSON.stringify({ ...more, vouchers: [...more.vouchers, '調査票.bin'] }))
      await zaimu.run('submit', 'commitments/2026-0118.json')
      const second = (await entry('2026-0118')).proposalId
      const sent = await scene.view(staff.drafter, second)
      t.match(sent.attachments.at(-1), { name: '調査票.bin', sizeBytes: large.length })
      await decide(scene, second)
      t.equal((await entry('2026-0118')).status, 'in_approval', 'nobody was there to hear it')

      const revived = await zaimu.start(/受信を始めました/, 'serve')
      t.match(await entry('2026-0118'), { status: 'decided', learntBy: 'feed' })
      t.match(revived.output(), /2026-0118 decided 観光振興課長 中島 望 \(feed\)/)
      await revived.kill()
    },
  )

  await walk(
    'docs/api/README.md: its lines, from a token to the decision, as they stand there',
    async (t) => {
      const page = await readFile(projectFile('docs/api/README.md'), 'utf8')
      const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, it = '']) => it)
      t.ok(blocks.length >= 6, `${blocks.length} examples`)
      const folder = await temporaryFolder(t, 'lines')
      // One shell, as a reader has one; what the office does meanwhile is done where the page says so.
      const [upTo, after] = splitAt(blocks, (it) => it.includes('decidedAt'))
      const script = join(folder, 'lines.sh')
      const start = `set -euo pipefail\nKESSAI=${url}\n`
      await writeFile(script, `${start}${upTo.join('\n')}\necho "$ID" > id`)
      const { stdout } = await run('bash', [script], { cwd: folder }).catch(
        (error: { stdout: string; stderr: string }) => {
          throw new Error(`${error.stdout}\n${error.stderr}`)
        },
      )
      t.match(stdout, /in_approval/)
      const id = (await readFile(join(folder, 'id'), 'utf8')).trim()
      await decide(scene, id)
      // The feed tells nothing before every transaction that was begun earlier has ended.
      const isTold = async () =>
        (
          await sql<{ told: boolean }>`select max(xid) < pg_snapshot_xmin(pg_current_snapshot()) as told
            from outbox_event`.execute(stage.db)
        ).rows[0]?.told
      while ((await isTold()) !== true) await sleep(50)
      await writeFile(script, `${start}${upTo[0]}\nID=${id}\n${after.join('\n')}`)
      const then = await run('bash', [script], { cwd: folder })
      t.match(then.stdout, /"decided"/)
      t.match(then.stdout, /jp\.kessai\.proposal\.decided/)
    },
  )

  await stage.nothingWentWrong()
})

const run = promisify(execFile)

function splitAt<Item>(
  all: readonly Item[],
  is: (it: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  const at = all.findIndex(is)
  if (at < 0) throw new Error('the page does not come to the decision')
  return [all.slice(0, at), all.slice(at)]
}
