import { Type, type Static } from 'typebox'
import { Day, Hash, Id, closed, described } from './common.ts'
import { issuingActTypes, issuingActs } from './issuing-acts.ts'

export const ActType = Type.Union([
  Type.Literal('submit'),
  Type.Literal('approve'),
  Type.Literal('provisionally_decide'),
  Type.Literal('examine'),
  Type.Literal('concur'),
  Type.Literal('respond'),
  Type.Literal('decide'),
  Type.Literal('reject'),
  Type.Literal('return'),
  Type.Literal('resubmit'),
  Type.Literal('take_back'),
  Type.Literal('withdraw'),
  Type.Literal('abandon'),
  Type.Literal('pull_up'),
  Type.Literal('post_review'),
  Type.Literal('hold'),
  Type.Literal('end_hold'),
  Type.Literal('circulate'),
  Type.Literal('acknowledge'),
  Type.Literal('comment'),
  Type.Literal('ask'),
  Type.Literal('answer'),
  Type.Literal('set_urgency'),
  Type.Literal('explain'),
  Type.Literal('move_paper'),
  Type.Literal('change_route'),
  Type.Literal('revise'),
  Type.Literal('judge_edit'),
  Type.Literal('confirm_seat'),
  Type.Literal('reassign'),
  Type.Literal('hand_over_draft'),
  Type.Literal('add_cover_note'),
  Type.Literal('give_number'),
  Type.Literal('release_secrecy'),
  ...issuingActTypes,
])
export type ActType = Static<typeof ActType>

const basis = {
  version: Type.Integer({ minimum: 0, description: 'The version the person was looking at' }),
  manifestSha256: Hash,
}
const longText = Type.String({ minLength: 1, maxLength: 4000 })
const reason = longText
const step = Type.String({ maxLength: 20, description: 'A step of the route, by its id: s2' })
const person = Type.String({ maxLength: 40, description: '職員番号' })
const post = Type.String({ maxLength: 80, description: 'A 職: KAN:P-DIR' })
const inPost = {
  as: described(Type.Optional(post), 'In which of one’s posts (兼務); absent: the one that waits first'),
}
/** What every seal may bring: an opinion, the capacity chosen (兼務), the tick 紙を確認した. */
const sealing = {
  comment: Type.Optional(
    Type.String({ maxLength: 4000, description: 'An opinion that stands with the seal' }),
  ),
  ...inPost,
  paperChecked: Type.Optional(Type.Boolean({ description: '紙を確認した (R-18)' })),
}

const EditEffect = Type.Union([Type.Literal('minor'), Type.Literal('major')], {
  description: '軽微 or 重要: what a change does to the seals given before',
})

const ActingClaim = closed(
  {
    absence: Type.Optional(Type.String({ maxLength: 400 })),
    exception: Type.Optional(
      closed({
        kind: Type.Union([Type.Literal('prior_instruction'), Type.Literal('emergency')]),
        reason: Type.String({ minLength: 1, maxLength: 400 }),
      }),
    ),
    postReview: Type.Optional(Type.Boolean()),
  },
  '代決: that the holder is absent, where no absence is registered, and the exception used for a reserved matter',
)

/** A change of the rest of a route. */
export const routeChange = {
  add: Type.Optional(
    Type.Array(
      closed({
        unit: Type.String({ maxLength: 40 }),
        role: Type.Union([Type.Literal('concur'), Type.Literal('examine'), Type.Literal('review')]),
      }),
      {
        maxItems: 20,
        description:
          'Units to ask besides; each in one parallel stage right before the next step, in the given role',
      },
    ),
  ),
  remove: Type.Optional(Type.Array(step, { maxItems: 20, description: 'Ids of steps to take out' })),
}

