/** One column of the CSV, and the field of the same name in JSON. */
type Column = {
  readonly name: string
  /** The Japanese heading that is understood as well. */
  readonly heading: string
  readonly isRequired?: true
  /** One of several of a record: each row of the same key adds one. */
  readonly of?: 'file'
  /** Several values in one cell; in JSON an array. */
  readonly isList?: true
}

/** The columns of a manifest, in the order in which docs/operations/legacy-import.md explains them. */
export const legacyColumns = [
  { name: 'key', heading: '旧管理番号', isRequired: true },
  { name: 'title', heading: '件名', isRequired: true },
  { name: 'body', heading: '伺い文' },
  { name: 'number', heading: '文書番号' },
  { name: 'numberKind', heading: '番号の種類' },
  { name: 'draftedOn', heading: '起案日' },
  { name: 'decidedOn', heading: '決裁日' },
  { name: 'issuedOn', heading: '施行日' },
  { name: 'completedOn', heading: '完結日' },
  { name: 'section', heading: '課', isRequired: true },
  { name: 'sectionName', heading: '当時の所属名' },
  { name: 'drafter', heading: '起案者' },
  { name: 'drafterTitle', heading: '起案者の職' },
  { name: 'drafterEmployeeNo', heading: '起案者の職員番号' },
  { name: 'approvers', heading: '承認者', isList: true },
  { name: 'decider', heading: '決裁者' },
  { name: 'deciderTitle', heading: '決裁者の職' },
  { name: 'classification', heading: '分類', isRequired: true },
  { name: 'folder', heading: '簿冊', isRequired: true },
  { name: 'folderYear', heading: '簿冊の年度' },
  { name: 'retention', heading: '保存期間', isRequired: true },
  { name: 'disposition', heading: '満了時の措置' },
  { name: 'disclosure', heading: '公開区分' },
  { name: 'disclosureGrounds', heading: '非公開の根拠', isList: true },
  { name: 'disclosureUntil', heading: '公開の時期' },
  { name: 'secrecy', heading: '秘密区分' },
  { name: 'secretUntil', heading: '秘の期限' },
  { name: 'readers', heading: '閲覧者', isList: true },
  { name: 'filePath', heading: 'ファイル', of: 'file' },
  { name: 'fileTitle', heading: 'ファイルの名前', of: 'file' },
  { name: 'fileOrder', heading: 'ファイルの順', of: 'file' },
  { name: 'fileSha256', heading: 'ファイルのSHA-256', of: 'file' },
] as const satisfies readonly Column[]

type ColumnName = (typeof legacyColumns)[number]['name']
type ListField = Extract<(typeof legacyColumns)[number], { readonly isList: true }>['name']
export type FileField = Extract<(typeof legacyColumns)[number], { readonly of: 'file' }>['name']
/** A field of one text. */
export type TextField = Exclude<ColumnName, ListField | FileField>
/** What a problem is about: a column, or all files of a record. */
export type LegacyField = ColumnName | 'files'

/** What stands before a heading that the importer itself wrote beside the columns: read over when it is fed back. */
export const ownHeading = '※'

/** The Japanese heading of a field. */
export function headingOf(field: LegacyField): string {
  return legacyColumns.find((it) => it.name === field)?.heading ?? 'ファイル'
}
