import { Type, type Static } from 'typebox'
import { At, Day, closed, described } from './common.ts'
import { FindingView } from './explain-route.ts'

const Code = Type.String({ maxLength: 40 })
const Name = Type.String({ maxLength: 200 })
const Note = Type.Optional(Type.String({ maxLength: 1000 }))
const Yen = Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 })
/** 根拠条項: where the regulation says so. */
const Article = Type.Optional(
  Type.String({ minLength: 1, maxLength: 200, description: '根拠条項: 第5条第1項・別表第1' }),
)
const Units = Type.Array(Code, { maxItems: 60 })

export const AuthorityTableContent = closed(
  {
    source: described(Name, 'The regulation it is taken from'),
    classes: Type.Array(closed({ class: Name, deciders: Type.Array(Code, { minItems: 1, maxItems: 20 }) }), {
      minItems: 1,
      maxItems: 20,
      description: '決裁区分, most senior first; the general decider of each first',
    }),
    escalation: Type.Record(
      Type.String({ minLength: 1, maxLength: 20 }),
      Type.Integer({ minimum: 0, maximum: 5 }),
      { description: '専決の留保: by how many classes a flag moves a matter up' },
    ),
    escalationArticles: Type.Optional(
      Type.Record(
        Type.String({ minLength: 1, maxLength: 20 }),
        Type.String({ minLength: 1, maxLength: 200 }),
        { description: '根拠条項 of each reservation, by flag' },
      ),
    ),
    items: Type.Array(
      closed({
        code: Type.String({ maxLength: 20 }),
        name: Name,
        article: Article,
        bands: Type.Array(
          closed({
            minYen: Yen,
            maxYen: Type.Optional(Yen),
            maxInclusive: Type.Optional(Type.Literal(true)),
            class: Name,
            decider: Type.Optional(Code),
            note: Note,
            selfDecides: Type.Optional(Type.Boolean()),
          }),
          {
            maxItems: 20,
            description:
              'From `minYen` on and below `maxYen`, or up to it with `maxInclusive` (以下); tax included',
          },
        ),
        examiningUnits: Units,
        concurringUnits: Units,
        template: Type.Optional(Code),
        note: Note,
      }),
      { maxItems: 1000 },
    ),
  },
  'The 専決表 as it is edited',
)
export type AuthorityTableContent = Static<typeof AuthorityTableContent>

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
    circulation: Type.Array(closed({ where: Place }), {
      maxItems: 60,
      description: '供覧 after the decision',
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
  /** In force today, in force from a later day, no longer, or replaced before it came into force. */
  state: oneOf('in_force', 'ahead', 'past', 'replaced'),
  published: Type.Optional(
    closed({ by: Type.String(), at: At }, 'Absent for what came with the installation'),
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

export const RulePreview = closed(
  {
    changes: Type.Array(Type.String(), {
      description: 'Against the version in force on that day, in Japanese sentences',
    }),
    findings: Type.Array(FindingView),
    compared: Type.Integer({ description: 'How many of the last submitted proposals were compared' }),
    affected: Type.Array(Affected),
  },
  'What would change if the draft were published',
)
export type RulePreview = Static<typeof RulePreview>

export const PreviewBody = closed({ from: Day }, 'The day from which a draft of the rules would count')
export const PublishBody = closed(
  {
    lock: Type.Integer({
      minimum: 1,
      description: 'Counts the saves of a draft; sent back with the next, 0 when there is none',
    }),
    from: Day,
  },
  'The draft as it was read (`lock`), and the day from which it counts',
)
export const DraftLock = closed(
  {
    lock: Type.Integer({
      minimum: 1,
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
export function ruleDraftOf<Content extends AnyContent>(content: Content) {
  return closed(
    {
      lock: Type.Integer({
        minimum: 0,
        description: 'Counts the saves of a draft; sent back with the next, 0 when there is none',
      }),
      basedOn: Type.String({ maxLength: 60, description: 'The version it was begun from' }),
      content,
    },
    'The draft of the next version',
  )
}
type AnyContent = typeof AuthorityTableContent | typeof RouteTemplateContent | typeof PolicyContent

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