/** POST /v1/proposals/{id}/acts */
export const ActBody = Type.Union(
  [
    closed({ type: Type.Literal('submit'), ...basis }, '提出: the draft enters its route'),
    closed({ type: Type.Literal('approve'), ...basis, ...sealing }, '承認 in a step of 回議'),

    closed({ type: Type.Literal('provisionally_decide'), ...basis, ...sealing }, '仮決裁 before the 合議'),
    closed({ type: Type.Literal('examine'), ...basis, ...sealing }, '審査済'),
    closed(
      {
        type: Type.Literal('concur'),
        ...basis,
        ...sealing,
        opinion: Type.Union([Type.Literal('agree'), Type.Literal('conditional'), Type.Literal('object')], {
          description: '同意・条件付同意・異議; the last two need a `comment`',
        }),
        acting: Type.Optional(ActingClaim),
      },
      '合議: an opinion',
    ),

    closed(
      { type: Type.Literal('respond'), ...basis, step, text: longText },
      '処理意見 of the 主務課 on the objection of a step',
    ),
    closed(
      {
        type: Type.Literal('decide'),
        ...basis,
        ...sealing,
        condition: Type.Optional(Type.String({ maxLength: 4000, description: '条件付決裁' })),
        acting: Type.Optional(ActingClaim),
      },
      '決裁',
    ),
    closed({ type: Type.Literal('reject'), ...basis, ...inPost, reason }, '否決 by the decider'),

    closed(
      { type: Type.Literal('return'), ...basis, ...inPost, reason, to: Type.Optional(step) },
      '差戻し to an earlier step `to`, without it to the drafter',
    ),
    closed(
      {
        type: Type.Literal('resubmit'),
        ...basis,
        mode: Type.Union([Type.Literal('resume'), Type.Literal('restart')]),
        effect: described(
          Type.Optional(EditEffect),
          'Needed when something changed since it was returned and the acts are to stand',
        ),
      },
      '再提出 of what was returned',
    ),
    closed({ type: Type.Literal('take_back'), ...basis }, '引戻し of one’s own last act'),
    closed({ type: Type.Literal('withdraw'), ...basis, reason }, '取下げ by the drafter or 同係'),
    closed({ type: Type.Literal('abandon'), ...basis, reason }, '廃案 by the 主務課'),
    closed({ type: Type.Literal('pull_up'), ...basis, reason }, '引上げ of an urgent case'),
    closed(
      {
        type: Type.Literal('post_review'),
        ...basis,
        review: described(Type.Optional(step), 'Which 後閲; absent: the only one'),
        comment: Type.Optional(Type.String({ maxLength: 4000 })),
      },
      '後閲: a view, never an approval',
    ),
    closed({ type: Type.Literal('hold'), ...basis, ...inPost, reason }, '保留 of one’s own step'),
    closed({ type: Type.Literal('end_hold'), ...basis }, 'The end of one’s own 保留'),
    closed(
      {
        type: Type.Literal('circulate'),
        ...basis,
        kind: Type.Union([Type.Literal('circulate'), Type.Literal('inform')], {
          description: '供覧 `circulate`, 回覧 `inform`',
        }),
        people: Type.Array(person, { minItems: 1, maxItems: 200 }),
        note: Type.Optional(Type.String({ maxLength: 1000 })),
      },
      '供覧・回覧 to people',
    ),
    closed(
      {
        type: Type.Literal('acknowledge'),
        ...basis,
        comment: Type.Optional(Type.String({ maxLength: 4000 })),
      },
      '閲覧済',
    ),
    closed({ type: Type.Literal('comment'), ...basis, text: longText }, '意見 on the record, without a seal'),
    closed(
      { type: Type.Literal('ask'), ...basis, to: person, text: longText },
      '相談 of somebody, on the route or not',
    ),
    closed(
      { type: Type.Literal('answer'), ...basis, question: Type.Optional(step), text: longText },
      'The answer to a 相談',
    ),
    closed(
      {
        type: Type.Literal('set_urgency'),
        ...basis,
        urgent: Type.Boolean(),
        dueOn: Type.Optional(Day),
        reason,
      },
      '至急・期限 on the way',
    ),

    closed(
      { type: Type.Literal('explain'), ...basis, to: Type.String({ minLength: 1, maxLength: 400 }) },
      '持回り: 説明済, to whom',
    ),
    closed(
      {
        type: Type.Literal('move_paper'),
        ...basis,
        place: Type.String({ minLength: 1, maxLength: 400 }),
      },
      'Where the paper of a 併用決裁 is now',
    ),
    closed(
      { type: Type.Literal('change_route'), ...basis, ...inPost, ...routeChange, reason },
      'Adds steps to what is still to come, or takes optional ones out',
    ),

    closed(
      {
        type: Type.Literal('revise'),
        ...basis,
        ...inPost,
        effect: EditEffect,
        reason,
        title: Type.Optional(Type.String({ maxLength: 400, pattern: '\\S' })),
        body: Type.Optional(Type.String({ maxLength: 100_000, pattern: '\\S' })),
      },
      '直接編集',
    ),
    closed(
      { type: Type.Literal('judge_edit'), ...basis, ...inPost, reason },
      'Finds a 軽微な変更 to be 重要',
    ),
    closed({ type: Type.Literal('confirm_seat'), ...basis, step, reason }, '席の確認 by the records office'),
    closed(
      { type: Type.Literal('reassign'), ...basis, step, post, reason },
      '振替 of a step by the records office',
    ),
    closed(
      { type: Type.Literal('hand_over_draft'), ...basis, person, reason },
      'Gives the draft to another drafter, by the records office',
    ),
    closed({ type: Type.Literal('add_cover_note'), ...basis, text: longText }, '鑑への追記 after the 決裁'),

    closed(
      {
        type: Type.Literal('give_number'),
        ...basis,
        kind: Type.String({ maxLength: 40 }),
        branchOf: Type.Optional(
          Type.Integer({
            ...{ minimum: 1, maximum: 999_999_999 },
            description: '枝番: the number it is given beside, of this year’s book',
          }),
        ),
        branchYear: Type.Optional(
          Type.Integer({
            ...{ minimum: 1900, maximum: 2999 },
            description: '年度 (or 暦年) of the book that `branchOf` is of, where it is an earlier one',
          }),
        ),
        block: Type.Optional(
          described(Id, 'A 予約 of the book: the number is its next one; `branchOf` is not looked at then'),
        ),
      },
      '施行番号, 指令番号 …: a kind of the number formats',
    ),
    closed({ type: Type.Literal('release_secrecy'), ...basis, reason }, '秘の解除 before its time'),
    ...issuingActs(basis),
  ],
  {
    description:
      'One act, by its type; with the version and the manifest hash its sender was looking at (R-23)',
  },
)
export type ActBody = Static<typeof ActBody>
