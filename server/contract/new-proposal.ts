import { type Static, Type } from 'typebox'
import { closed } from './common.ts'
import { ProposalContent } from './proposals.ts'

/** 連携元の番号, as a caller gives it. */
export const ExternalRef = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^\\S(?:[^\\u0000-\\u001f\\u007f]*\\S)?$',
  description:
    'For applications: the number under which the calling system knows it (伝票番号, 受付番号). It stands on the 決裁鑑 beside the name of the system, and what it made is found by it',
})

export const CreateProposalBody = closed(
  {
    content: Type.Optional(ProposalContent),
    drafterPost: Type.Optional(Type.String()),
    externalRef: Type.Optional(ExternalRef),
    submit: Type.Optional(
      Type.Boolean({
        description:
          'Submits it at once. Refused then, it stays a draft, and `Location` of the refusal names it',
      }),
    ),
  },
  'POST /v1/proposals: a new draft. Header `Idempotency-Key` makes a retry answer the same draft; the same key with another body is 422 `idempotency_key_reused`',
)
export type CreateProposalBody = Static<typeof CreateProposalBody>

export const RedraftBody = closed(
  {
    kind: Type.Union([Type.Literal('redraft'), Type.Literal('change'), Type.Literal('quote')]),
  },
  'POST /v1/proposals/{id}/redraft: a new draft with the text and files of one that ended (R-02). `redraft` 再起案, `change` 変更起案 of a decided one, `quote` 引用起案. Header `Idempotency-Key` makes a retry answer the same draft',
)
export type RedraftBody = Static<typeof RedraftBody>
