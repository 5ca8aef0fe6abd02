import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { type Test, test } from 'tap'
import type { DisclosureDone } from '../../server/contract/disclosure.ts'
import type { FolderList } from '../../server/contract/folders.ts'
import type { Inbox } from '../../server/contract/inbox.ts'
import type { ReceiptList } from '../../server/contract/receipts.ts'
import type { ProposalList, ProposalView } from '../../server/contract/proposals.ts'
import { projectFile } from '../../server/project-root.ts'
import { signInAs } from '../../server/testing/signed-in.ts'
import { openOffice, takePicture } from './office.ts'
import { accessibilityFaults, sidewaysOverflow } from './page-health.ts'
import { type Visitor, arrive, askAs, desk, openVisitor, phone } from './visitor.ts'

/** 課長 for whom a 決裁 waits, a drafter, 文書管理係長, who sees every section of 設定, and the 情報公開担当. */
const people = { decider: 'u0503', drafter: 'u0505', keeper: 'u0106', officer: 'u1101' } as const
type Person = keyof typeof people

type Screen = { readonly name: string; readonly person: Person; readonly path: string }

/** Every address of web/src/app/routes.tsx, as it stands there. */
async function addresses(): Promise<readonly string[]> {
  const text = await readFile(projectFile('web/src/app/routes.tsx'), 'utf8')
  return [...text.matchAll(/<Route path="([^"]+)"/g)].map((it) => it[1] ?? '')
}

/** Every section of 設定, as it stands in its table. */
async function sections(): Promise<readonly string[]> {
  const text = await readFile(projectFile('web/src/features/administering/sections.ts'), 'utf8')
  return [...text.matchAll(/^ {4}id: '(\w+)'/gm)].map((it) => it[1] ?? '')
}

/** The screens at each address. An address without a row fails the test. */
async function screensAt(
  decider: Visitor,
  drafter: Visitor,
): Promise<Readonly<Record<string, readonly Screen[]>>> {
  const { items } = await askAs<Inbox>(decider, '/v1/inbox?tab=approve')
  const waiting = items[0]?.proposalId
  const listed = async (status: string) =>
    (await askAs<ProposalList>(drafter, `/v1/proposals?scope=mine&status=${status}`)).items[0]?.id
  const [draft, decided] = [await listed('draft'), await listed('decided')]
  const received = (await askAs<ReceiptList>(drafter, '/v1/receipts?tab=section')).items[0]?.id
  const folder = (await askAs<FolderList>(drafter, '/v1/folders')).items[0]?.id
  for (const it of [waiting, draft, decided, received, folder])
    if (it === undefined) throw new Error('the demo has no such case')
  const files = await readyFiles(decider, waiting ?? '')
  const request = await requestFor(decider.url, waiting ?? '')
  return {
    '/': [{ name: 'inbox', person: 'decider', path: '/' }],
    '/inbox/bulk': [{ name: 'bulk', person: 'decider', path: '/inbox/bulk' }],
    '/notices': [{ name: 'notices', person: 'drafter', path: '/notices' }],
    '/documents': [{ name: 'documents', person: 'drafter', path: '/documents' }],
    '/measures': [{ name: 'measures', person: 'keeper', path: '/measures' }],
    '/search': [{ name: 'search', person: 'drafter', path: `/search?q=${encodeURIComponent('観光')}` }],
    '/folders': [{ name: 'folders', person: 'keeper', path: '/folders' }],
    '/folders/renewal': [{ name: 'folders-renewal', person: 'keeper', path: '/folders/renewal' }],
    '/folders/calendar': [{ name: 'folders-calendar', person: 'keeper', path: '/folders/calendar' }],
    '/folders/expiry': [{ name: 'folders-expiry', person: 'keeper', path: '/folders/expiry' }],
    '/folders/:id': [{ name: 'folder', person: 'keeper', path: `/folders/${folder}` }],
    '/issuing': [{ name: 'issuing', person: 'drafter', path: '/issuing' }],
    '/receipts': [
      { name: 'receiving', person: 'drafter', path: '/receipts' },
      { name: 'receiving-arrived', person: 'keeper', path: '/receipts?tab=arrived' },
    ],
    '/receipts/:id': [{ name: 'receipt', person: 'drafter', path: `/receipts/${received}` }],
    '/disclosure': [{ name: 'disclosure', person: 'officer', path: '/disclosure' }],
    '/disclosure/index': [{ name: 'disclosure-index', person: 'keeper', path: '/disclosure/index' }],
    '/disclosure/:id': [{ name: 'disclosure-request', person: 'officer', path: `/disclosure/${request}` }],
    '/disclosure/:id/files/:revisionId': [
      { name: 'disclosure-mask', person: 'officer', path: `/disclosure/${request}/files/${files[0]}` },
    ],
    '/settings/:section?': [
      { name: 'settings', person: 'keeper', path: '/settings' },
      ...(await sections()).map((it): Screen => ({
        name: `settings-${it}`,
        person: 'keeper',
        path: `/settings/${it}`,
      })),
    ],
    '/compose/:id?': [
      { name: 'compose-new', person: 'drafter', path: '/compose' },
      { name: 'compose', person: 'drafter', path: `/compose/${draft}` },
    ],
    '/compare/:id': [
      { name: 'compare', person: 'decider', path: `/compare/${files.at(-1)}?from=${files[0]}` },
    ],
    '/proposals/:id/audit': [{ name: 'audit', person: 'keeper', path: `/proposals/${decided}/audit` }],
    '/proposals/:id': [
      { name: 'reading-to-decide', person: 'decider', path: `/proposals/${waiting}` },
      { name: 'reading-decided', person: 'drafter', path: `/proposals/${decided}` },
    ],
  }
}

