import fc from 'fast-check'
import { test } from 'tap'
import { loadExamplePrefecture } from '../../testing/organisation.ts'
import type { Route, Step } from '../approval/route.ts'
import type { LocalDate, PostId } from '../ids.ts'
import { capacitiesOf, seatedIn } from '../organisation/holders.ts'
import type { RouteTemplate, TemplateStep } from './authority.ts'
import { type RouteRequest, explainedRoute } from './compile-route.ts'
import { sampled } from '../../testing/property-runs.ts'
import { Tally } from '../../testing/tally.ts'

const stepsOf = (it: Route): Step[] => it.stages.flatMap((stage) => stage.steps)

test('the laws of a route, under templates nobody would write', async (t) => {
  const { organisation, table, templates } = await loadExamplePrefecture(t)

  const anyTemplates = fc
    .array(
      fc.record({
        optional: fc.boolean(),
        onVacant: fc.constantFrom('skip', 'acting', 'block'),
        grouped: fc.boolean(),
        needs: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        conditional: fc.boolean(),
        parallel: fc.boolean(),
      }),
      { minLength: 12, maxLength: 12 },
    )
    .map((changes) =>
      templates.map((template): RouteTemplate => ({
        ...template,
        steps: template.steps.map((step, index): TemplateStep => {
          const change = changes[index % changes.length]
          if (change === undefined || step.role === 'decide') return step
          const { optional, onVacant, parallel, needs } = change
          return {
            ...step,
            optional,
            onVacant,
            parallel,
            ...(change.grouped ? { group: 'g' } : {}),
            ...(needs === undefined ? {} : { needs }),
            ...(change.conditional ? { when: { minYen: 1_000_000, flags: ['重要', '先例'] } } : {}),
          }
        }),
      })),
    )
  const reasons = fc.constantFrom('出張', '議会')
  const keys = templates.flatMap((it) => it.steps.map((step) => step.key))
  const posts = [...new Set(organisation.appointments.map((it) => it.post))]
  const anyRequest = fc
    .record({
      templates: anyTemplates,
      item: fc.constantFrom(...table.items.map((it) => it.code)),
      amountYen: fc.nat(600_000_000),
      flags: fc.subarray(['重要', '先例']),
      person: fc.constantFrom(...organisation.people.keys()),
      offset: fc.nat(500),
      selfDecides: fc.boolean(),
      leftOut: fc.uniqueArray(fc.record({ key: fc.constantFrom(...keys), reason: reasons }), {
        maxLength: 1,
      }),
      postReviewPosts: fc.array(fc.record({ post: fc.constantFrom(...posts), reason: reasons }), {
        maxLength: 3,
      }),
      merge: fc.boolean(),
      concurring: fc.option(fc.subarray([...organisation.units.keys()], { maxLength: 3 }), {
        nil: undefined,
      }),
    })
    .map((it): RouteRequest => {
      const on = new Date(Date.UTC(2026, 3, 1) + it.offset * 86_400_000)
        .toISOString()
        .slice(0, 10) as LocalDate
      const post = capacitiesOf(organisation, it.person, on)[0]?.post ?? ('none:none' as PostId)
      const { selfDecides } = it
      return {
        organisation,
        table: {
          ...table,
          items: table.items.map((row) => ({
            ...row,
            bands: row.bands.map((band) => ({ ...band, selfDecides })),
          })),
        },
        templates: it.templates,
        policy: {
          selfApproval: 'skip_and_record',
          consecutiveSamePerson: it.merge ? 'merge_and_record_both_capacities' : 'keep_both',
        },
        item: it.item,
        amountYen: it.amountYen,
        flags: it.flags,
        drafter: { person: it.person, post },
        day: on,
        leftOut: it.leftOut,
        postReviewPosts: it.postReviewPosts,
        ...(it.concurring === undefined ? {} : { concurringUnits: it.concurring }),
      }
    })

  await t.test(
    'R-01 どんな経路・選択でも、決裁は最後に一つだけで、認められた行でなければ起案者のものにならない',
    async (t) => {
      const tally = new Tally()
      fc.assert(
        fc.property(anyRequest, (request) => {
          const compiled = explainedRoute(request)
          if (!compiled.ok) return compiled.error.length > 0
          const { route } = compiled.value
          const steps = stepsOf(route)
          const last = route.stages.at(-1)?.steps ?? []
          const isDrafters = (step: Step): boolean =>
            seatedIn(organisation, step.post, request.day).some((it) => it.person === request.drafter.person)
          const own = steps.filter((it) => it.skipped === undefined && isDrafters(it))
          const selfDecides = request.table.items.some((row) =>
            row.bands.some((it) => it.selfDecides === true),
          )
          tally.add('routes')
          tally.add('the drafter’s own', own.length)
          tally.add('n of m', route.stages.filter((it) => it.needs !== undefined).length)
          tally.add('left out', steps.filter((it) => it.skipped?.reason === 'left_out').length)
          tally.add('起案時指定の後閲', steps.filter((it) => it.skipped?.reason === 'post_review').length)
          return (
            steps.filter((it) => it.role === 'decide').length === 1 &&
            last.length === 1 &&
            last[0]?.role === 'decide' &&
            last[0].skipped === undefined &&
            steps.every((it) => it.because.length > 0) &&
            (selfDecides || own.length === 0) &&
            own.every(
              (it) => it.role === 'decide' && it.because.some((one) => one.code === 'self_decides'),
            ) &&
            route.stages.every((stage) => {
              const live = stage.steps.filter((it) => it.skipped === undefined).length
              return (
                stage.steps.length > 0 &&
                (stage.needs === undefined || (stage.needs > 0 && stage.needs < live))
              )
            }) &&
            steps.every((it) => it.skipped !== undefined || it.seated.length > 0) &&
            steps.every((it) => it.skipped?.reason !== 'post_review' || it.role === 'review') &&
            steps.every(
              (it) => it.skipped?.reason !== 'left_out' || it.removable === true || it.role === 'concur',
            )
          )
        }),
        sampled,
      )
      tally.tell(t, { routes: 100, 'the drafter’s own': 2, 'n of m': 20, 'left out': 2, 起案時指定の後閲: 2 })
    },
  )
})
