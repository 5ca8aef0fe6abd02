import { type Static, Type } from 'typebox'
import { At, closed } from './common.ts'

const count = (description: string) => Type.Integer({ minimum: 0, description })

export const LegacyRunCounts = closed(
  {
    records: count('In the manifest'),
    imported: count('Brought in'),
    same: count('There already, just so'),
    rejected: count('Not taken'),
    warned: count('Brought in with something to look at'),
    files: count('Files of those that were brought in'),
    bytes: count('Bytes of these files'),
    folders: count('簿冊 opened'),
    numbers: count('Numbers entered in their books'),
  },
  'What became of a manifest',
)

const LegacyRunView = closed(
  {
    id: Type.String({ format: 'uuid' }),
    source: Type.String({ description: 'The old system: 旧文書管理システム' }),
    manifest: closed({ name: Type.String(), sha256: Type.String() }),
    startedAt: At,
    startedBy: closed({ person: Type.String(), name: Type.String() }),
    decision: Type.Optional(
      Type.String({
        description: '起案番号 of the case by which it was decided; absent where none was named',
      }),
    ),
    ended: Type.Optional(
      closed(
        {
          at: At,
          outcome: Type.Union([Type.Literal('done'), Type.Literal('stopped'), Type.Literal('failed')]),
        },
        'Absent while it goes on, and for one whose process was killed',
      ),
    ),
    counts: LegacyRunCounts,
    mayTakeRejects: Type.Boolean({
      description:
        'Whether what was not taken may be had as a CSV: by whoever began the run, for it may name 秘',
    }),
  },
  'One import of a manifest of an old system',
)
type LegacyRunView = Static<typeof LegacyRunView>

export const LegacyRuns = closed(
  { items: Type.Array(LegacyRunView), more: Type.Boolean({ description: 'Older ones are not shown' }) },
  'GET /v1/legacy-runs: the imports from old systems, the newest first',
)
export type LegacyRuns = Static<typeof LegacyRuns>
