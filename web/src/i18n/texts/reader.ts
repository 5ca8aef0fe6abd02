import type { Same } from '../catalogue.ts'

/** Sentences of the reading and approving page. */
export const readerJa = {
  title: '起案文書',
}

export const readerEn: Same<typeof readerJa> = {
  title: 'Proposal',
}
