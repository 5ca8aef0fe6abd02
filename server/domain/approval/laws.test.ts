import { test } from 'tap'
import { assertLaw } from '../../testing/approval-laws.ts'
import { anyGame, propertyRuns as runs } from '../../testing/approval-model.ts'
import {
  type Ledger,
  ledgerAfter,
  missingIn,
  stepIn,
  whyNotAllowed,
  whyUndecidable,
} from '../../testing/approval-oracle.ts'

const seals = new Set(['approved', 'examined', 'concurred', 'decided'])

/** Counts how often something interesting was reached: a law that never met its case says nothing. */
class Tally {
  readonly counts = new Map<string, number>()
  add(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }
  of(what: string): number {
    return this.counts.get(what) ?? 0
  }
}

test('R-01 R-14 R-15 no run reaches a decision without every required step of the last route, in order', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    let ledger: Ledger | undefined
    let decisions = 0
    for (const { events } of run.taken) {
      for (const event of events) {
        if (ledger !== undefined && seals.has(event.type) && 'step' in event) {
          const before: Ledger = ledger
          const also = new Set('also' in event ? event.also : [])
          const stages = before.route.stages
          const mine = stages.findIndex((stage) => stage.steps.some((step) => step.id === event.step))
          for (const stage of stages.slice(0, mine)) {
            const rest = { ...stage, steps: stage.steps.filter((step) => !also.has(step.id)) }
            const missing = missingIn(before, rest)
            if (missing !== undefined) throw new Error(`${event.type} at ${event.step} although ${missing}`)
          }
          for (const id of also) {
            const step = stepIn(before.route, id)
            const capacities = event.by.alsoAs.map((it) => it.post)
            if (step === undefined || !capacities.includes(step.post))
              throw new Error('taken along without the post')
            tally.add('merged')
          }
        }
        if (event.type === 'pulled_up' && ledger !== undefined) {
          const { route } = ledger
          if (event.skipped.some((id) => stepIn(route, id)?.role !== 'review')) throw new Error('R-14')
          tally.add('pulled up')
        }
        if (event.type === 'decided' && ledger !== undefined) {
          decisions += 1
          const why = whyUndecidable(ledger, event)
          if (why !== undefined) throw new Error(`decided although ${why}`)
          tally.add('decided')
          for (const it of ledger.stood.values()) tally.add(`decided over ${it.how}`)
          if (event.actingFor !== undefined) tally.add('代決')
          if ([...ledger.stood.values()].some((it) => it.how === 'sealed' && it.opinion === 'object'))
            tally.add('decided over an objection')
          if (ledger.route.stages.some((it) => it.needs !== undefined)) tally.add('decided by quorum')
        }
        ledger = ledgerAfter(ledger, event)
        if (event.type === 'returned' || event.type === 'resubmitted') tally.add(event.type)
      }
    }
    if (decisions > 1) throw new Error('two deciders')
  })
  t.comment(JSON.stringify(Object.fromEntries(tally.counts)))
  t.ok(tally.of('decided') > runs / 3, `decided ${tally.of('decided')}`)
  const rare = [
    'merged',
    'pulled up',
    '代決',
    'decided over an objection',
    'decided by quorum',
    'returned',
    'resubmitted',
  ]
  for (const what of [...rare, 'decided over pull_up', 'decided over absence', 'decided over merged']) {
    t.ok(tally.of(what) > runs / 500, `${what} ${tally.of(what)}`)
  }
})

test('R-03 R-12 R-23 nobody acts who may not, and every act binds to what was shown', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    let ledger: Ledger | undefined
    for (const taken of run.taken) {
      let state = taken.before
      for (const [index, event] of taken.events.entries()) {
        const why = whyNotAllowed(taken, event, state, ledger)
        if (why !== undefined) throw new Error(`${event.type} by ${taken.acting.person}: ${why}`)
        if (event.by.person !== 'system' && event.manifestSha256 !== taken.acting.shownManifest)
          throw new Error('bound to another text')
        if (event.by.person !== 'system' && taken.acting.shownManifest !== taken.acting.currentManifest)
          throw new Error('a stale click was taken')
        if (
          seals.has(event.type) &&
          state.status === 'in_approval' &&
          event.manifestSha256 !== state.manifestSha256
        )
          throw new Error('sealed what is not under decision')
        if ('actingFor' in event && event.actingFor !== undefined) tally.add('代決')
        if (event.by.alsoAs.length > 0) tally.add('two capacities')
        if (event.by.capacity.post !== `U:${event.by.person}` && event.by.person !== 'system')
          tally.add('by transfer')
        tally.add('acts')
        ledger = ledgerAfter(ledger, event)
        state = taken.states[index]!
      }
    }
  })
  t.comment(JSON.stringify(Object.fromEntries(tally.counts)))
  t.ok(tally.of('acts') > runs * 4, `acts ${tally.of('acts')}`)
  for (const what of ['代決', 'two capacities', 'by transfer']) {
    t.ok(tally.of(what) > runs / 200, `${what} ${tally.of(what)}`)
  }
})
