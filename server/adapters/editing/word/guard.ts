/** What must not be lost unnoticed, by its tag, and what people call it. */
const guarded: readonly (readonly [tag: string, name: string])[] = [
  ['w:ruby', 'ふりがな'],
  ['w:combine', '割注・組み文字'],
  ['w:sdt', '入力欄（コンテンツコントロール）'],
  ['w:dataBinding', 'データとつながる入力欄'],
  ['w:ins', '変更履歴（挿入）'],
  ['w:del', '変更履歴（削除）'],
  ['w:moveFrom', '変更履歴（移動）'],
  ['w:moveTo', '変更履歴（移動先）'],
  ['w:commentReference', 'コメント'],
  ['w:footnoteReference', '脚注'],
  ['w:endnoteReference', '文末脚注'],
  ['w:textDirection', '縦書き'],
  ['mc:AlternateContent', '図形・テキストボックス'],
  ['w:drawing', '図・グラフ'],
  ['w:object', '埋め込みオブジェクト'],
  ['w:pict', '図（旧形式）'],
  ['w:fldChar', 'フィールド'],
  ['w:fldSimple', 'フィールド（簡易）'],
  ['w:hyperlink', 'リンク'],
  ['w:bookmarkStart', 'ブックマーク'],
  ['w:sectPr', 'セクション区切り'],
  ['m:oMath', '数式'],
]

/** How often a story holds each thing that must not be lost; what it does not hold is left out. */
export function guardedIn(source: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [tag] of guarded) {
    const count = countOf(source, tag)
    if (count > 0) counts.set(tag, count)
  }
  return counts
}

/** What is less than it was, in words: 「脚注 1、図・グラフ 2」; undefined when nothing is. `accepted`: tags that may be. */
export function lost(before: string, after: string, accepted: ReadonlySet<string>): string | undefined {
  const [were, are] = [guardedIn(before), guardedIn(after)]
  const less = guarded.flatMap(([tag, name]) => {
    const count = (were.get(tag) ?? 0) - (are.get(tag) ?? 0)
    return count > 0 && !accepted.has(tag) ? [`${name} ${count}`] : []
  })
  return less.length === 0 ? undefined : less.join('、')
}

/** What people call a guarded tag; a tag that has no name is told as it is. */
export function nameOf(tag: string): string {
  return guarded.find(([it]) => it === tag)?.[1] ?? tag.replace(/^\w+:/, '')
}

function countOf(source: string, tag: string): number {
  // 割注 is an attribute, everything else an element.
  const pattern = tag === 'w:combine' ? /\sw:combine="/g : new RegExp(`<${tag}(?=[\\s/>])`, 'g')
  return source.match(pattern)?.length ?? 0
}
