import { test } from 'tap'
import type { Instant, PersonId, PostId, UnitCode } from '../ids.ts'
import { type Matter, type Reader, type Secrecy, mayRead, readsAsArchivist, secreciesOf } from './may-read.ts'

const open: Secrecy = { secrecy: 'none', accessList: ['名簿の人' as PersonId] }
const closed: Secrecy = { ...open, secrecy: 'secret' }
const matter: Matter = {
  status: 'in_approval',
  drafter: '起案者' as PersonId,
  section: 'SEC' as UnitCode,
  secrecies: [open],
  routePosts: ['U:係長' as PostId],
  readerPosts: ['U:係長' as PostId, 'U:前の経路' as PostId, 'U:代決の順位' as PostId],
  readerPeople: ['供覧先' as PersonId],
}
const secret: Matter = { ...matter, secrecies: [closed] }

function reader(person: string, more: Partial<Reader> = {}): Reader {
  return {
    person: person as PersonId,
    at: '2026-05-11T03:00:00.000Z' as Instant,
    posts: [],
    sections: [],
    roles: [],
    ...more,
  }
}

const concerned = [reader('起案者'), reader('名簿の人'), reader('係長の人', { posts: ['U:係長' as PostId] })]
const wider = [
  reader('供覧先'),
  reader('前の経路の人', { posts: ['U:前の経路' as PostId] }),
  reader('代決の順位の人', { posts: ['U:代決の順位' as PostId] }),
  reader('同課', { sections: ['SEC' as UnitCode] }),
  reader('文書管理者', { roles: ['records_manager'] }),
  reader('監査', { roles: ['auditor'] }),
]
const outside = [
  reader('他課', { sections: ['OTHER' as UnitCode], posts: ['U:他' as PostId] }),
  reader('システム管理者', { roles: ['administrator'] }),
  reader('前係長'),
]

test('a matter is read by those on its way, whom it was shown to, its 課, the records office and auditors, and nobody else', async (t) => {
  for (const it of [...concerned, ...wider]) t.equal(mayRead(matter, it), true, it.person)
  for (const it of outside) t.equal(mayRead(matter, it), false, it.person)
})

test('R-16 秘密文書: read by its list and its route, also of what was open before, and by nobody else', async (t) => {
  for (const it of concerned) t.equal(mayRead(secret, it), true, it.person)
  for (const it of [...wider, ...outside]) t.equal(mayRead(secret, it), false, it.person)
})

test('R-16 a draft is its drafter’s alone, also of those named in it', async (t) => {
  for (const one of [matter, secret]) {
    const draft: Matter = { ...one, status: 'draft' }
    t.equal(mayRead(draft, reader('起案者')), true)
    for (const it of [...concerned.slice(1), ...wider, ...outside])
      t.equal(mayRead(draft, it), false, it.person)
  }
})

test('R-17 時限秘 ends at its instant, for the reader of that instant, recorded or not', async (t) => {
  const timed: Matter = {
    ...secret,
    secrecies: [{ ...closed, secrecy: 'timed_secret', secretUntil: '2026-06-01T00:00:00.000Z' as Instant }],
  }
  const office = reader('文書管理者', { roles: ['records_manager'] })
  t.equal(mayRead(timed, { ...office, at: '2026-05-31T23:59:59.999Z' as Instant }), false)
  t.equal(mayRead(timed, { ...office, at: '2026-06-01T00:00:00.000Z' as Instant }), true)
  const released = {
    ...secret,
    secrecies: [{ ...closed, secrecyReleasedAt: '2026-05-01T00:00:00.000Z' as Instant }],
  }
  t.equal(mayRead(released, office), true, 'released on the record')
  t.equal(mayRead({ ...released, status: 'draft' }, office), false)
})

test('R-16 what the drafter of a returned case types closes it at once, and opens it to nobody', async (t) => {
  const one = '名簿の人' as PersonId
  const other = '別の人' as PersonId
  const readers = (recorded: Secrecy, typed: Omit<Secrecy, 'secrecyReleasedAt'>): readonly string[] => {
    const it = { ...matter, secrecies: secreciesOf(recorded, typed) }
    return [one, other, '監査'].filter((who) =>
      mayRead(it, reader(who, { roles: who === '監査' ? ['auditor'] : [] })),
    )
  }
  const everybody = ['名簿の人', '監査']
  t.same(readers(open, open), everybody)
  t.same(readers(closed, open), [one], 'typed as none')
  t.same(readers(open, closed), [one], 'typed as 秘')
  t.same(readers(closed, { ...closed, accessList: [other] }), [], 'a new list binds with the old one')
  t.same(readers(closed, { ...closed, accessList: [one, other] }), [one])
  const early = { ...closed, secretUntil: '2026-05-01T00:00:00.000Z' as Instant }
  t.same(readers(closed, early), [one], 'an earlier end')
  const released = { ...closed, secrecyReleasedAt: '2026-05-01T00:00:00.000Z' as Instant }
  t.same(readers(released, closed), everybody, 'the text still says what was released')
  t.same(readers(released, { ...closed, secrecy: 'timed_secret' }), [one], 'made 秘 anew')
})

test('R-21 文書館 reads what lies before it for 評価選別, but neither 秘 (R-16) nor a draft, and nothing else', async (t) => {
  const archivist = reader('文書館', { roles: ['archivist'] })
  const before: Matter = { ...matter, status: 'decided', beforeArchive: true }
  t.equal(mayRead(before, archivist), true)
  t.equal(readsAsArchivist(before, archivist), true)
  t.equal(mayRead({ ...before, beforeArchive: false }, archivist), false)
  t.equal(mayRead(matter, archivist), false, 'not looked up')
  t.equal(mayRead({ ...before, secrecies: [closed] }, archivist), false)
  t.equal(mayRead({ ...before, status: 'draft' }, archivist), false)
  t.equal(mayRead(before, reader('他課')), false, 'the 簿冊 opens nothing to others')
  const own = { ...archivist, sections: ['SEC' as UnitCode] }
  t.equal(readsAsArchivist(before, own), false, 'may read it anyway')
})
