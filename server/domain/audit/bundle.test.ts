import { test } from 'tap'
import type { ProposalId } from '../ids.ts'
import { chainText, filePath } from './bundle.ts'

test('a file in a bundle has its number and its name, without what a system does not take', async (t) => {
  t.equal(filePath(1, '仕様書.docx'), 'files/001_仕様書.docx')
  t.equal(filePath(12, '..\\a/b:c*"d"|e?\u0000\u007f.pdf'), 'files/012_.._a_b_c__d__e___.pdf')
  t.equal(filePath(1000, '塚\uFA10.txt'), 'files/1000_塚\uFA10.txt', 'names are never normalised')
})

test('a chain without an event has no end to bundle', async (t) => {
  t.throws(() => chainText('p' as ProposalId, []), /has no event/)
})
