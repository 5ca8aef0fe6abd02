import { Type, type Static } from 'typebox'
import { Day, Hash, closed } from './common.ts'

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
])
export type ActType = Static<typeof ActType>

const basis = {
  version: Type.Integer({ minimum: 0, description: 'The version the person was looking at' }),
  manifestSha256: Hash,
}
const longText = Type.String({ minLength: 1, maxLength: 4000 })
const reason = longText
const step = Type.String({ maxLength: 20 })
const person = Type.String({ maxLength: 40 })
const post = Type.String({ maxLength: 80 })
/** In which of one's posts, where several wait (兼務); absent: the one that waits first. */
const inPost = { as: Type.Optional(post) }
/** What every seal may bring: an opinion, the capacity chosen (兼務), the tick 紙を確認した. */
const sealing = {
  comment: Type.Optional(Type.String({ maxLength: 4000 })),
  ...inPost,
  paperChecked: Type.Optional(Type.Boolean()),
}

/** 軽微 or 重要: what a change does to the seals given before. */
const EditEffect = Type.Union([Type.Literal('minor'), Type.Literal('major')])

/** 代決: that the holder is absent, where no absence is registered, and the exception used for a reserved matter. */
const ActingClaim = closed({
  absence: Type.Optional(Type.String({ maxLength: 400 })),
  exception: Type.Optional(
    closed({
      kind: Type.Union([Type.Literal('prior_instruction'), Type.Literal('emergency')]),
      reason: Type.String({ minLength: 1, maxLength: 400 }),
    }),
  ),
  postReview: Type.Optional(Type.Boolean()),
})

/** A change of the rest of a route. */
export const routeChange = {
  /** Units to ask besides; each in one parallel stage right before the next step, in the given role. */
  add: Type.Optional(
    Type.Array(
      closed({
        unit: Type.String({ maxLength: 40 }),
        role: Type.Union([Type.Literal('concur'), Type.Literal('examine'), Type.Literal('review')]),
      }),
      { maxItems: 20 },
    ),
  ),
  /** Ids of steps to take out. */
  remove: Type.Optional(Type.Array(step, { maxItems: 20 })),
}

/** POST /v1/proposals/{id}/acts */
export const ActBody = Type.Union([
  closed({ type: Type.Literal('submit'), ...basis }),
  closed({ type: Type.Literal('approve'), ...basis, ...sealing }),
  /** 仮決裁, before 合議. */
  closed({ type: Type.Literal('provisionally_decide'), ...basis, ...sealing }),
  closed({ type: Type.Literal('examine'), ...basis, ...sealing }),
  closed({
    type: Type.Literal('concur'),
    ...basis,
    ...sealing,
    /** 同意・条件付同意・異議; the last two need a `comment`. */
    opinion: Type.Union([Type.Literal('agree'), Type.Literal('conditional'), Type.Literal('object')]),
    acting: Type.Optional(ActingClaim),
  }),
  /** 処理意見 on the objection of a step. */
  closed({ type: Type.Literal('respond'), ...basis, step, text: longText }),
  closed({
    type: Type.Literal('decide'),
    ...basis,
    ...sealing,
    /** 条件付決裁. */
    condition: Type.Optional(Type.String({ maxLength: 4000 })),
    acting: Type.Optional(ActingClaim),
  }),
  closed({ type: Type.Literal('reject'), ...basis, ...inPost, reason }),
  /** `to`: an earlier step; absent: the drafter. */
  closed({ type: Type.Literal('return'), ...basis, ...inPost, reason, to: Type.Optional(step) }),
  closed({
    type: Type.Literal('resubmit'),
    ...basis,
    mode: Type.Union([Type.Literal('resume'), Type.Literal('restart')]),
    /** Needed when something changed since it was returned and the acts are to stand. */
    effect: Type.Optional(EditEffect),
  }),
  closed({ type: Type.Literal('take_back'), ...basis }),
  closed({ type: Type.Literal('withdraw'), ...basis, reason }),
  closed({ type: Type.Literal('abandon'), ...basis, reason }),
  closed({ type: Type.Literal('pull_up'), ...basis, reason }),
  closed({
    type: Type.Literal('post_review'),
    ...basis,
    /** Which 後閲; absent: the only one. */
    review: Type.Optional(step),
    comment: Type.Optional(Type.String({ maxLength: 4000 })),
  }),
  closed({ type: Type.Literal('hold'), ...basis, ...inPost, reason }),
  closed({ type: Type.Literal('end_hold'), ...basis }),
  closed({
    type: Type.Literal('circulate'),
    ...basis,
    /** 供覧 `circulate`, 回覧 `inform`. */
    kind: Type.Union([Type.Literal('circulate'), Type.Literal('inform')]),
    people: Type.Array(person, { minItems: 1, maxItems: 200 }),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  closed({
    type: Type.Literal('acknowledge'),
    ...basis,
    comment: Type.Optional(Type.String({ maxLength: 4000 })),
  }),
  closed({ type: Type.Literal('comment'), ...basis, text: longText }),
  closed({ type: Type.Literal('ask'), ...basis, to: person, text: longText }),
  closed({ type: Type.Literal('answer'), ...basis, question: Type.Optional(step), text: longText }),
  closed({
    type: Type.Literal('set_urgency'),
    ...basis,
    urgent: Type.Boolean(),
    dueOn: Type.Optional(Day),
    reason,
  }),
  /** 持回り: 説明済, to whom. */
  closed({ type: Type.Literal('explain'), ...basis, to: Type.String({ minLength: 1, maxLength: 400 }) }),
  closed({
    type: Type.Literal('move_paper'),
    ...basis,
    place: Type.String({ minLength: 1, maxLength: 400 }),
  }),
  closed({ type: Type.Literal('change_route'), ...basis, ...inPost, ...routeChange, reason }),
  /**
   * 直接編集 of the text: 件名 or 伺い文 corrected on the way; absent stays as it is. A file: POST
   * /v1/attachments/{id}/revisions.
   */
  closed({
    type: Type.Literal('revise'),
    ...basis,
    ...inPost,
    effect: EditEffect,
    reason,
    title: Type.Optional(Type.String({ maxLength: 400, pattern: '\\S' })),
    body: Type.Optional(Type.String({ maxLength: 100_000, pattern: '\\S' })),
  }),
  closed({ type: Type.Literal('judge_edit'), ...basis, ...inPost, reason }),
  closed({ type: Type.Literal('confirm_seat'), ...basis, step, reason }),
  closed({ type: Type.Literal('reassign'), ...basis, step, post, reason }),
  closed({ type: Type.Literal('hand_over_draft'), ...basis, person, reason }),
  closed({ type: Type.Literal('add_cover_note'), ...basis, text: longText }),
  /** 施行番号, 指令番号 …: a kind of the number formats. */
  closed({ type: Type.Literal('give_number'), ...basis, kind: Type.String({ maxLength: 40 }) }),
  closed({ type: Type.Literal('release_secrecy'), ...basis, reason }),
])
export type ActBody = Static<typeof ActBody>
