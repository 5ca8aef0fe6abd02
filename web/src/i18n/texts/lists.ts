import type { Same } from '../catalogue.ts'

export const listsJa = {
  inbox: '受信箱',
}

export const listsEn: Same<typeof listsJa> = {
  inbox: 'Inbox',
}
