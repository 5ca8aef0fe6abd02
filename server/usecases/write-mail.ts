import { type TellingGroup, groupOf } from '../domain/approval/notice-groups.ts'
import type { TaskKind } from '../domain/approval/open-tasks.ts'
import type { MailItem } from '../store/mails.ts'
import { noticeDecider, noticeText, titleOfTold } from './notice-text.ts'
import { escapeHtml } from './escape-html.ts'

/** One thing as its reader may know it: of a secret case neither title nor words (R-16). */
export type Told = { readonly item: MailItem; readonly isHidden: boolean }

export type Written = { readonly subject: string; readonly text: string; readonly html: string }

const product = '決裁システム'
const groupNames: Readonly<Record<TellingGroup, string>> = {
  tasks: '処理待ち',
  returned: '差戻し等',
  notices: 'お知らせ',
  due: '期限',
}
const groupOrder: readonly TellingGroup[] = ['returned', 'due', 'tasks', 'notices']
const taskNames: Readonly<Record<TaskKind, string>> = {
  review: '承認',
  provisional: '仮決裁',
  examine: '審査',
  concur: '合議',
  decide: '決裁',
  returned: '修正と再提出',
  respond: '処理意見',
  post_review: '後閲',
  circulate: '閲覧',
  consult: '相談への答え',
  ahead: '処理',
}

/** One letter: what, from whom, until when, and one link. Plain text first; the HTML says the same. */
export function writeMail(name: string, told: readonly Told[], publicUrl: string): Written {
  const sorted = groupOrder.flatMap((group) => told.filter((it) => groupOf(it.item.kind) === group))
  const [only] = sorted
  const single = sorted.length === 1 && only !== undefined ? only : undefined
  const subject =
    single === undefined
      ? `【${product}】${summaryOf(sorted)}`
      : `【${product}】${groupNames[groupOf(single.item.kind)]}：${titleOf(single)}`
  const link =
    single === undefined || single.isHidden ? `${publicUrl}/notices` : `${publicUrl}${pathOf(single.item)}`
  const settings = `${publicUrl}/settings/notifications`
  const blocks = sorted.map(linesOf)
  const text = [
    `${name} さん`,
    '',
    ...blocks.flatMap((lines) => [...lines.map((line, at) => `${at === 0 ? '■ ' : '  '}${line}`), '']),
    `開く：${link}`,
    '',
    '--',
    `${product}からの自動送信です。返信は読まれません。`,
    `受け取り方の変更：${settings}`,
    '',
  ].join('\n')
  const html = [
    '<!doctype html><html lang="ja"><body style="font-family:sans-serif;line-height:1.7;color:#1a1a1c">',
    `<p>${escapeHtml(name)} さん</p>`,
    ...blocks.map(
      ([title = '', ...rest]) => `<p><b>${escapeHtml(title)}</b><br>${rest.map(escapeHtml).join('<br>')}</p>`,
    ),
    `<p><a href="${escapeHtml(link)}">開く</a></p>`,
    `<hr><p style="font-size:small">${product}からの自動送信です。返信は読まれません。`,
    `<a href="${escapeHtml(settings)}">受け取り方の変更</a></p></body></html>`,
  ].join('\n')
  return { subject, text, html }
}

/** 処理待ち3件・差戻し等1件 */
function summaryOf(told: readonly Told[]): string {
  return groupOrder
    .map((group) => [group, told.filter((it) => groupOf(it.item.kind) === group).length] as const)
    .filter(([, count]) => count > 0)
    .map(([group, count]) => `${groupNames[group]}${count}件`)
    .join('・')
}

function pathOf({ proposalId, disclosureId }: MailItem): string {
  return disclosureId === undefined ? `/proposals/${proposalId}` : `/disclosure/${disclosureId}`
}

function titleOf({ item, isHidden }: Told): string {
  if (isHidden) return '秘密に属する文書'
  const title = titleOfTold(item)
  return title === '' ? '（件名なし）' : title
}

function linesOf(told: Told): readonly string[] {
  const { item, isHidden } = told
  const { facts } = item
  const what =
    item.kind === 'task' && facts.taskKind !== undefined
      ? `${taskNames[facts.taskKind]}を待っています。${facts.by === undefined ? '' : `（${facts.by.title} ${facts.by.name}さんから）`}`
      : noticeText(item.kind, facts)
  const decider = noticeDecider(facts)
  const changes = isHidden ? [] : (facts.changes ?? []).map((it) => it.name)
  return [
    `${titleOf(told)}${isHidden || item.number === null ? '' : `（${item.number}）`}`,
    what,
    ...(isHidden || decider === undefined ? [] : [decider]),
    ...(facts.dueOn === undefined ? [] : [`期限：${facts.dueOn.replaceAll('-', '/')}`]),
    ...(isHidden || facts.text === undefined ? [] : facts.text.split('\n').map((it) => `「${it}」`)),
    ...(changes.length === 0 ? [] : [`変更：${changes.join('、')}`]),
  ]
}
