import type { ProposalView } from '../contract/proposals.ts'
import { type ManifestChange, diffManifests } from '../domain/audit/manifest-diff.ts'

type ChangeView = NonNullable<ProposalView['changedSinceMine']>['changes'][number]

/** Properties by the name people know them by. */
const fieldNames: Readonly<Record<string, string>> = {
  title: '件名',
  body: '伺い文',
  authorityCode: '決裁区分',
  amountYen: '金額',
  flags: '重要・異例などの別',
  flagReasons: '重要・異例などに当たる理由',
  concurringUnits: '合議先',
  folderId: '簿冊',
  retentionCode: '保存期間',
  'disclosure.class': '公開区分',
  'disclosure.grounds': '公開しない理由',
  'disclosure.until': '公開しない期日',
  secrecy: '秘密区分',
  secretUntil: '時限秘の解除日時',
  accessList: '閲覧者',
  urgent: '至急',
  urgentReason: '至急の理由',
  dueOn: '期限',
  addressee: '宛先',
  leftOut: '省略する段',
  postReviewPosts: '後閲の指定',
  circulationUnits: '供覧先',
  'paper.reason': '紙を併用する理由',
  'paper.what': '紙の資料',
  paper: '紙の併用',
}

/** Revisions of a proposal's files by their content. */
export type Revisions = ReadonlyMap<string, NonNullable<ChangeView['earlier']>>

/**
 * What changed from one signed content to another, for people; properties whose value is only a code tell no value. With
 * the revisions a changed file leads to what it was before.
 */
export function changesBetween(
  before: string,
  after: string,
  revisions: Revisions = new Map(),
): ChangeView[] {
  return diffManifests(before, after).map((it) => toView(it, revisions))
}

function toView(change: ManifestChange, revisions: Revisions): ChangeView {
  if (change.kind === 'property') {
    return {
      kind: 'text',
      name: fieldNames[change.field] ?? change.field,
      how: 'changed',
      ...valueOf('before', change.before),
      ...valueOf('after', change.after),
    }
  }
  const [earlier, later] =
    change.how === 'changed' ? [change.before, change.after].map(({ sha256 }) => revisions.get(sha256)) : []
  return {
    kind: 'file',
    name: change.name,
    how: change.how,
    ...(change.how === 'renamed' ? { before: change.before } : {}),
    ...(earlier === undefined ? {} : { earlier }),
    ...(later === undefined ? {} : { later }),
  }
}

function valueOf<Key extends 'before' | 'after'>(
  key: Key,
  value: unknown,
): { readonly [Name in Key]?: string } {
  if (typeof value === 'string') return { [key]: value } as { readonly [Name in Key]?: string }
  if (typeof value === 'number') {
    return { [key]: value.toLocaleString('ja-JP') } as { readonly [Name in Key]?: string }
  }
  return {}
}
