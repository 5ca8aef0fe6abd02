import { test } from 'tap'
import type { InboxItem } from '../../../../server/contract/inbox.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { type LeftOut, listedOnce, togetherWith } from './bulk.ts'

const plain = {
  version: 3,
  manifestSha256: 'a'.repeat(64),
  content: { secrecy: 'none' },
  opinions: [{ opinion: 'agree' }],
  edits: [],
  allowed: ['approve', 'return', 'comment'],
} as unknown as ProposalView

test('what is routine is handled together, bound to what was looked at', async (t) => {
  const basis = { version: 3, manifestSha256: plain.manifestSha256 }
  t.same(togetherWith(plain), { ok: true, body: { type: 'approve', ...basis }, decides: false })
  t.match(togetherWith({ ...plain, allowed: ['concur'] }), { body: { type: 'concur', opinion: 'agree' } })
  t.match(togetherWith({ ...plain, allowed: ['examine'] }), { body: { type: 'examine' } })
  t.match(togetherWith({ ...plain, allowed: ['decide', 'reject'] }), { decides: true })
})

test('what is secret, on paper, disputed, changed or another’s is opened by itself', async (t) => {
  const cases: readonly (readonly [LeftOut, object])[] = [
    ['secret', { content: { secrecy: 'timed_secret' } }],
    ['paper', { paperToCheck: '図面' }],
    ['opinions', { opinions: [{ opinion: 'conditional' }] }],
    ['opinions', { opinions: [{ opinion: 'object', response: { text: '処理意見' } }] }],
    ['changed', { changedSinceMine: { at: '', changes: [] } }],
    ['edit', { edits: [{ effect: 'minor' }] }],
    ['acting', { acting: { role: 'decide' } }],
    ['not_waiting', { allowed: ['comment'] }],
  ]
  for (const [because, change] of cases) {
    t.same(togetherWith({ ...plain, ...change }), { ok: false, because }, because)
  }
  const released = { content: { secrecy: 'secret' }, secrecyReleasedAt: '2026-06-01T00:00:00.000Z' }
  t.match(togetherWith({ ...plain, ...released } as ProposalView), { ok: true }, 'a secret that ended')
  const confirmed = { edits: [{ effect: 'minor', confirmedBy: '中島 望' }] }
  t.match(togetherWith({ ...plain, ...confirmed } as ProposalView), { ok: true })
})

test('a case is listed once, and what came later stands at the end', async (t) => {
  const task = (taskId: number, proposalId: string) => ({ taskId, proposalId }) as InboxItem
  const [approve, concur, other, later] = [task(1, 'a'), task(2, 'a'), task(3, 'b'), task(4, 'c')]
  const listed = listedOnce([], [approve, other, concur])
  t.same(listed, [approve, other], 'two steps of one case wait for the same person')
  t.equal(listedOnce(listed, [other, concur]), listed, 'nothing is new, and nothing leaves')
  t.same(listedOnce(listed, [later, other]), [approve, other, later])
})
