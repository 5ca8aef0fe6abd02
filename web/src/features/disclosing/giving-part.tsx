import { FileDown } from 'lucide-react'
import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { handOutAddress } from '../../api/disclosure.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { LinkButton } from '../../ui/index.ts'
import { RequestActs } from './request-acts.tsx'
import { RequestPart } from './request-part.tsx'
import { filesOf, openFiles } from './stages.tsx'

/** The notice, what is handed out, and that it was. */
export function GivingPart({ request }: { readonly request: DisclosureView }) {
  const { giving: text } = useText().requests
  const { unjudged, unmasked } = openFiles(request)
  const given = filesOf(request).filter((it) => it.outcome === 'full' || it.outcome === 'partial')
  const isThere = unjudged + unmasked === 0 && given.length > 0
  return (
    <RequestPart title={text.title}>
      {request.decidedIn === undefined && request.status === 'open' && (
        <p className="text-sm text-ink-2">{text.later}</p>
      )}
      {isThere && (
        <div className="grid justify-items-start gap-1">
          <LinkButton href={handOutAddress(request.id)} target="_blank" data-hand-out>
            <FileDown className="size-4" aria-hidden />
            {text.copies}
          </LinkButton>
          <p className="text-sm text-ink-2">{text.copiesHelp}</p>
        </div>
      )}
      <RequestActs
        request={request}
        acts={['notify', 'carry_out']}
        primary={request.status === 'notified' ? 'carry_out' : 'notify'}
      />
    </RequestPart>
  )
}
