import type { ProposalView } from '../contract/proposals.ts'
import { type ManifestChange, diffManifests } from '../domain/audit/manifest-diff.ts'

type ChangeView = NonNullable<ProposalView['changedSinceMine']>['changes'][number]

/** What the page of the draft calls the properties of a matter; those inside another one with a dot. */
export const matterFields: Readonly<Record<string, string>> = {
  title: '件名',
  body: '伺い文',
  authorityCode: '決裁区分',
  amountYen: '金額',
  flags: '特に慎重に扱う事情',
  flagReasons: '事情に当たる理由',
  concurringUnits: '合議先',
  folderId: '簿冊',
  retentionCode: '保存期間',
  'disclosure.class': '公開区分',
  'disclosure.grounds': '公開しない根拠',
  'disclosure.until': '公開しない期日',
  secrecy: '秘密区分',
  secretUntil: '時限秘の解除日時',
  accessList: '閲覧できる人',
  urgent: '至急',
  urgentReason: '至急の理由',
  dueOn: '期限',
  addressee: '宛先',
  issue: '施行',
  'issue.needed': '施行の有無',
  'issue.kind': '施行の種類',
  'issue.sealing': '公印・公印省略・電子署名',
  'issue.issuer': '発信者名',
  'issue.addressees': '宛先',
  'issue.numberKind': '施行に要る番号',
  'issue.plannedOn': '施行予定日',
  leftOut: '省く段',
  postReviewPosts: '後閲にする職',
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
      name: matterFields[change.field] ?? change.field,
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
