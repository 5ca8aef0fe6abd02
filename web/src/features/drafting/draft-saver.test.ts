import { QueryClient } from '@tanstack/react-query'
import { test } from 'tap'
import type { ProposalContent, ProposalView } from '../../../../server/contract/proposals.ts'
import { keys } from '../../api/queries.ts'
import { emptyContent } from './content.ts'
import { type SavedContent, saverOf } from './draft-saver.ts'
import { keepSaved } from './keep-saved.ts'
import { dropUnmade, keepUnsent, readUnmade, readUnsent } from './unsent.ts'

const person = 'u0505'
const base: ProposalContent = { ...emptyContent, title: '件名', body: '本文' }

/** A draft as the server tells of it; of the rest nothing is asked here. */
function view(id: string, content: ProposalContent, version: number): ProposalView {
  return { id, content, version, updatedAt: '2026-11-28T10:00:00+09:00', attachments: [] } as never
}

type Asked = { readonly method: string; readonly body: { version: number; content: ProposalContent } }

/** In place of the browser's storage and of the server, which holds every answer back until `answer` is called. */
function stage() {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
  Object.assign(globalThis, { localStorage: storage })
  const asked: Asked[] = []
  const held: (() => void)[] = []
  globalThis.fetch = async (_path, init) => {
    const body = JSON.parse(init?.body as string) as Asked['body']
    asked.push({ method: init?.method ?? '', body })
    await new Promise<void>((go) => held.push(go))
    const saved = { version: body.version + 1, manifestSha256: 'm', savedAt: '2026-11-28T10:00:01+09:00' }
    return new Response(JSON.stringify(saved))
  }
  const saved: SavedContent[] = []
  return {
    asked,
    saved,
    open: (stored: ProposalView) => saverOf(person, stored, (_id, it) => saved.push(it)),
    answer: async (): Promise<void> => {
      while (held.length === 0) await new Promise((go) => setTimeout(go, 1))
      held.shift()?.()
    },
  }
}

test('what was typed before a crash is put back and sent, when nobody changed the same since', async (t) => {
  const { open, answer, asked } = stage()
  keepUnsent(person, 'a', { base, content: { ...base, body: '私' }, at: '', createKey: '' })
  const saver = open(view('a', { ...base, title: '他の件名' }, 4))
  t.match(saver.snapshot(), { restored: true, content: { title: '他の件名', body: '私' } })
  await answer()
  t.ok(await saver.flush())
  t.match(asked, [{ method: 'PUT', body: { version: 4, content: { body: '私' } } }])
})

test('restored text never goes over newer text by itself: the drafter is asked', async (t) => {
  const { open, answer, asked } = stage()
  const mine = { ...base, body: '私', title: '私の件名' }
  const theirs = view('b', { ...base, body: '他', amountYen: 5 }, 7)
  keepUnsent(person, 'b', { base, content: mine, at: '', createKey: '' })
  const saver = open(theirs)
  t.match(saver.snapshot(), { content: mine, restored: false })
  t.same(saver.snapshot().save, { kind: 'conflict', fields: ['body'], theirs })
  saver.change((it) => ({ ...it, title: '私の新しい件名' }))
  t.notOk(await saver.flush(), 'nor is it submitted')
  t.same(asked, [])
  t.equal(readUnsent(person, 'b')?.content.body, '私', 'it is still kept')
  saver.settle('mine')
  await answer()
  t.ok(await saver.flush())
  const sent = { ...base, body: '私', title: '私の新しい件名', amountYen: 5 }
  t.same(asked, [{ method: 'PUT', body: { version: 7, content: sent } }])
})

test('settled for theirs, nothing is sent and nothing is kept', async (t) => {
  const { open, asked } = stage()
  keepUnsent(person, 'c', { base, content: { ...base, body: '私' }, at: '', createKey: '' })
  const saver = open(view('c', { ...base, body: '他' }, 7))
  saver.settle('theirs')
  t.ok(await saver.flush())
  t.equal(saver.snapshot().content.body, '他')
  t.same([asked, readUnsent(person, 'c')], [[], undefined])
})

test('who comes back while the last words are on their way finds the same saver, later a new one', async (t) => {
  const { open, answer, saved } = stage()
  const before = view('d', base, 1)
  const saver = open(before)
  saver.change((it) => ({ ...it, body: '本文。最後の一文。' }))
  t.equal(open(before), saver, 'also when the page only knows the older text')
  const flushed = saver.flush()
  t.equal(open(before), saver)
  await answer()
  t.ok(await flushed)
  t.match(saved, [{ version: 2, content: { body: '本文。最後の一文。' } }])
  t.not(open(before), saver)
})

test('before a submission the saver says whether the server holds what is shown', async (t) => {
  const { open, answer } = stage()
  const saver = open(view('e', base, 1))
  t.ok(saver.agreesWith(view('e', { ...base }, 3)))
  t.notOk(saver.agreesWith(view('e', { ...base, body: '他' }, 4)))
  t.equal(saver.snapshot().content.body, '他', 'what is there is shown')
  saver.change((it) => ({ ...it, body: '私' }))
  t.notOk(saver.agreesWith(view('e', { ...base, body: 'また他' }, 5)))
  t.equal(saver.snapshot().save.kind, 'conflict')
  saver.settle('mine')
  await answer()
  t.ok(await saver.flush())
})

