import { Type, type Static } from 'typebox'
import { Day, Hash, closed, described, literals } from './common.ts'
import { ImportProblem, RehearsalView } from './directory.ts'

const Code = Type.String({ minLength: 1, maxLength: 40 })
const Name = Type.String({ minLength: 1, maxLength: 100, description: '姓 and 名 with one space between' })
const Kana = Type.String({ minLength: 1, maxLength: 100 })
const Email = Type.String({ minLength: 1, maxLength: 200 })
const UnitName = Type.String({ minLength: 1, maxLength: 100 })
const Symbol = Type.String({ minLength: 1, maxLength: 20, description: '文書記号 of a 課' })

const seat = {
  person: Code,
  unit: Code,
  position: Code,
  /** 本務 primary, 兼務 concurrent, 事務取扱 handling, 職務代理 proxy. */
  as: literals('primary', 'concurrent', 'handling', 'proxy'),
}

export const DirectoryChangeView = Type.Union(
  [
    closed({
      change: Type.Literal('appoint', {
        description:
          '発令. A new 本務 takes the place of the one before; the same seat again only moves its end',
      }),
      ...seat,
      until: Type.Optional(
        Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Last day, inclusive' }),
      ),
    }),
    closed({
      change: Type.Literal('end_appointment', {
        description: '免: out of the seat from the effective day on; one that has not begun is called off',
      }),
      ...seat,
    }),
    closed({
      change: Type.Literal('join', { description: '採用・転入, with a 本務' }),
      person: Type.String({ pattern: '^[A-Za-z0-9._-]{1,40}$', description: '職員番号, the same for life' }),
      name: Name,
      nameKana: Kana,
      login: Type.Optional(Code),
      email: Type.Optional(Email),
      unit: Code,
      position: Code,
    }),
    closed({
      change: Type.Literal('change_person', {
        description: 'The name counts from the effective day, mail and telephone at once',
      }),
      person: Code,
      name: Name,
      nameKana: Kana,
      email: Type.Optional(Email),
      extPhone: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    }),
    closed({
      change: Type.Literal('new_unit'),
      unit: Type.String({ pattern: '^[A-Za-z0-9._-]{1,40}$', description: 'Never given out a second time' }),
      name: UnitName,
      kind: literals('department', 'bureau', 'section', 'group', 'branch', 'branch_dept', 'institution'),
      parent: Code,
      symbol: Type.Optional(Symbol),
    }),
    closed({
      change: Type.Literal('change_unit'),
      unit: Code,
      name: UnitName,
      parent: Type.Optional(Code),
      symbol: Type.Optional(Symbol),
    }),
    closed({
      change: Type.Literal('end_unit', {
        description: 'It exists until the day before; whoever is in it leaves with it',
      }),
      unit: Code,
      successor: described(Type.Optional(Code), 'Who takes over its 簿冊'),
    }),
  ],
  { description: 'One change of daily life to the directory' },
)
export type DirectoryChangeView = Static<typeof DirectoryChangeView>

/** POST /v1/directory/changes/preview */
export const DirectoryChangePreviewBody = closed(
  {
    effectiveOn: Type.String({
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      description: 'Day in Asia/Tokyo from which it counts; today or later',
    }),
    change: DirectoryChangeView,
  },
  'One change of the directory as it would be made, with its day',
)
export type DirectoryChangePreviewBody = Static<typeof DirectoryChangePreviewBody>

export const DirectoryChangePreview = closed(
  {
    effectiveOn: Day,
    problems: Type.Array(ImportProblem),
    rehearsal: RehearsalView,
    nothing: Type.Boolean({ description: 'Things are so already: there is nothing to apply' }),
    organisationSha256: Hash,
  },
  'What a change would do; nothing is stored',
)
export type DirectoryChangePreview = Static<typeof DirectoryChangePreview>

export const DirectoryChangeBody = closed(
  {
    ...DirectoryChangePreviewBody.properties,
    organisationSha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  'POST /v1/directory/changes: the change as it was looked at, with the hash of the organisation it was looked at on',
)
export type DirectoryChangeBody = Static<typeof DirectoryChangeBody>
