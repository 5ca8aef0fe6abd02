import type { Pool } from 'pg'
import { type Copies, copyCases } from './copy-cases.ts'
import { type Ending, type Office, type Sample, playCase } from './sample-cases.ts'

/** What the whole of it is: the busy post, its holder, and somebody who drafts for it. */
export type Filled = { readonly busy: { readonly post: string; readonly person: string } }

/** 担当者 of seven 課, so that no section has everything. */
const drafters = ['u0505', 'u0205', 'u0405', 'u0112', 'u1005', 'u0107', 'u0109']
/** Those of them whose cases also stop on the way. */
const some = drafters.slice(0, 3)
/** Of a million: everything else is decided by a 課長. */
const share = {
  decidedByBusy: 0.2,
  waitingForBusy: 0.002,
  aheadOfBusy: 0.003,
  submitted: 0.005,
  returned: 0.0005,
  draft: 0.001,
  rejected: 0.004,
  withdrawn: 0.004,
}
const tenYears = 3650
const oneMonth = 30

/**
 * Fills a database of the example prefecture with so many cases: 1 % on their way, 0.2 % of all at one busy 部長 who has
 * decided a fifth of the others, the rest decided over ten years in seven 課.
 */
export async function fillOffice(pool: Pool, office: Office, cases: number): Promise<Filled> {
  const plan = async (drafter: string, authorityCode: string, ending: Ending): Promise<Sample> =>
    playCase(office, {
      drafter,
      authorityCode,
      ending,
      ...(authorityCode === 'A03' ? { concurringUnits: ['ZAI', 'JIN'] } : {}),
    })
  const part = (of: number): number => Math.max(1, Math.round(cases * of))
  const all: Copies[] = []
  const add = async (count: number, overDays: number, ...of: Parameters<typeof plan>) => {
    all.push({ sample: await plan(...of), count, overDays })
  }
  await add(part(share.decidedByBusy), tenYears, 'u0505', 'A03', 'decided')
  await add(part(share.waitingForBusy), oneMonth, 'u0505', 'A03', 'at_decider')
  await add(part(share.aheadOfBusy), oneMonth, 'u0505', 'A03', 'submitted')
  await add(part(share.draft), oneMonth, 'u0505', 'A03', 'draft')
  for (const [ending, days] of [
    ['submitted', oneMonth],
    ['returned', oneMonth],
    ['rejected', tenYears],
    ['withdrawn', tenYears],
  ] as const) {
    for (const drafter of some) await add(part(share[ending] / some.length), days, drafter, 'D03', ending)
  }
  const left = cases - all.reduce((sum, it) => sum + it.count, 0)
  for (const [index, drafter] of drafters.entries()) {
    const count = Math.floor(left / drafters.length) + (index < left % drafters.length ? 1 : 0)
    await add(count, tenYears, drafter, 'D03', 'decided')
  }
  await copyCases(pool, all)
  const busy = all.find((it) => it.sample.ending === 'at_decider')?.sample.decider
  if (busy === undefined) throw new Error('a case that waits at its decider has one')
  return { busy }
}
