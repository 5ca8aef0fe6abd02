import { Type, type Static } from 'typebox'
import { Article, AuthorityTableContent, Code, Name, Yen } from './authority-table.ts'
import { At, Day, closed, described } from './common.ts'
import { ExplainedRoute, FindingView } from './explain-route.ts'

const Place = Type.Union([
  closed({
    at: Type.Union([
      Type.Literal('own_group'),
      Type.Literal('own_section'),
      Type.Literal('own_bureau'),
      Type.Literal('own_department'),
      Type.Literal('own_branch'),
      Type.Literal('charge_vice_governor'),
    ]),
  }),
  closed({ at: Type.Literal('unit'), unit: Code }),
])

const StepContent = closed({
  key: Type.String({ minLength: 1, maxLength: 40 }),
  role: Type.Union([
    Type.Literal('review'),
    Type.Literal('examine'),
    Type.Literal('concur'),
    Type.Literal('decide'),
  ]),
  where: Type.Union([
    Place,
    closed({ at: Type.Union([Type.Literal('concurring_units'), Type.Literal('examining_units')]) }),
  ]),
  position: Code,
  onVacant: Type.Union([Type.Literal('skip'), Type.Literal('acting'), Type.Literal('block')]),
  parallel: Type.Boolean(),
  optional: Type.Boolean(),
  when: Type.Optional(
    closed({
      minYen: Type.Optional(Yen),
      maxYen: Type.Optional(Yen),
      items: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 200 })),
      flags: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 20 })),
    }),
  ),
  group: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  needs: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  provisional: Type.Optional(Type.Boolean()),
  article: Article,
})

export const RouteTemplateContent = closed(
  {
    name: Name,
    steps: Type.Array(StepContent, { maxItems: 60 }),
    circulation: Type.Array(closed({ where: Place, kind: Type.Optional(Type.Literal('inform')) }), {
      maxItems: 60,
      description: '供覧 after the decision, or 回覧 (`inform`)',
    }),
  },
  'A route template as it is edited',
)
export type RouteTemplateContent = Static<typeof RouteTemplateContent>

/** One of these words. */
function oneOf<const Word extends string>(...words: readonly Word[]) {
  return Type.Unsafe<Word>(Type.Union(words.map((it) => Type.Literal(it))))
}
const Roles = Type.Array(oneOf('review', 'examine', 'concur', 'decide'), { maxItems: 4, uniqueItems: true })

export const PolicyContent = closed(
  {
    returnResume: oneOf('restart', 'resume_at_returner'),
    editMajorEffect: oneOf('invalidate_and_reapprove', 'notify'),
    editMinorEffect: oneOf('notify', 'invalidate_and_reapprove'),
    concurObjection: oneOf('opinion', 'opinion_with_mandatory_response', 'blocking'),
    concurCollect: oneOf('wait_all', 'first_return_stops'),
    actingAppliesTo: oneOf('decider_only', 'decider_and_concur'),
    actingForbiddenFlags: Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { maxItems: 20 }),
    actingExceptions: Type.Array(oneOf('prior_instruction', 'emergency'), { maxItems: 2, uniqueItems: true }),
    postReviewRequired: oneOf('always', 'when_deemed_necessary'),
    absentReviewer: oneOf('post_review', 'wait'),
    pullUpMaySkip: Type.Array(oneOf('review'), { maxItems: 1 }),
    pullUpRequires: oneOf('urgent', 'reason'),
    takeBackWindow: oneOf('until_next_opens', 'until_next_acts'),
    consecutiveSamePerson: oneOf('merge_and_record_both_capacities', 'keep_both'),
    selfApproval: oneOf('skip_and_record', 'block'),
    secretElectronic: oneOf('forbid', 'restricted'),
    paperTickOf: Roles,
    paperReason: oneOf('required', 'optional'),
    numberAt: oneOf('submit', 'decision', 'execution'),
    attachmentSoftLimitMb: Type.Integer({ minimum: 1, maximum: 100_000 }),
    printReason: oneOf('not_asked', 'secret_only', 'required'),
    seenSharing: oneOf('self_only', 'drafter_and_decider', 'auditor_only'),
    freshSignIn: oneOf('not_asked', 'decide', 'decide_and_seal'),
    freshSignInMinutes: Type.Integer({ minimum: 1, maximum: 720 }),
    disposalWaitingDays: Type.Integer({ minimum: 0, maximum: 3650 }),
    retentionStarts: oneOf('next_fiscal_year'),
    postDecisionEdit: oneOf('cover_note_only'),
    numberReuse: oneOf('never'),
  },
  'The switches where regulations differ; each is explained in docs/glossary.md and on the page',
)
export type PolicyContent = Static<typeof PolicyContent>

