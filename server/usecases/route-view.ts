import type { MarkView, RouteView, StepView } from '../contract/proposals.ts'
import type { Capacity, Organisation } from '../domain/organisation/organisation.ts'
import type { Instant, LocalDate, Sha256 } from '../domain/ids.ts'
import type { Mark } from '../domain/approval/proposal.ts'
import type { Route, Step } from '../domain/approval/route.ts'
import { familyNameOf } from '../domain/organisation/names.ts'
import { absenceAt, seatedIn } from '../domain/organisation/holders.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { becauseText } from './because-text.ts'

type RouteViewInput = {
  readonly route: Route
  readonly organisation: Organisation
  /** The day whose holders are shown: today, or the day asked for. */
  readonly day: LocalDate
  /** When it is asked who is absent; absent: noon of the day. */
  readonly at?: Instant
  /** Acts that count now; empty before submission. */
  readonly marks: readonly Mark[]
  /** Index of the stage that waits; absent when nothing waits. */
  readonly turn?: number
  /** The step that sent it back, while it lies with the drafter. */
  readonly returnedStep?: string
  /** What is under decision now: a mark on something else is no longer current. Absent: every mark is. */
  readonly currentManifest?: Sha256
}

export function toCapacityView(capacity: Capacity): MarkView['capacity'] {
  const { post, kind, unitName, positionName, title } = capacity
  return { post, kind, unitName, positionName, title }
}

/** One act as a seal needs it; `currentManifest` as in `RouteViewInput`. */
function toMarkView(mark: Mark, currentManifest?: Sha256): MarkView {
  return {
    act: mark.act,
    person: mark.by.person,
    name: mark.by.name,
    familyName: familyNameOf(mark.by.name),
    capacity: toCapacityView(mark.by.capacity),
    alsoAs: mark.by.alsoAs.map(toCapacityView),
    at: mark.at,
    ...(mark.comment === undefined ? {} : { comment: mark.comment }),
    current: currentManifest === undefined || mark.manifestSha256 === currentManifest,
  }
}

function stateOf(
  input: RouteViewInput,
  step: Step,
  stage: number,
  mark: Mark | undefined,
): StepView['state'] {
  if (step.skipped !== undefined) return 'skipped'
  if (mark !== undefined) return 'done'
  if (input.returnedStep === step.id) return 'returned'
  return input.turn === stage ? 'waiting' : 'ahead'
}

function toStepView(input: RouteViewInput, step: Step, stage: number): StepView {
  const { organisation, day, at = `${day}T03:00:00.000Z` as Instant } = input
  const mark = input.marks.find((it) => it.step === step.id)
  return {
    id: step.id,
    role: step.role,
    post: step.post,
    postName: step.postName,
    holders: seatedIn(organisation, step.post, day).map((holder) => ({
      id: holder.person,
      name: organisation.people.get(holder.person)?.name ?? holder.person,
      title: titleOf(organisation, step.post, holder.kind),
      absent: absenceAt(organisation, holder.person, at) !== undefined,
    })),
    because: step.because.map((it) => ({ code: it.code, text: becauseText(it) })),
    ...(step.skipped === undefined ? {} : { skipped: step.skipped.reason }),
    state: stateOf(input, step, stage, mark),
    ...(mark === undefined ? {} : { mark: toMarkView(mark, input.currentManifest) }),
  }
}

/** The name of the template a route was made from: the snapshot in its reasons, whatever it is called today. */
function templateNameOf(route: Route): string {
  const reasons = route.stages.flatMap((stage) => stage.steps.flatMap((step) => step.because))
  const template = reasons.find((it) => it.code === 'template')
  return template?.name ?? route.template
}

/** A route as the pages show it: who holds each post on the day, why it is there, and how far it has come. */
export function toRouteView(input: RouteViewInput): RouteView {
  const { route } = input
  return {
    class: route.class,
    template: route.template,
    templateName: templateNameOf(route),
    compiledFor: route.compiledFor,
    authorityVersion: route.authorityVersion,
    stages: route.stages.map((stage, index) => ({
      steps: stage.steps.map((step) => toStepView(input, step, index)),
      ...(stage.needs === undefined ? {} : { needs: stage.needs }),
    })),
  }
}
