import { useEffect } from 'react'
import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { useDisclosure, useDisclosureActions } from '../../api/disclosure.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useSending } from '../../api/use-sending.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Button, Notice } from '../../ui/index.ts'
import { BackToRequests } from './back-to-requests.tsx'
import { CasesPart } from './cases-part.tsx'
import { DecisionPart } from './decision-part.tsx'
import { GivingPart } from './giving-part.tsx'
import { OpinionsPart } from './opinions-part.tsx'
import { HistoryPart, RequesterPart, TermPart } from './request-facts.tsx'
import { Stages } from './stages.tsx'
import { StatusBadge } from './status-badge.tsx'

/** One 開示請求, worked on from its registration to the hand-out on one page. */
export function DisclosurePage({ id }: { readonly id: string }) {
  const request = useDisclosure(id)
  const { requests: text } = useText()
  return (
    <div className="mx-auto grid max-w-[88rem] gap-4 px-3 py-4 sm:px-6">
      <BackToRequests />
      <Loaded query={request} failed={text.failed}>
        {(data) => <Request request={data} />}
      </Loaded>
    </div>
  )
}

function Request({ request }: { readonly request: DisclosureView }) {
  const { requests: text } = useText()
  useEffect(() => {
    document.title = `${request.number} - Kessai`
  }, [request.number])
  // Who is asked for an opinion is told nothing of the work on it.
  const handles = request.handler !== undefined
  return (
    <div
      className="grid gap-4"
      data-disclosure={request.id}
      data-status={request.status}
      data-version={request.version}
    >
      <header className="grid gap-2">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
          <span className="font-bold tabular">{request.number}</span>
          <StatusBadge status={request.status} />
          <span>{text.receiving[request.receiving]}</span>
          {request.handler !== undefined && <Handler request={request} name={request.handler} />}
        </p>
        <h1 className="max-h-48 max-w-4xl overflow-y-auto text-xl font-bold whitespace-pre-wrap">
          {request.asks}
        </h1>
        {handles && <Stages request={request} />}
      </header>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          {handles && <CasesPart request={request} />}
          {(handles || request.opinions.length > 0) && <OpinionsPart request={request} handles={handles} />}
          {handles && (
            <>
              <DecisionPart request={request} />
              <GivingPart request={request} />
            </>
          )}
        </div>
        <aside className="grid gap-4" aria-label={text.term.title}>
          <TermPart request={request} />
          {request.requester !== undefined && <RequesterPart requester={request.requester} />}
          {request.history.length > 0 && <HistoryPart history={request.history} />}
        </aside>
      </div>
    </div>
  )
}

function Handler({ request, name }: { readonly request: DisclosureView; readonly name: string }) {
  const { requests: text } = useText()
  const actions = useDisclosureActions(request)
  const { isSending, problem, run } = useSending()
  return (
    <>
      <span>{text.handler(name)}</span>
      {request.allowed.includes('take_on') && (
        <Button
          size="small"
          isPending={isSending}
          onPress={() => void run(() => actions.act({ type: 'take_on' }))}
        >
          {text.takeOn}
        </Button>
      )}
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
    </>
  )
}
