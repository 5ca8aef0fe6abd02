import { Type, type Static } from 'typebox'
import { CapacityView, closed } from './common.ts'

export const Me = closed(
  {
    id: Type.String(),
    name: Type.String(),
    nameKana: Type.String(),
    capacities: Type.Array(CapacityView, { description: 'Posts held today, 本務 first' }),
    roles: Type.Array(Type.String()),
    csrfToken: Type.String({ description: 'To be sent back as `x-csrf-token` with every unsafe request' }),
    demo: Type.Boolean({ description: 'True under the embedded sign-in: a banner says so' }),
    bodyName: Type.String(),
    absent: Type.Boolean(),
    opinionsAsked: Type.Integer({
      description: '開示請求 in which the opinion of one’s own 課 is waited for',
    }),
  },
  'GET /v1/me: who is signed in. 401 when nobody is',
)
export type Me = Static<typeof Me>

export const DemoUsers = closed(
  {
    password: Type.String(),
    users: Type.Array(
      closed({
        login: Type.String(),
        name: Type.String(),
        title: Type.String(),
        waiting: Type.Integer({ description: 'Documents that wait for them now' }),
        hint: Type.String({ description: 'What to try as them' }),
      }),
    ),
  },
  'GET /auth/demo-users: only under the embedded sign-in, for its sign-in page and the start-up message',
)
export type DemoUsers = Static<typeof DemoUsers>