/** A 開示請求 for a case, registered over HTTP. */
async function requestFor(url: string, proposalId: string): Promise<string> {
  const officer = await signInAs(url, people.officer)
  const { body } = await officer.send<DisclosureDone>('POST', '/v1/disclosure-requests', {
    ...{ requestedOn: '2026-05-11', asks: '補助金に関する文書', receiving: 'copy' },
    requester: { name: '札幌 花子', contact: '' },
  })
  const { status } = await officer.send('POST', `/v1/disclosure-requests/${body.id}/acts`, {
    ...{ type: 'choose_case', version: body.version, proposalId },
  })
  if (status !== 200) throw new Error(`not chosen: ${status}`)
  return body.id
}

/** The contents of a case whose pages are made; waits until there is one. */
async function readyFiles(visitor: Visitor, id: string): Promise<readonly string[]> {
  for (;;) {
    const { attachments } = await askAs<ProposalView>(visitor, `/v1/proposals/${id}`)
    const ready = attachments.filter((it) => it.rendition.status === 'done')
    if (ready.length > 0) return ready.map((it) => it.revisionId)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Waits until nothing on the page says that it is still being read; files that are being drawn may go on. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1, [data-desk]').first().waitFor({ state: 'attached' })
  await page.locator('output', { hasText: '読み込んでいます' }).first().waitFor({ state: 'detached' })
  await page.evaluate(() => document.fonts.ready)
}

/** What every screen owes everybody: a name, a heading, its width, and nothing that axe finds. */
async function judge(t: Test, page: Page, name: string): Promise<void> {
  t.match(await page.title(), /\S/, `${name}: a title`)
  t.ok((await page.getByRole('heading').count()) > 0, `${name}: a heading`)
  t.same(await sidewaysOverflow(page), [], `${name}: nothing sticks out`)
  t.same(await accessibilityFaults(page), [], `${name}: axe`)
  await takePicture(page, name)
}

test('every screen, on a desk and on a phone, with the office at work', { timeout: 900_000 }, async (t) => {
  const office = await openOffice(t, 'proposals')
  const where = { browser: office.browser, url: office.server.url }
  const known = new Set(await addresses())
  t.ok(known.size >= 8, 'the addresses are found')
  for (const [width, screen] of Object.entries({ desk, phone })) {
    const stranger = await openVisitor(where, people.drafter, screen)
    await stranger.page.locator('#kc-form-login').waitFor()
    await judge(t, stranger.page, `sign-in-${width}`)
    await stranger.leave()
    const visitors: Record<Person, Visitor> = {
      decider: await arrive(where, people.decider, screen),
      drafter: await arrive(where, people.drafter, screen),
      keeper: await arrive(where, people.keeper, screen),
      officer: await arrive(where, people.officer, screen),
    }
    const rows = await screensAt(visitors.decider, visitors.drafter)
    t.same(
      [...known].filter((it) => !(it in rows)),
      [],
      'every address has its screen here',
    )
    const nowhere: Screen = { name: 'not-found', person: 'drafter', path: '/nowhere' }
    const titles = new Map<string, string>()
    for (const { name, person, path } of [...Object.values(rows).flat(), nowhere]) {
      await t.test(`${name} ${width}`, async (t) => {
        const { page } = visitors[person]
        await page.goto(where.url + path)
        await settled(page)
        await judge(t, page, `${name}-${width}`)
        titles.set(name, await page.title())
      })
    }
    t.notOk([...titles.values()].includes('Kessai 決裁'), 'each screen says in its title which it is')
    for (const it of Object.values(visitors)) {
      t.same(it.troubles, [], `${it.login}: no error, no refusal, no foreign request`)
      await it.leave()
    }
  }
})
