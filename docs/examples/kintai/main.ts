import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { KessaiProblem } from '@kessai/client'
import { type Filing, type Leave, caseOf, parseLeaves } from './leave.ts'
import { openRegister } from './register.ts'
import { openKessai, setting } from './settings.ts'

/**
 * 勤怠システムの見本: `ask 申請.csv` asks for the approval of leaves, `follow` waits until each of them was answered.
 * Both may be stopped at any moment and begun again.
 */
const kessai = openKessai()
const register = await openRegister(setting('REGISTER'))
/** A 簿冊 of this name is where leaves are filed. */
const folderCode = '122-02'

async function ask(file: string): Promise<void> {
  const leaves = parseLeaves(await readFile(file, 'utf8')).filter(
    (it) => register.leaves[it.id] === undefined,
  )
  const filing = await findFiling()
  for (const officer of new Set(leaves.map((it) => it.officer))) {
    const theirs = leaves.filter((it) => it.officer === officer)
    // A call takes a hundred.
    for (let from = 0; from < theirs.length; from += 100)
      await askFor(officer, theirs.slice(from, from + 100), filing)
  }
}

async function askFor(officer: string, leaves: readonly Leave[], filing: Filing): Promise<void> {
  const items = leaves.map((it) => ({ key: it.id, content: caseOf(it, filing), submit: true }))
  try {
    // Made from the lines: when we die before the answer is kept, the same lines have the same key, and nothing is asked twice.
    const key = createHash('sha256')
      .update(leaves.map((it) => it.id).join())
      .digest('hex')
    for (const { key: id, id: proposalId, status, problem } of await kessai.bulk(items, { officer, key }))
      register.leaves[id] =
        problem === undefined
          ? { ...(proposalId === undefined ? {} : { proposalId }), status: status ?? 'draft' }
          : { status: 'refused', problem: problem.title }
  } catch (error) {
    if (!(error instanceof KessaiProblem)) throw error
    // What is wrong with all lines of an officer, who may have left: the others go on.
    for (const { id } of leaves) register.leaves[id] = { status: 'refused', problem: error.message }
  }
  await register.save()
  for (const { id } of leaves) tell(id)
}

async function follow(): Promise<void> {
  const stop = new AbortController()
  process.once('SIGTERM', () => stop.abort())
  if (isSettled()) return
  for await (const { events, cursor } of kessai.feed({
    after: register.cursor,
    follow: true,
    signal: stop.signal,
  })) {
    for (const { subject, data } of events) {
      const [id] = Object.entries(register.leaves).find(([, it]) => it.proposalId === subject) ?? []
      if (id === undefined || !('status' in data) || register.leaves[id]?.status === data.status) continue
      register.leaves[id] = { proposalId: subject, status: data.status }
      tell(id)
    }
    // Together: what was done about the events, and how far they were read.
    register.cursor = cursor
    await register.save()
    if (isSettled()) return
  }
}

async function findFiling(): Promise<Filing> {
  const { data } = await kessai.http.GET('/v1/reference')
  const folder = data?.folders.find((it) => it.code === folderCode)
  if (folder === undefined)
    throw new Error(`簿冊 ${folderCode} がありません。文書管理担当に確かめてください。`)
  return { folderId: folder.id, retentionCode: folder.retention }
}

const isSettled = () => Object.values(register.leaves).every((it) => it.status !== 'in_approval')

function tell(id: string): void {
  const words: Readonly<Record<string, string>> = {
    in_approval: '承認を待っています',
    decided: '承認されました',
    returned: '差し戻されました',
    rejected: '承認されませんでした',
    withdrawn: '取り下げられました',
    refused: '受け付けられませんでした',
  }
  const { status = '', problem = '' } = register.leaves[id] ?? {}
  console.log(`${id} ${words[status] ?? status}${problem === '' ? '' : `: ${problem}`}`)
}

const [command, file] = process.argv.slice(2)
if (command === 'ask' && file !== undefined) await ask(file)
else if (command === 'follow') await follow()
else throw new Error('使い方: npm start -- ask 申請.csv ／ npm start -- follow')