export const RuleVersion = closed({
  version: Type.String(),
  from: Day,
  /** In force today, in force from a later day, no longer; replaced or withdrawn before it came into force. */
  state: oneOf('in_force', 'ahead', 'past', 'replaced', 'withdrawn'),
  published: Type.Optional(
    closed({ by: Type.String(), at: At }, 'Absent for what came with the installation'),
  ),
  reason: Type.Optional(Type.String({ description: '改正の理由' })),
  withdrawn: Type.Optional(
    closed({ by: Type.String(), at: At, reason: Type.String() }, 'Taken back before its day'),
  ),
})
export type RuleVersion = Static<typeof RuleVersion>

const DraftHead = closed({
  basedOn: Type.String({ description: 'The version it was begun from' }),
  updatedAt: At,
  updatedBy: Type.String(),
})

export const RuleVersions = closed(
  {
    versions: Type.Array(RuleVersion),
    draft: Type.Optional(DraftHead),
  },
  'GET of one rule: its versions, newest first, and the draft of the next one',
)
export type RuleVersions = Static<typeof RuleVersions>

export const RouteTemplates = closed(
  {
    items: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        version: Type.Optional(Type.String({ description: 'Absent while there is only a draft' })),
        from: Type.Optional(Day),
        steps: Type.Array(Type.String(), {
          description: 'Seals from the first to the last step: 係長, 課長 …',
        }),
        hasDraft: Type.Boolean({ description: 'Whether the next version is being drafted' }),
      }),
    ),
  },
  'GET /v1/route-templates: one line for each code',
)
export type RouteTemplates = Static<typeof RouteTemplates>

const Affected = closed(
  {
    number: Type.String({ description: '起案番号' }),
    title: Type.Optional(
      Type.String({ description: 'Absent when the reader of this page may not read the proposal' }),
    ),
    submittedOn: Day,
    isBound: Type.Boolean({ description: 'It is under way and keeps the version it was submitted under' }),
    deciderNow: Type.String(),
    deciderThen: Type.String(),
    comes: Type.Array(Type.String()),
    goes: Type.Array(Type.String()),
    problems: Type.Array(Type.String(), { description: 'Why it would have no route; empty when it would' }),
  },
  'One proposal whose route would be another under the draft',
)

export const PolicyEffect = closed(
  {
    field: Type.String(),
    name: Type.String(),
    before: Type.String({ description: 'What holds now, as a sentence' }),
    after: Type.String({ description: 'What holds for cases submitted from that day on' }),
    cases: Type.Array(
      closed({
        number: Type.String(),
        title: Type.Optional(
          Type.String({ description: 'Absent when the reader of this page may not read the proposal' }),
        ),
        on: Day,
        text: Type.String(),
      }),
      { description: 'Acts on record that would have gone otherwise; the first of `count`' },
    ),
    count: Type.Integer({ description: 'How many acts on record would have gone otherwise' }),
    note: Type.Optional(Type.String({ description: 'Why no case can be named' })),
    ofRoute: Type.Boolean({ description: 'It changes routes: the cases are among `affected`' }),
  },
  'What changes with one switch of the policy',
)
export type PolicyEffect = Static<typeof PolicyEffect>

export const RulePreview = closed(
  {
    changes: Type.Array(Type.String(), {
      description: 'Against the version in force on that day, in Japanese sentences',
    }),
    findings: Type.Array(FindingView),
    compared: Type.Integer({ description: 'How many of the last submitted proposals were compared' }),
    affected: Type.Array(Affected),
    effects: Type.Array(PolicyEffect, {
      description: 'Of a policy: switch by switch; empty for the other rules',
    }),
    running: Type.Integer({
      description: 'Cases on their way: they keep the version they were submitted under',
    }),
    drafts: Type.Integer({
      description: 'Drafts not submitted yet: they get the version of the day they are',
    }),
  },
  'What would change if the draft were published',
)
export type RulePreview = Static<typeof RulePreview>

