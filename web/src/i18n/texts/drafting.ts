import type { Same } from '../catalogue.ts'

export const draftingJa = {
  title: '起案',
}

export const draftingEn: Same<typeof draftingJa> = {
  title: 'New proposal',
}
