import { issue } from '../issuing/issuing-acts.ts'
import { no, unreachable, yes } from '../result.ts'
import { type Decided, notOffice, withReason } from './acting.ts'
import {
  acknowledge,
  addCoverNote,
  answer,
  ask,
  circulate,
  comment,
  giveNumber,
  isSecret,
  movePaper,
  postReview,
  releaseSecrecy,
} from './beside-acts.ts'
import { changeRoute } from './change-route.ts'
import type { Acting, Command } from './commands.ts'
import { withConsequences } from './consequences.ts'
import { abandon, explain, respond, resubmit, setUrgency, submit, withdraw } from './draft-acts.ts'
import { theSystem } from './events.ts'
import type { Proposal } from './proposal.ts'
import { confirmSeat, handOverDraft, reassign } from './records-office-acts.ts'
import { reject, seal, sendBack } from './seal.ts'
import { endHold, hold, judgeEdit, pullUp, revise } from './step-acts.ts'
import { takeBack } from './take-back.ts'

/**
 * What follows when a person asks for something: the events that now have happened, or why not. Looks nothing up,
 * changes nothing, never throws on what a person asked for.
 */
export function decide(proposal: Proposal, command: Command, acting: Acting): Decided {
  const decided = asked(proposal, command, acting)
  return decided.ok ? yes(withConsequences(proposal, decided.value, acting)) : decided
}

function asked(proposal: Proposal, command: Command, acting: Acting): Decided {
  // What another system decided is its record. Only 秘 ends here as it does for any other case.
  if (proposal.status === 'imported' && command.type !== 'release_secrecy')
    return no({ code: 'wrong_status', status: 'imported' })
  switch (command.type) {
    case 'submit':
      return submit(proposal, command, acting)
    case 'resubmit':
      return resubmit(proposal, command, acting)
    case 'withdraw':
      return withdraw(proposal, command.reason, acting)
    case 'abandon':
      return abandon(proposal, command.reason, acting)
    case 'respond':
      return respond(proposal, command, acting)
    case 'set_urgency':
      return setUrgency(proposal, command, acting)
    case 'explain':
      return explain(proposal, command.to, acting)
    case 'take_back':
      return takeBack(proposal, acting)
    case 'approve':
    case 'provisionally_decide':
    case 'examine':
    case 'concur':
    case 'decide':
      return seal(proposal, command, acting)
    case 'reject':
      return reject(proposal, command, acting)
    case 'return':
      return sendBack(proposal, command, acting)
    case 'pull_up':
      return pullUp(proposal, command.reason, acting)
    case 'hold':
      return hold(proposal, command, acting)
    case 'end_hold':
      return endHold(proposal, acting)
    case 'revise':
      return revise(proposal, command, acting)
    case 'judge_edit':
      return judgeEdit(proposal, command, acting)
    case 'change_route':
      return changeRoute(proposal, command, acting)
    case 'post_review':
      return postReview(proposal, command, acting)
    case 'circulate':
      return circulate(proposal, command, acting)
    case 'acknowledge':
      return acknowledge(proposal, command, acting)
    case 'comment':
      return comment(proposal, command.text, acting)
    case 'ask':
      return ask(proposal, command, acting)
    case 'answer':
      return answer(proposal, command, acting)
    case 'move_paper':
      return movePaper(proposal, command.place, acting)
    case 'confirm_seat':
      return confirmSeat(proposal, command, acting)
    case 'reassign':
      return reassign(proposal, command, acting)
    case 'hand_over_draft':
      return handOverDraft(proposal, command, acting)
    case 'add_cover_note':
      return addCoverNote(proposal, command.text, acting)
    case 'give_number':
      return giveNumber(proposal, command, acting)
    case 'release_secrecy':
      return isSystem(acting)
        ? releaseInTime(proposal, command.reason, acting)
        : releaseSecrecy(proposal, command.reason, acting)
    case 'make_fair_copy':
    case 'collate':
    case 'seal_document':
    case 'void_document':
    case 'dispatch':
    case 'report_failure':
    case 'complete':
      return issue(proposal, command, acting)
    case 'pass_over':
      return passOver(proposal, acting)
    default:
      return unreachable(command)
  }
}

function isSystem(acting: Acting): boolean {
  return acting.person === theSystem.person
}

/** 時限秘 releases itself at the stated instant, and the record says so. */
function releaseInTime(proposal: Proposal, reasonText: string, acting: Acting): Decided {
  if (proposal.status === 'draft') return no({ code: 'wrong_status', status: proposal.status })
  const { secretUntil } = proposal.matter
  if (!isSecret(proposal) || secretUntil === undefined || acting.at < secretUntil)
    return no({ code: 'not_secret' })
  return withReason(reasonText, (reason) =>
    yes([
      {
        by: theSystem,
        at: acting.at,
        manifestSha256: proposal.manifestSha256,
        type: 'secrecy_released',
        reason,
      },
    ]),
  )
}

/** Only what follows by itself, asked by the system when an absence began or a post changed hands. */
function passOver(proposal: Proposal, acting: Acting): Decided {
  if (!isSystem(acting)) return notOffice(acting)
  const events = withConsequences(proposal, [], acting)
  return events.length === 0 ? no({ code: 'nothing_to_pass' }) : yes(events)
}
