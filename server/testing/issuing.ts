import type { ProposalContent } from '../contract/proposals.ts'
import { type Office, staff } from './office.ts'
import { attach } from './rights/cases.ts'
import { makeWordFile } from './word-files.ts'

/** 公印取扱責任者 of the 知事印, in 文書課. */
export const sealKeeper = 'u0107'
/** 通知 to one addressee, with a number and the 公印. */
export const issuePlan: NonNullable<ProposalContent['issue']> = {
  needed: true,
  kind: '通知',
  sealing: 'seal',
  issuer: 'みほん道知事',
  addressees: [{ name: 'みほん東町長', channel: 'post' }],
  numberKind: '施行番号',
}
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const draft = makeWordFile({
  body: ['観光第　　号', '令和　年　月　日', 'みほん東町長　様', '補助金の交付について（通知）']
    .map(paragraph)
    .join(''),
})

/** A case with a Word file and that plan, decided. */
export async function decided(
  office: Office,
  issue: ProposalContent['issue'] = issuePlan,
  changes: Partial<ProposalContent> = {},
): Promise<string> {
  const { id } = await office.draft({
    ...{ authorityCode: 'E01', concurringUnits: [], ...changes },
    ...(issue === undefined ? {} : { issue }),
  })
  await attach(office, id, '通知案.docx', draft)
  for (const [person, type] of [
    [staff.drafter, 'submit'],
    [staff.groupChief, 'approve'],
    [staff.sectionChief, 'decide'],
  ] as const) {
    const done = await office.act(person, id, { type })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  return id
}
