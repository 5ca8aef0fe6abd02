import type { Same } from '../catalogue.ts'

/** What moves the decision: amounts, circumstances, days. */
export const draftingAmountsJa = {
  bandAbove: (from: string) => `${from}超`,
  bandUpTo: (to: string) => `${to}以下`,
  flagReason: (flag: string) => `「${flag}」に当たる理由`,
}

export const draftingAmountsEn: Same<typeof draftingAmountsJa> = {
  bandAbove: (from) => `above ${from}`,
  bandUpTo: (to) => `up to ${to}`,
  flagReason: (flag) => `Why it counts as ${flag}`,
}
