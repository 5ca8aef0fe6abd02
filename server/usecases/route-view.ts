import type { MarkView, RouteView, StepView } from '../contract/route.ts'
import type { Capacity, Organisation } from '../domain/organisation/organisation.ts'
import type { Instant, LocalDate, PostId, Sha256 } from '../domain/ids.ts'
import type { Mark, OnRoute } from '../domain/approval/proposal.ts'
import type { Route, Step } from '../domain/approval/route.ts'
import { isRequired, markAt, wentAlong } from '../domain/approval/progress.ts'
import { earlierActOf } from '../domain/approval/seats.ts'
import type { ActingFor } from '../domain/approval/events.ts'
import { familyNameOf } from '../domain/organisation/names.ts'
import { type Holder, absenceAt, capacitiesOf, seatedIn } from '../domain/organisation/holders.ts'
import { titleOf, writtenTitle } from '../domain/organisation/titles.ts'
import { toBecauseView } from './because-text.ts'

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
  /** What happened to steps besides acts in them; absent before submission. */
  readonly beside?: Pick<OnRoute, 'passed' | 'holds' | 'sentBack' | 'confirmedSeats'>
  /** By step: the one that its holder will go through at once with it (兼務). Absent: none. */
  readonly atOnce?: ReadonlyMap<string, Step>
  /** What is under decision now: a mark on something else is no longer current. Absent: every mark is. */
  readonly currentManifest?: Sha256
}

/** A capacity as the API shows it. */
export function toCapacityView(capacity: Capacity): MarkView['capacity'] {
  const { post, kind, unitName, positionName, title, ownTitle } = capacity
  return { post, kind, unitName, positionName, title, ...(ownTitle === undefined ? {} : { ownTitle }) }
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
    ...(mark.opinion === undefined ? {} : { opinion: mark.opinion }),
    ...(mark.condition === undefined ? {} : { condition: mark.condition }),
    ...(mark.actingFor === undefined ? {} : { actingFor: actingView(mark.actingFor) }),
    ...(mark.paperChecked === undefined ? {} : { paperChecked: mark.paperChecked }),
    current: currentManifest === undefined || mark.manifestSha256 === currentManifest,
  }
}

function actingView({ title, name, absence, exception }: ActingFor): NonNullable<MarkView['actingFor']> {
  return { title, name, absence, ...(exception === undefined ? {} : { exception }) }
}

function stateOf(
  input: RouteViewInput,
  step: Step,
  stage: number,
  mark: Mark | undefined,
): StepView['state'] {
  if (isSkipped(input, step) || passedAt(input, step) !== undefined) return 'skipped'
  if (mark !== undefined) return 'done'
  if (input.returnedStep === step.id || hasReturned(input, step)) return 'returned'
  return input.turn === stage ? 'waiting' : 'ahead'
}

/** Whether nobody acts in a step; one that an older version merged into another waits until somebody went along. */
function isSkipped({ route, marks }: RouteViewInput, step: Step): boolean {
  return !isRequired(route, step) || wentAlong(marks, step)
}

/** A 差戻し that took effect is no seal: what stands at the step is that it was sent back from there. */
function hasReturned(input: RouteViewInput, step: Step): boolean {
  return input.turn === undefined && input.marks.some((it) => it.step === step.id && it.act === 'returned')
}

function passedAt(input: RouteViewInput, step: Step): StepView['passed'] {
  return input.beside?.passed.find((it) => it.step === step.id)?.cause
}

/** What stands beside a step: passed over, held, sent back, a seat to be confirmed. */
function besideStep(input: RouteViewInput, step: Step): Partial<StepView> {
  const passed = passedAt(input, step)
  const held = input.beside?.holds.find((it) => it.step === step.id)
  const sentBack = input.beside?.sentBack.find((it) => it.step === step.id)
  const conflict = conflictAt(input, step)
  const atOnce = input.atOnce?.get(step.id)
  return {
    ...(passed === undefined ? {} : { passed }),
    ...(held === undefined ? {} : { held: { by: held.by.name, at: held.at, reason: held.reason } }),
    ...(sentBack === undefined
      ? {}
      : { sentBack: { by: sentBack.by.name, at: sentBack.at, reason: sentBack.reason } }),
    ...(conflict === undefined ? {} : { conflict }),
    ...(atOnce === undefined ? {} : { atOnceWith: atOnce.postName }),
    ...(step.provisional === true ? { provisional: true } : {}),
    ...(step.removable === true ? { removable: true } : {}),
  }
}

/** A holder who came to the post by transfer and acted before in another one (人事異動). */
function conflictAt(input: RouteViewInput, step: Step): StepView['conflict'] {
  const { organisation, day, marks, beside, route } = input
  if (beside === undefined || step.skipped !== undefined || markAt(marks, step.id) !== undefined)
    return undefined
  const facts = { route, marks, confirmedSeats: beside.confirmedSeats }
  const earlier = seatedIn(organisation, step.post, day)
    .map(({ person }) => earlierActOf(facts, step, person))
    .find((it) => it !== undefined)
  return earlier && { name: earlier.by.name, earlier: earlier.by.capacity.title }
}

/** As it stands before the holder's name: 観光局長事務取扱 経済部長. */
function holderTitle(organisation: Organisation, post: PostId, holder: Holder, day: LocalDate): string {
  const capacity = capacitiesOf(organisation, holder.person, day).find(
    (it) => it.post === post && it.kind === holder.kind,
  )
  return capacity === undefined ? titleOf(organisation, post, holder.kind) : writtenTitle(capacity)
}

function toStepView(input: RouteViewInput, step: Step, stage: number): StepView {
  const { organisation, day, at = `${day}T03:00:00.000Z` as Instant } = input
  const mark = hasReturned(input, step) ? undefined : input.marks.find((it) => it.step === step.id)
  return {
    id: step.id,
    role: step.role,
    post: step.post,
    postName: step.postName,
    holders: seatedIn(organisation, step.post, day).map((holder) => ({
      id: holder.person,
      name: organisation.people.get(holder.person)?.name ?? holder.person,
      title: holderTitle(organisation, step.post, holder, day),
      absent: absenceAt(organisation, holder.person, at) !== undefined,
    })),
    because: step.because.map(toBecauseView),
    ...(step.skipped !== undefined && isSkipped(input, step) ? { skipped: step.skipped.reason } : {}),
    state: stateOf(input, step, stage, mark),
    ...(mark === undefined ? {} : { mark: toMarkView(mark, input.currentManifest) }),
    ...besideStep(input, step),
  }
}

/** The name of the template a route was made from: the snapshot in its reasons, whatever it is called today. */
function templateNameOf(route: Route): string {
  const reasons = route.stages.flatMap((stage) => stage.steps.flatMap((step) => step.because))
  const template = reasons.find((it) => it.code === 'template')
  return template?.name ?? route.template
}

/** 観光振興課, or 観光振興課（回覧） where it is no 供覧. */
export function circulationName({ unitName, kind }: Route['circulation'][number]): string {
  return kind === 'inform' ? `${unitName}（回覧）` : unitName
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
    circulation: route.circulation.map(circulationName),
  }
}
