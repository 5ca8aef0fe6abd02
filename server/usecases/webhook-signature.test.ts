import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'tap'
import { Value } from 'typebox/value'
import { FeedEvent, feedEventTypes } from '../contract/events.ts'
import { projectFile } from '../project-root.ts'
import { eventExamples } from '../testing/event-examples.ts'
import { temporaryFolder } from '../testing/running-server.ts'
import { newWebhookSecret, signedHeaders } from './webhook-signature.ts'

const page = () => readFile(projectFile('docs/api/webhooks.md'), 'utf8')
const block = (text: string, language: string) =>
  new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(text)?.[1] ?? ''

test('the examples of docs/api are what is sent, one of each type', async (t) => {
  const examples = eventExamples()
  for (const it of examples) t.same([...Value.Errors(FeedEvent, it)], [], it.type)
  t.same(new Set(examples.map((it) => it.type)), new Set(feedEventTypes))
  const file: unknown = JSON.parse(await readFile(projectFile('docs/api/event-examples.json'), 'utf8'))
  t.same(file, JSON.parse(JSON.stringify(examples)))
  const shown: unknown = JSON.parse(block(await page(), 'json'))
  t.same(shown, JSON.parse(JSON.stringify(examples.find((it) => it.type === 'jp.kessai.proposal.decided'))))
})

test('the checks of docs/api, in two languages, know ours from others', async (t) => {
  const folder = await temporaryFolder(t, 'signature')
  const text = await page()
  await writeFile(join(folder, 'check.mjs'), block(text, 'js'))
  await writeFile(join(folder, 'check.py'), block(text, 'python'))
  const [old, secret] = [newWebhookSecret(), newWebhookSecret()]
  const body = JSON.stringify(eventExamples()[0])
  const headers = signedHeaders({ id: 'case_1', body, secrets: [secret, old] }, Date.now())
  const late = signedHeaders({ id: 'case_1', body, secrets: [secret] }, Date.now() - 301_000)
  for (const [name, key, sent, said, wanted] of [
    ['the new key', secret, headers, body, true],
    ['the former key', old, headers, body, true],
    ['another key', newWebhookSecret(), headers, body, false],
    ['another body', secret, headers, `${body} `, false],
    ['another id', secret, { ...headers, 'webhook-id': 'case_2' }, body, false],
    ['too late', secret, late, body, false],
  ] as const) {
    const given = JSON.stringify([key, sent, said])
    const js = `import { isGenuine } from './check.mjs'; console.log(isGenuine(...${given}))`
    const py = `import json\nfrom check import is_genuine\nkey, sent, said = json.loads(${JSON.stringify(given)})\nprint(str(is_genuine(key, sent, said.encode())).lower())`
    const options = { cwd: folder, encoding: 'utf8' } as const
    const node = execFileSync(process.execPath, ['--input-type=module', '-e', js], options)
    t.equal(node.trim(), String(wanted), `node: ${name}`)
    t.equal(execFileSync('python3', ['-c', py], options).trim(), String(wanted), `python: ${name}`)
  }
})
