import type { DeciderChange } from '../domain/approval/decider-change.ts'
import { bandText } from './because-text.ts'

/** 決裁権者：経済部長 → 副知事（専決表 B03、3,000万円以上） */
export function deciderChangeText(change: DeciderChange): string {
  const because = decidingReason(change)
  return `決裁権者：${change.from} → ${change.to}${because === '' ? '' : `（${because}）`}`
}

/** The row with its band, and the flag that moved the matter up; '' when the route does not say. */
export function decidingReason({ because }: DeciderChange): string {
  const parts = because.map((it) => {
    switch (it.code) {
      case 'authority_row':
        return [`専決表 ${it.item}`, bandText(it)].filter((part) => part !== '').join('、')
      case 'escalated':
        return `「${it.flag}」のため引上げ`
      case 'no_decider_of_class':
        return `${it.from}の決裁権者の職がないため${it.to}の決裁権者`
    }
  })
  return [...new Set(parts)].join('、')
}
