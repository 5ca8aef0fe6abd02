import type { LocalDate, PostId, UnitCode } from '../ids.ts'
import type { Acting, Command, CommandType } from './commands.ts'
import { decide } from './decide.ts'
import type { Proposal } from './proposal.ts'
import type { Route } from './route.ts'

// Whether a submission is complete is told in its own words; here the question is only whose turn it is.
const anyRoute: Route = {
  stages: [
    {
      steps: [
        {
          id: 's1',
          role: 'decide',
          post: 'ANY:ANY' as PostId,
          postName: '決裁者',
          alsoFor: [],
          because: [],
          seated: [],
        },
      ],
    },
  ],
  compiledFor: '1970-01-01' as LocalDate,
  authorityVersion: '',
  template: '',
  templateVersion: '',
  class: '',
  circulation: [],
}

/** One plausible command of each type, so that every button is a question to the rules themselves. */
const attempts: { readonly [Type in CommandType]: Extract<Command, { type: Type }> } = {
  submit: {
    type: 'submit',
    title: '件名',
    number: '',
    route: anyRoute,
    policyVersion: 1,
    unit: '' as UnitCode,
  },
  approve: { type: 'approve' },
  examine: { type: 'examine' },
  concur: { type: 'concur', opinion: 'agree' },
  decide: { type: 'decide' },
  return: { type: 'return', reason: '理由' },
  resubmit: { type: 'resubmit', title: '件名', mode: 'restart', route: anyRoute },
  take_back: { type: 'take_back' },
  withdraw: { type: 'withdraw', reason: '理由' },
  reject: { type: 'reject', reason: '理由' },
}

/** What the rules would accept from this person now: the buttons, exactly. */
export function allowed(proposal: Proposal, acting: Acting): readonly CommandType[] {
  return Object.values(attempts)
    .filter((attempt) => decide(proposal, attempt, acting).ok)
    .map((attempt) => attempt.type)
}
