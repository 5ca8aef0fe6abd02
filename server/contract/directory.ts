import { Type, type Static } from 'typebox'
import { At, Day, Hash, Id, PersonRef, closed, described, literals } from './common.ts'

const Who = closed({ person: Type.String(), name: Type.String() })

const ImportFile = closed({
  kind: literals('people', 'units'),
  name: Type.String(),
  sha256: Hash,
  sizeBytes: Type.Integer({ description: 'Of the original file' }),
  encoding: literals('utf-8', 'cp932'),
  rows: Type.Integer(),
})
export type ImportFile = Static<typeof ImportFile>

export const ImportProblem = closed({
  file: literals('people', 'units'),
  row: Type.Integer({ description: 'As a spreadsheet counts: the heading is 1' }),
  column: Type.Optional(Type.String()),
  code: Type.String(),
  value: Type.Optional(Type.String()),
  severity: literals('error', 'warning'),
  text: Type.String({ description: 'A Japanese sentence that says what to do' }),
})
export type ImportProblem = Static<typeof ImportProblem>

export const RehearsalView = closed(
  {
    people: Type.Array(
      closed({
        person: Type.String(),
        name: Type.String(),
        change: literals('joins', 'moves', 'leaves', 'renamed', 'away'),
        before: Type.Array(Type.String()),
        after: Type.Array(Type.String()),
        oldName: Type.Optional(Type.String()),
      }),
    ),
    units: Type.Array(
      closed({
        code: Type.String(),
        change: literals('begins', 'changes', 'ends'),
        name: Type.String(),
        oldName: Type.Optional(Type.String()),
        successor: Type.Optional(Type.String()),
      }),
    ),
    vacated: Type.Array(
      closed({
        post: Type.String(),
        title: Type.String(),
        last: Type.Array(Who),
        waiting: Type.Integer({ description: 'Running proposals that wait or will wait for it' }),
        onRoutes: Type.Boolean(),
      }),
    ),
    doubled: Type.Array(closed({ post: Type.String(), title: Type.String(), holders: Type.Array(Who) })),
    proxies: Type.Array(
      closed({
        kind: literals('handling', 'proxy', 'order'),
        post: Type.String(),
        title: Type.String(),
        who: Type.Optional(Who),
      }),
    ),
    folders: Type.Array(closed({ id: Type.String(), name: Type.String(), unitName: Type.String() })),
    proposals: Type.Array(
      closed({
        id: Id,
        number: Type.String(),
        title: Type.Optional(
          Type.String({
            description: 'Only for whoever may read the proposal; otherwise its number must do',
          }),
        ),
        steps: Type.Array(
          closed({
            id: Type.String(),
            title: Type.String(),
            waiting: Type.Boolean(),
            before: Type.Array(Who),
            after: Type.Array(Who),
            again: Type.Array(Who, { description: '同一人が別の職で再び関与: who has already acted in it' }),
          }),
        ),
      }),
    ),
  },
  'What an import would change, before anything does',
)
export type RehearsalView = Static<typeof RehearsalView>

const importHead = {
  id: Id,
  status: literals('rehearsed', 'applied'),
  effectiveOn: Day,
  scope: literals('listed', 'whole'),
  files: Type.Array(ImportFile),
  createdBy: described(Type.Optional(PersonRef), 'Absent where an application made it'),
  application: described(
    Type.Optional(closed({ clientId: Type.String(), name: Type.String() })),
    '外部システム: it came by SCIM and was applied at once',
  ),
  createdAt: At,
  rehearsedAt: At,
  appliedBy: Type.Optional(PersonRef),
  appliedAt: Type.Optional(At),
  errors: Type.Integer(),
  vacated: Type.Integer({ description: 'Posts nobody is in from that day' }),
}

export const DirectoryImportView = closed(
  {
    ...importHead,
    problems: Type.Array(ImportProblem),
    rehearsal: RehearsalView,
    stale: Type.Boolean({ description: 'The organisation has moved since: rehearse again before applying' }),
  },
  'POST /v1/directory/imports, GET /v1/directory/imports/{id}, and what follows from it',
)
export type DirectoryImportView = Static<typeof DirectoryImportView>

/** GET /v1/directory/imports */
export const DirectoryImportList = closed(
  { items: Type.Array(closed(importHead)) },
  'The imports so far, newest first',
)
export type DirectoryImportList = Static<typeof DirectoryImportList>
