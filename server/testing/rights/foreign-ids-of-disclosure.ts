import { requestMade } from './disclosure-requests.ts'
import type { Swap, Swaps } from './foreign-ids.ts'

const url = (id: string, below: string) => `/v1/disclosure-requests/${id}/${below}`

/** A file of a case that is not asked for is none of the request. */
const ofFile = (below: string, body: object): Swap => ({
  by: 'auditor',
  ids: ({ hidden, colleagues }) => ({
    hidden: [hidden.pdf.revisionId],
    known: [colleagues.pdf.revisionId],
    own: () => '',
  }),
  make: async ({ stage }, id) => {
    const made = await requestMade(stage.office)
    return {
      ...{ method: 'POST', url: url(made.id, below) },
      payload: { version: made.version, ...body, revisionId: id === '' ? made.revision : id },
    }
  },
})

/** Ids in what the 情報公開担当 sends. */
export const disclosureSwaps: Swaps = {
  'POST /v1/disclosure-requests/{id}/acts body.proposalId': {
    by: 'auditor',
    // Whatever can be read may be asked for.
    ids: ({ hidden, colleagues }) => ({ hidden: [hidden.id], known: [], own: () => colleagues.id }),
    make: async ({ stage }, id) => {
      const made = await requestMade(stage.office)
      return {
        ...{ method: 'POST', url: url(made.id, 'acts') },
        payload: { version: made.version, type: 'choose_case', proposalId: id },
      }
    },
  },
  'POST /v1/disclosure-requests/{id}/acts body.revisionId': ofFile('acts', {
    ...{ type: 'judge_file', outcome: 'none', grounds: ['G1'] },
  }),
  'POST /v1/disclosure-requests/{id}/copies body.revisionId': ofFile('copies', {
    masks: [{ page: 0, box: [20, 20, 50, 20], ground: 'G1' }],
  }),
}