test('what was saved stays known, also when an older answer comes later', async (t) => {
  const client = new QueryClient()
  const queryKey = keys.proposal('f')
  client.setQueryData(queryKey, { ...view('f', base, 1), number: '観第1号' })
  const late = client
    .fetchQuery({
      queryKey,
      queryFn: () => new Promise<ProposalView>((go) => setTimeout(() => go(view('f', base, 1)), 20)),
    })
    .catch(() => undefined)
  const content = { ...base, body: '新しい本文' }
  keepSaved(client, 'f', { content, version: 2, manifestSha256: 'm', savedAt: '2026-11-28T10:00:01+09:00' })
  await late
  await new Promise((go) => setTimeout(go, 30))
  t.match(client.getQueryData(queryKey), { content: { body: '新しい本文' }, version: 2, number: '観第1号' })
  keepSaved(client, 'g', { content, version: 2, manifestSha256: 'm', savedAt: '' })
  t.equal(client.getQueryData(keys.proposal('g')), undefined, 'half of a proposal is none')
  client.clear()
})

test('a save whose answer was lost is one’s own: what was typed since conflicts with nobody', async (t) => {
  const { open } = stage()
  let stored = view('h', base, 1)
  let isLost = true
  const asked: string[] = []
  globalThis.fetch = async (_path, init) => {
    if (init?.method === 'GET') return new Response(JSON.stringify(stored))
    const { version, content } = JSON.parse(init?.body as string) as Asked['body']
    asked.push(`${version} ${content.body}`)
    if (version !== stored.version) {
      const problem = { code: 'version_changed', title: '変わりました。', status: 409 }
      return new Response(JSON.stringify(problem), { status: 409 })
    }
    stored = view('h', content, version + 1)
    const answer = { version: version + 1, manifestSha256: 'm', savedAt: '2026-11-28T10:00:01+09:00' }
    if (!isLost) return new Response(JSON.stringify(answer))
    isLost = false
    throw new TypeError('the line broke')
  }
  const saver = open(stored)
  saver.change((it) => ({ ...it, body: '本文。一文。' }))
  t.notOk(await saver.flush())
  saver.change((it) => ({ ...it, body: '本文。一文。二文。' }))
  t.match(readUnsent(person, 'h'), {
    sent: { body: '本文。一文。' },
    content: { body: '本文。一文。二文。' },
  })
  t.ok(await saver.flush())
  t.same(asked, ['1 本文。一文。', '1 本文。一文。', '2 本文。一文。二文。'])
  t.equal(stored.content.body, '本文。一文。二文。')
  t.equal(saver.snapshot().save.kind, 'saved')
})

test('nor after a reload; and what the server holds already is not kept', async (t) => {
  const { open, answer } = stage()
  const sent = { ...base, body: '一文。' }
  keepUnsent(person, 'i', { base, sent, content: { ...base, body: '一文。二文。' }, at: '', createKey: '' })
  const saver = open(view('i', sent, 2))
  t.match(saver.snapshot(), { restored: true, content: { body: '一文。二文。' }, save: { kind: 'saved' } })
  await answer()
  t.ok(await saver.flush())
  keepUnsent(person, 'j', { base, content: sent, at: '', createKey: '' })
  t.equal(open(view('j', sent, 2)).snapshot().restored, false)
  t.equal(readUnsent(person, 'j'), undefined)
})

test('taken back while a save was not answered, the text is sent all the same', async (t) => {
  const { open } = stage()
  let stored = view('k', base, 1)
  let isLost = true
  globalThis.fetch = async (_path, init) => {
    if (init?.method === 'GET') return new Response(JSON.stringify(stored))
    const { version, content } = JSON.parse(init?.body as string) as Asked['body']
    if (version !== stored.version)
      return new Response(JSON.stringify({ code: 'version_changed', title: '' }), { status: 409 })
    stored = view('k', content, version + 1)
    if (isLost) {
      isLost = false
      throw new TypeError('the line broke')
    }
    return new Response(JSON.stringify({ version: version + 1, manifestSha256: 'm', savedAt: '' }))
  }
  const saver = open(stored)
  saver.change((it) => ({ ...it, body: '誤り' }))
  t.notOk(await saver.flush())
  saver.change((it) => ({ ...it, body: '本文' }))
  t.ok(await saver.flush())
  t.equal(stored.content.body, '本文')
})

test('a new draft that never reached the server is kept while another one is begun', async (t) => {
  stage()
  const place = `kessai.unsent.${person}.new`
  const yesterday = { ...emptyContent, title: '昨日の件' }
  const kept = { base: emptyContent, content: yesterday, at: '2026-11-27T10:00:00+09:00', createKey: 'first' }
  localStorage.setItem(place, JSON.stringify(kept))
  globalThis.fetch = async (_path, init) =>
    new Response(
      JSON.stringify(
        init?.method === 'POST'
          ? view('l', emptyContent, 1)
          : { version: 2, manifestSha256: 'm', savedAt: '2026-11-28T10:00:01+09:00' },
      ),
    )
  const saver = saverOf(person, undefined, () => {})
  saver.change((it) => ({ ...it, title: '今日の件' }))
  t.match(localStorage.getItem(place), /今日の件.*昨日の件/)
  t.ok(await saver.flush())
  t.same(readUnmade(person), [kept], 'only what was made is forgotten')
  dropUnmade(person, 'first')
  t.equal(localStorage.getItem(place), null)
})
