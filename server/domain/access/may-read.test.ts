import { test } from 'tap'
import type { Instant, PersonId, PostId, UnitCode } from '../ids.ts'
import { type Matter, type Reader, mayRead } from './may-read.ts'

const matter: Matter = {
  status: 'in_approval',
  drafter: '起案者' as PersonId,
  section: 'SEC' as UnitCode,
  secrecy: 'none',
  accessList: ['名簿の人' as PersonId],
  readerPosts: ['U:係長' as PostId],
  readerPeople: ['供覧先' as PersonId],
}
const secret: Matter = { ...matter, secrecy: 'secret' }

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

const concerned = [
  reader('起案者'),
  reader('名簿の人'),
  reader('供覧先'),
  reader('係長の人', { posts: ['U:係長' as PostId] }),
]
const wider = [
  reader('同課', { sections: ['SEC' as UnitCode] }),
  reader('文書管理者', { roles: ['records_manager'] }),
  reader('監査', { roles: ['auditor'] }),
]
const outside = [
  reader('他課', { sections: ['OTHER' as UnitCode], posts: ['U:他' as PostId] }),
  reader('システム管理者', { roles: ['administrator'] }),
  reader('前係長'),
]

test('a matter is read by those on its way, its 課, the records office and auditors, and by nobody else', async (t) => {
  for (const it of [...concerned, ...wider]) t.equal(mayRead(matter, it), true, it.person)
  for (const it of outside) t.equal(mayRead(matter, it), false, it.person)
})

test('R-16 秘密文書: read by its list, its route and those shown to, not by its 課, office or auditors', async (t) => {
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
    secrecy: 'timed_secret',
    secretUntil: '2026-06-01T00:00:00.000Z' as Instant,
  }
  const [office] = wider
  t.equal(mayRead(timed, { ...office!, at: '2026-05-31T23:59:59.999Z' as Instant }), false)
  t.equal(mayRead(timed, { ...office!, at: '2026-06-01T00:00:00.000Z' as Instant }), true)
  const released = { ...secret, secrecyReleasedAt: '2026-05-01T00:00:00.000Z' as Instant }
  t.equal(mayRead(released, office!), true, 'released on the record')
  t.equal(mayRead({ ...released, status: 'draft' }, office!), false)
})
