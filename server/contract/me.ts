import { Type, type Static } from 'typebox'
import { CapacityView, closed } from './common.ts'

/** GET /v1/me: who is signed in. 401 when nobody is. */
export const Me = closed({
  id: Type.String(),
  name: Type.String(),
  nameKana: Type.String(),
  /** Posts held today, 本務 first. */
  capacities: Type.Array(CapacityView),
  roles: Type.Array(Type.String()),
  /** To be sent back as `x-csrf-token` with every unsafe request. */
  csrfToken: Type.String(),
  /** True under the embedded sign-in: a banner says so. */
  demo: Type.Boolean(),
  bodyName: Type.String(),
  absent: Type.Boolean(),
})
export type Me = Static<typeof Me>

/** GET /auth/demo-users: only under the embedded sign-in, for its sign-in page and the start-up message. */
export const DemoUsers = closed({
  password: Type.String(),
  users: Type.Array(
    closed({
      login: Type.String(),
      name: Type.String(),
      title: Type.String(),
      /** Documents that wait for them now. */
      waiting: Type.Integer(),
      /** What to try as them. */
      hint: Type.String(),
    }),
  ),
})
export type DemoUsers = Static<typeof DemoUsers>
