import { caseOf, readCommitment, vouchersOf } from './commitment.ts'
import { type Entry, openLedger } from './ledger.ts'
import { startReceiver } from './receiver.ts'
import { openKessai, setting } from './settings.ts'

/**
 * 財務会計システムの見本: `submit 支出負担行為.json` asks for a decision, with its vouchers; `serve` keeps the books by
 * what Kessai tells, and reads in the feed what it did not hear. Both may be stopped at any moment and begun again.
 */
const kessai = openKessai()
const ledger = await openLedger(setting('LEDGER'))
const folderCode = '511-01'

async function submit(path: string): Promise<void> {
  const commitment = await readCommitment(path)
  const { no, officer } = commitment
  const { data } = await kessai.http.GET('/v1/reference')
  const folder = data?.folders.find((it) => it.code === folderCode)
  if (folder === undefined)
    throw new Error(`簿冊 ${folderCode} がありません。文書管理担当に確かめてください。`)
  const content = caseOf(commitment, { folderId: folder.id, retentionCode: folder.retention })
  const files = await vouchersOf(commitment, path)
  // Under its own number it is one case, however often this is begun again.
  const made = await kessai.submit({ content, files }, { officer, key: `futan/${no}` })
  await ledger.begin({ no, proposalId: made.id, status: made.status, sequence: 0 })
  const route = made.route?.stages.flatMap((it) => it.steps.map((step) => step.postName)).join(' → ')
  console.log(`${no} 提出しました: ${route}`)
}

async function serve(): Promise<void> {
  await catchUp()
  const port = Number(setting('PORT'))
  let webhook = await ledger.webhook()
  await startReceiver(
    port,
    () => webhook?.secret ?? '',
    async (event) => tell(await ledger.enter(event, 'webhook')),
  )
  if (webhook === undefined) {
    const made = await kessai.createWebhook({
      url: `http://127.0.0.1:${port}/kessai`,
      description: '支出負担行為の決裁',
    })
    webhook = { id: made.webhook.id, secret: made.secret }
    await ledger.keepWebhook(webhook)
  }
  console.log('受信を始めました')
}

/** Everything since the cursor: what was told while nobody was here, and what came by webhook too, which changes nothing. */
async function catchUp(): Promise<void> {
  for await (const { events, cursor } of kessai.feed({ after: await ledger.cursor() })) {
    for (const event of events) tell(await ledger.enter(event, 'feed'))
    // After what was done about the events: who dies in between reads them again.
    await ledger.keepCursor(cursor)
  }
}

function tell(entry: Entry | undefined): void {
  if (entry !== undefined)
    console.log(`${entry.no} ${entry.status} ${entry.decidedBy ?? ''} (${entry.learntBy})`)
}

const [command, path] = process.argv.slice(2)
if (command === 'submit' && path !== undefined) await submit(path)
else if (command === 'serve') await serve()
else throw new Error('使い方: npm start -- submit 支出負担行為.json ／ npm start -- serve')
