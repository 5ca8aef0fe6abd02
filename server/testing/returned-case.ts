import type { CommandOf } from '../domain/approval/commands.ts'
import type { Sha256 } from '../domain/ids.ts'
import { type Story, resubmitOn, routeOf } from './approval-world.ts'

/** The acts around a 差戻し on a short route, for the tests of what stands and what falls. */
export const approve: CommandOf<'approve'> = { type: 'approve' }
export const agree: CommandOf<'concur'> = { type: 'concur', opinion: 'agree' }
export const giveBack: CommandOf<'return'> = { type: 'return', reason: '要旨を直されたい。' }
/** What lies there after the drafter has changed it. */
export const changed = 'b'.repeat(64) as Sha256
export const line = '回:係長 合:財政 回:課長 決:部長'

/** 再提出, on the same route unless another one is named. */
export function again(more: Partial<CommandOf<'resubmit'>>, route = line): CommandOf<'resubmit'> {
  return resubmitOn(routeOf(route), more)
}

/** The steps whose seals stand. */
export function marked({ proposal }: Story): readonly string[] {
  return proposal.status === 'draft' ? [] : proposal.marks.map((mark) => mark.step)
}
