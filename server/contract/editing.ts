import { Type, type Static } from 'typebox'
import { At, Hash, Id, closed, described } from './common.ts'

/** What edits a kind of file in the browser. */
export const EditorName = Type.Union(
  [
    Type.Literal('text'),
    Type.Literal('sheet'),
    Type.Literal('word'),
    Type.Literal('slides'),
    Type.Literal('pdf'),
    Type.Literal('image'),
  ],
  { description: 'An editor: text, Markdown and CSV; cells; Word; slides; pages of a PDF; pictures' },
)
export type EditorName = Static<typeof EditorName>

export const LeaseBody = closed(
  {
    revisionId: described(Id, 'The content that is shown, and that the editing begins with'),
    takeOver: Type.Boolean({ description: 'Take the file although somebody else is editing it' }),
  },
  'POST /v1/attachments/{id}/lease: nobody else edits the file meanwhile. 409 `being_edited` says who does',
)
export type LeaseBody = Static<typeof LeaseBody>

export const LeaseTaken = closed(
  {
    id: Id,
    expiresAt: described(At, 'Unless it is renewed before: PUT /v1/leases/{id}'),
  },
  'The lease of a file that is being edited',
)
export type LeaseTaken = Static<typeof LeaseTaken>

const EditCopy = closed(
  {
    id: Id,
    attachmentId: Id,
    fromRevisionId: Id,
    name: Type.String(),
    at: At,
  },
  '控え: what one could not save because somebody was faster; for oneself only',
)

export type EditCopy = Static<typeof EditCopy>

export const Editing = closed(
  {
    editing: Type.Array(
      closed({
        attachmentId: Id,
        name: Type.String(),
        title: Type.String(),
        since: At,
        own: Type.Boolean({ description: 'By the reader, here or in another window' }),
        how: Type.Union([Type.Literal('browser'), Type.Literal('webdav'), Type.Literal('wopi')]),
      }),
      { description: 'Files somebody is editing now' },
    ),
    passes: Type.Array(
      closed({
        id: Id,
        attachmentId: Id,
        way: Type.Union([Type.Literal('webdav'), Type.Literal('wopi')]),
        madeAt: At,
        expiresAt: described(At, 'Unless the file is used before'),
      }),
      { description: "The reader's own passes (編集用の鍵) for programs outside the browser, oldest first" },
    ),
    copies: Type.Array(EditCopy, { description: "The reader's own, oldest first" }),
    office: Type.Array(Type.String(), {
      description:
        'Endings of the names of files that the office server edits, in small letters without the dot; empty without one',
    }),
  },
  'GET /v1/proposals/{id}/editing',
)
export type Editing = Static<typeof Editing>

export const Editable = closed(
  {
    editor: EditorName,
    tracked: Type.Boolean({
      description:
        'Not by the drafter: where the format can, what is changed stays visible as a change (変更履歴)',
    }),
    facts: Type.Unknown({ description: 'What this editor needs; null for nothing' }),
  },
  'GET /v1/revisions/{id}/editable: a content opened for editing',
)

export const FileComments = closed(
  {
    comments: Type.Array(
      closed({
        id: described(Type.String(), 'Its number in the file'),
        answers: Type.Optional(described(Type.String(), 'The comment it answers')),
        author: Type.String(),
        at: described(Type.String(), 'As the file has it; empty where it does not say'),
        text: Type.String(),
        about: described(Type.String(), 'The letters it stands at; empty for none'),
        settled: described(Type.Boolean(), '解決済み'),
      }),
    ),
  },
  'GET /v1/revisions/{id}/comments: what stands in a Word file itself as comments, in its order',
)
export type FileComments = Static<typeof FileComments>

const correction = {
  version: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })),
  manifestSha256: Type.Optional(Hash),
  effect: Type.Optional(Type.Union([Type.Literal('minor'), Type.Literal('major')])),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  as: Type.Optional(Type.String({ maxLength: 80, description: "In which of one's posts (兼務)" })),
}

export const EditQuery = closed(
  {
    from: described(Id, 'The revision the editing began with'),
    lease: Type.Optional(Id),
    settles: described(
      Type.Optional(Id),
      "One's own 控え that is in this content, and is gone with the save",
    ),
    ...correction,
  },
  "POST /v1/attachments/{id}/edits: multipart/form-data with one part `file`, what the editor gives. As with a new content, the drafter needs no more, and on the way version, manifestSha256, effect and reason say on what, how much it weighs (軽微・重要) and why. 409 `edit_conflict` keeps what was sent as the sender's 控え",
)
export type EditQuery = Static<typeof EditQuery>

export const RestoreBody = closed(
  {
    revisionId: described(Type.Optional(Id), 'An earlier content'),
    copyId: described(Type.Optional(Id), "Or one's own 控え, which is gone then"),
    version: Type.Optional(Type.Integer({ minimum: 0 })),
    manifestSha256: Type.Optional(Hash),
    effect: Type.Optional(Type.Union([Type.Literal('minor'), Type.Literal('major')])),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    as: Type.Optional(Type.String({ maxLength: 80 })),
  },
  'POST /v1/attachments/{id}/restored: a content that is there already becomes the newest, as a revision of its own. Either `revisionId` or `copyId`; what a correction on the way needs as with POST …/edits',
)
export type RestoreBody = Static<typeof RestoreBody>

export const RevisionList = closed(
  {
    revisions: Type.Array(
      closed({
        id: Id,
        number: Type.Integer({ description: 'From 1' }),
        madeAt: At,
        name: Type.String({ description: 'Who made it' }),
        title: Type.String({ description: 'Title held then' }),
        how: Type.Union([
          Type.Literal('upload'),
          Type.Literal('browser'),
          Type.Literal('webdav'),
          Type.Literal('wopi'),
          Type.Literal('restored'),
        ]),
        fromNumber: Type.Optional(
          Type.Integer({ description: 'The revision it came from; absent for the first' }),
        ),
        reason: Type.Optional(Type.String()),
        kind: Type.String(),
        sizeBytes: Type.Integer(),
        sha256: Hash,
        isCurrent: Type.Boolean(),
        isReadable: Type.Boolean({ description: 'Its pages can be laid beside those of another' }),
      }),
      { description: 'Newest first' },
    ),
  },
  'GET /v1/attachments/{id}/revisions',
)
export type RevisionList = Static<typeof RevisionList>
