import { type Static, Type } from 'typebox'
import { At, Id, closed, described, literals } from './common.ts'
import { LegacyRunCounts } from './legacy-runs.ts'

const Told = closed({
  line: Type.Integer({ description: 'In the manifest, from 1' }),
  key: Type.String({ description: '旧管理番号' }),
  problems: Type.Array(Type.String(), { description: 'What is wrong and what to do, as Japanese sentences' }),
})

export const LegacyUpload = closed(
  {
    id: Id,
    source: Type.String({ description: 'The old system' }),
    decision: Type.Optional(Type.String({ description: '起案番号 of the case by which it was decided' })),
    manifest: Type.String({ description: 'Its name' }),
    files: Type.Optional(Type.String({ description: 'Name of the ZIP; absent where none came with it' })),
    at: At,
    mode: described(literals('rehearsal', 'import'), 'What is done with it, or was done last'),
    status: literals('waiting', 'running', 'done', 'stopped', 'failed'),
    recordsDone: Type.Integer({ description: 'Of `counts.records`' }),
    counts: LegacyRunCounts,
    failure: Type.Optional(Type.String({ description: 'Why nothing could be read, as a Japanese sentence' })),
    problems: Type.Array(Type.String(), { description: 'What is wrong with all of the manifest' }),
    rejects: Type.Array(Told, { description: 'What is not taken; the first 50' }),
    warnings: Type.Array(Told, { description: 'What is taken, with something to look at; the first 50' }),
    mayImport: Type.Boolean({ description: 'Whether it can be brought in now: it was tried, or it goes on' }),
  },
  'A manifest that was sent from the browser, for whoever sent it alone: it may name 秘 (R-16)',
)
export type LegacyUpload = Static<typeof LegacyUpload>

export const LegacyUploads = closed(
  {
    mayUpload: Type.Boolean({ description: 'Whether the reader may bring records in: a 文書管理者' }),
    items: Type.Array(LegacyUpload, { description: 'The newest first; 10 at most' }),
  },
  'GET /v1/legacy-uploads: what the reader sent',
)
export type LegacyUploads = Static<typeof LegacyUploads>