export const PreviewBody = closed({ from: Day }, 'The day from which a draft of the rules would count')
export const TryBody = closed(
  {
    on: Day,
    drafterPost: Type.String({ maxLength: 100, description: 'The post it is drafted in' }),
    item: Type.String({ maxLength: 20, description: 'Row of the 専決表' }),
    amountYen: Type.Optional(described(Yen, 'Yen, tax included')),
    flags: Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 }),
    onlyThis: Type.Optional(Type.Boolean({ description: 'Of a route template: as if there were no other' })),
  },
  'A made-up matter on which a draft is tried',
)
export type TryBody = Static<typeof TryBody>

export const TriedRoute = closed(
  {
    drafter: Type.Optional(
      closed({ name: Type.String(), title: Type.String() }, 'Absent when nobody holds the post on that day'),
    ),
    usesDraft: Type.Boolean({
      description: 'False when another template than the drafted one was chosen',
    }),
    explained: ExplainedRoute,
    comes: Type.Array(Type.String(), {
      description: 'Steps against the rules without the draft; empty where one of the two has no route',
    }),
    goes: Type.Array(Type.String(), { description: 'The same: steps that are gone' }),
  },
  'The route a made-up matter would get with the draft in force',
)
export type TriedRoute = Static<typeof TriedRoute>

const Reason = Type.String({ maxLength: 1000 })
/** What its column holds: after a save it is one more. */
const mostSaves = 2_147_483_646
export const PublishBody = closed(
  {
    lock: Type.Integer({
      ...{ minimum: 1, maximum: mostSaves },
      description: 'Counts the saves of a draft; sent back with the next, 0 when there is none',
    }),
    from: Day,
    reason: Type.Optional(
      described(Reason, '改正の理由; needed where it takes the place of a version of the same day'),
    ),
  },
  'The draft as it was read (`lock`), and the day from which it counts',
)
export const WithdrawBody = closed({ reason: Reason }, 'Why a version is taken back before its day')
export const DraftLock = closed(
  {
    lock: Type.Integer({
      ...{ minimum: 1, maximum: mostSaves },
      description: 'Counts the saves of a draft; sent back with the next, 0 when there is none',
    }),
  },
  'The draft as it was read',
)
export const PublishedRule = closed(
  { version: Type.String(), from: Day },
  'The version that was published, and its first day',
)

/** A draft as it is read; written back with its lock (0 when there was none). */
function draftOf<Content extends AnyContent>(content: Content) {
  return closed(
    {
      lock: Type.Integer({
        ...{ minimum: 0, maximum: mostSaves },
        description: 'Counts the saves of a draft; sent back with the next, 0 when there is none',
      }),
      basedOn: Type.String({ maxLength: 60, description: 'The version it was begun from' }),
      content,
    },
    'The draft of the next version',
  )
}
type AnyContent = typeof AuthorityTableContent | typeof RouteTemplateContent | typeof PolicyContent

function versionOf<Content extends AnyContent>(content: Content) {
  return closed(
    {
      content,
      changes: Type.Array(Type.String(), {
        description: 'What it changes against the version it follows, in Japanese sentences',
      }),
      comparedWith: Type.Optional(
        Type.String({ description: 'The version it follows; absent for the first' }),
      ),
    },
    'One version of the rules as it was settled',
  )
}

export const AuthorityTableDraft = draftOf(AuthorityTableContent)
export const AuthorityTableVersion = versionOf(AuthorityTableContent)
export const RouteTemplateDraft = draftOf(RouteTemplateContent)
export const RouteTemplateVersion = versionOf(RouteTemplateContent)
export const PolicyDraft = draftOf(PolicyContent)
export const PolicyVersion = versionOf(PolicyContent)

export const RuleWords = closed(
  {
    positions: Type.Array(
      closed({
        code: Type.String(),
        name: Type.String(),
        isLine: Type.Boolean({
          description: 'Whether the position is of the line of decision (担当部長 and the like are not)',
        }),
        isDecider: Type.Boolean({ description: 'Whether the position decides by the 専決 table' }),
      }),
    ),
  },
  'What positions, units and classes an editor chooses from',
)
export type RuleWords = Static<typeof RuleWords>
