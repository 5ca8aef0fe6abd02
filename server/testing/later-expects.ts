/** Something the script expects that a later issue brings. */
export type LaterExpect = {
  readonly document: string
  /** The minute of the event; absent when it is a property of the document. */
  readonly at?: string
  /** The words of the sentence that are not held yet, or the property's name. */
  readonly part: string
  /** 7: records, from 収受 to 廃棄, and search. */
  readonly issue: 7
  /** What the replay asserts in its place. */
  readonly meanwhile: string
}

/**
 * All of what the scripts say that the replay does not hold yet, part by part; whatever is not here is asserted. The same
 * list is in docs/rules/README.md, and server/replay/script.test.ts keeps the two and the scripts together.
 */
export const laterExpects: readonly LaterExpect[] = [
  {
    document: 'D10',
    at: '2026-06-30T10:00',
    part: '公表(公表日を記録)',
    issue: 7,
    meanwhile: '決定と一覧の添付、公表前は廃棄できないという規則（R-21）',
  },
  {
    document: 'D10',
    at: '2026-07-21T09:00',
    part: '公表から30日経過前の廃棄は拒否',
    issue: 7,
    meanwhile: '待ち日数の規則（R-21）',
  },
  {
    document: 'D10',
    at: '2026-07-21T09:00',
    part: '廃棄後も目録・決裁記録・ハッシュは残る',
    issue: 7,
    meanwhile: '残るものの規則（R-22）と、決裁後は何も消せないこと',
  },
]
