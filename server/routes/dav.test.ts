import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'tap'
import { mainPart, readPackage } from '../adapters/editing/word/package.ts'
import type { StreamEvent } from '../contract/stream.ts'
import { cadaver, editInLibreOffice, litmus } from '../testing/dav-clients.ts'
import {
  drafted,
  editing,
  linkFor,
  listening,
  makings,
  name,
  original,
  written,
} from '../testing/dav-office.ts'
import { createOffice, staff } from '../testing/office.ts'
import { temporaryFolder } from '../testing/running-server.ts'
import { scratchServer } from '../testing/scratch-tree.ts'
import { sentence } from '../testing/word-files.ts'

test('litmus: the protocol, over a folder in memory', async (t) => {
  const app = await scratchServer()
  const url = await listening(app)
  t.teardown(() => app.close())
  const groups = await litmus(t, `${url}/`)
  t.comment(groups.map((it) => `${it.name} ${it.passed} passed, ${it.failed} failed`).join(', '))
  t.same(
    groups.map((it) => [it.name, it.passed, it.failures, it.warnings]),
    [
      ['basic', 16, [], []],
      ['copymove', 13, [], []],
      ['props', 30, [], []],
      ['locks', 41, [], []],
      ['http', 4, [], []],
    ],
  )
})

test('WebDAV: programs of others open and save an attachment', async (t) => {
  const told: StreamEvent[] = []
  const asked: string[] = []
  const office = await createOffice(t, {
    live: { publish: (event) => void told.push(event), subscribe: () => () => {} },
    jobs: { send: async (queue) => void asked.push(queue) },
  })
  const base = await listening(office.app)

  await t.test('cadaver: lists, locks, gets, puts, unlocks', async (t) => {
    const file = await drafted(office, base)
    const { url } = await linkFor(file, staff.drafter)
    const folder = await temporaryFolder(t, 'cadaver')
    await writeFile(join(folder, 'new.docx'), written('一'))
    const said = await cadaver(folder, url.slice(0, url.lastIndexOf('/') + 1), [
      'ls',
      `lock ${name}`,
      `get ${name} old.docx`,
      `put new.docx ${name}`,
      `discover ${name}`,
      `unlock ${name}`,
      `delete ${name}`,
      'mkcol temp',
    ])
    t.match(said, /委託契約書（が）\.docx +\d+/)
    t.match(said, /Locking .*: succeeded/)
    t.match(said, /Uploading [^\n]*succeeded/)
    t.match(said, /Unlocking .*: succeeded/)
    t.match(said, /Deleting [^\n]*\s*[^\n]*failed/)
    t.match(said, /Creating [^\n]*\s*[^\n]*failed/)
    t.same(await readFile(join(folder, 'old.docx')), original)
    t.match(await makings(file), [{ number: 2, how: 'webdav', name: '幌平 美咲' }, { number: 1 }])
    t.same((await editing(file)).editing, [])
  })

  await t.test('LibreOffice itself: what is written there is in the file, by the person', async (t) => {
    const file = await drafted(office, base)
    const { url } = await linkFor(file, staff.drafter)
    told.length = 0
    asked.length = 0
    const said = await editInLibreOffice(t, url, '追記しました。')
    const [newest, ...others] = await makings(file)
    t.match(newest, { number: 2, how: 'webdav', fromNumber: 1, name: '幌平 美咲', isCurrent: true }, said)
    t.equal(others.length, 1)
    const content = await office.inject(staff.drafter, `/v1/revisions/${newest?.id}/content`)
    const parts = await readPackage(content.rawPayload)
    const words = parts?.texts.get(mainPart)?.replaceAll(/<[^>]+>/g, '')
    t.match(words, `${sentence}追記しました。`)
    t.ok(asked.includes('rendition'), 'its pages are made')
    const began = told.findIndex((it) => it.type === 'editing')
    const saved = told.findIndex((it) => it.type === 'proposal')
    t.ok(began !== -1 && began < saved, 'readers are told that it is edited, and then of the new content')
    t.equal(told.at(-1)?.type, 'editing', 'and that it is over')
    t.same((await editing(file)).editing, [])
  })
})
