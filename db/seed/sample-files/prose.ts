/** Sentences an office would write; sample files take them in turn, so that the same file is made every time. */
const sentences: readonly string[] = [
  'この資料は、起案文書の内容を補足するため作成したものです。',
  '事業の実施に当たっては、関係機関と十分に協議し、円滑な執行に努めるものとします。',
  '前年度の実績を踏まえ、対象の範囲及び単価の見直しを行いました。',
  '道民の利便性の向上と事務の効率化を図る観点から、手続の電子化を進めます。',
  '各振興局の意見を聴取し、地域の実情に応じた運用ができるよう配慮しています。',
  '所要の経費は、令和8年度当初予算に計上した額の範囲内で執行します。',
  '個人情報の取扱いについては、関係法令及び条例の定めるところによります。',
  '進捗状況は四半期ごとに取りまとめ、所管の部長に報告するものとします。',
  '実施後は効果を検証し、その結果を次年度以降の事業に反映させます。',
  '災害その他やむを得ない事由により実施が困難となった場合は、別途協議します。',
  '審査の結果、要綱に定める要件を満たしていることを確認しました。',
  '関係する規程の改正が必要となる場合は、文書課の審査を経て行います。',
  '周知に当たっては、ホームページ及び広報紙を活用し、分かりやすい説明に努めます。',
  '積算の根拠は別紙のとおりであり、複数の事業者から参考見積を徴しています。',
]

/** `count` sentences, starting at `from`; wraps around. */
export function prose(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => sentences[(from * 3 + index) % sentences.length]).join(
    '',
  )
}

const headings: readonly string[] = [
  '趣旨',
  '現状と課題',
  '内容',
  '実施方法',
  '経費',
  '期間',
  '関係機関との調整',
  '効果',
  'その他',
]

export function heading(index: number): string {
  return headings[index % headings.length] ?? '内容'
}

const rows: readonly (readonly [item: string, unit: string, price: number])[] = [
  ['会場借上料', '回', 120_000],
  ['資料印刷費', '部', 450],
  ['講師謝金', '人', 32_000],
  ['システム利用料', '月', 88_000],
  ['通信運搬費', '件', 1_260],
  ['委託費', '式', 2_480_000],
  ['消耗品費', '式', 64_300],
  ['旅費', '人', 18_740],
]

/** One line of a calculation: item, unit, quantity, unit price in yen. */
export function costLine(index: number): { item: string; unit: string; quantity: number; priceYen: number } {
  const [item, unit, priceYen] = rows[index % rows.length] ?? ['その他', '式', 10_000]
  return { item, unit, quantity: 1 + ((index * 7) % 24), priceYen }
}
