import { Link, useLocation } from 'wouter'
import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { useDisclosureActions } from '../../api/disclosure.ts'
import { useSending } from '../../api/use-sending.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Badge, Button, Disclosure, Notice, toast } from '../../ui/index.ts'
import { CandidateSearch } from './candidate-search.tsx'
import { RequestPart } from './request-part.tsx'
import { openFiles } from './stages.tsx'

type Case = Pick<DisclosureView['drafts'][number], 'proposalId' | 'title' | 'status'>

/** The decision: what still stands in its way, its 起案, and the decided case that is linked. */
export function DecisionPart({ request }: { readonly request: DisclosureView }) {
  const { requests: all } = useText()
  const text = all.decision
  const actions = useDisclosureActions(request)
  const [, navigate] = useLocation()
  const { isSending, problem, run } = useSending()
  const { decidedIn, drafts, allowed } = request
  const isDraftable = allowed.includes('draft')
  return (
    <RequestPart title={text.title} {...(decidedIn === undefined ? { help: text.help } : {})}>
      {decidedIn === undefined ? (
        <div className="grid gap-3" data-decision>
          <Obstacles request={request} />
          {drafts.length > 0 && (
            <ul className="grid gap-2" aria-label={text.drafts}>
              {drafts.map((it) => (
                <li key={it.proposalId} className="grid gap-1" data-draft={it.status}>
                  <CaseLine of={it} />
                  {it.isStale ? (
                    <p className="text-sm text-shu">{text.stale}</p>
                  ) : it.status === 'decided' && allowed.includes('name_case') ? (
                    <p className="flex flex-wrap items-center gap-3 text-sm">
                      {text.toName}
                      <Button
                        size="small"
                        variant="primary"
                        isPending={isSending}
                        onPress={() =>
                          void run(async () => {
                            await actions.act({ type: 'name_case', proposalId: it.proposalId })
                            toast(all.done, 'done')
                          })
                        }
                        data-act="name_case"
                      >
                        {all.acts.name_case}
                      </Button>
                    </p>
                  ) : (
                    <p className="text-sm text-ink-2">{text.waitsFor}</p>
                  )}
                </li>
              ))}
            </ul>
          )}
          {isDraftable && (
            <Button
              variant={drafts.every((it) => it.isStale) ? 'primary' : 'secondary'}
              className="justify-self-start"
              isPending={isSending}
              onPress={() =>
                void run(async () => {
                  const { proposalId } = await actions.draft()
                  toast(text.drafted, 'done')
                  navigate(`/compose/${proposalId}`)
                })
              }
              data-act="draft"
            >
              {all.acts.draft}
            </Button>
          )}
          {allowed.includes('name_case') && (
            <Disclosure title={text.another}>
              <div className="pt-2">
                <CandidateSearch request={request} act="name_case" />
              </div>
            </Disclosure>
          )}
        </div>
      ) : (
        <CaseLine of={decidedIn} />
      )}
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
    </RequestPart>
  )
}

/** Why it cannot be drafted yet, in the words of what is to be done. */
function Obstacles({ request }: { readonly request: DisclosureView }) {
  const { decision: text } = useText().requests
  if (request.status !== 'open' || request.allowed.includes('draft')) return null
  const { unjudged, unmasked } = openFiles(request)
  const isEmpty = request.cases.length + request.hidden === 0 && request.notHeld === undefined
  return (
    <ul className="grid gap-0.5 text-sm text-ink-2" data-obstacles>
      {isEmpty && <li>{text.nothing}</li>}
      {unjudged > 0 && <li>{text.unjudged(unjudged)}</li>}
      {unmasked > 0 && <li>{text.unmasked(unmasked)}</li>}
    </ul>
  )
}

function CaseLine({ of }: { readonly of: Case }) {
  const { requests, common } = useText()
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Link
        href={of.status === 'draft' ? `/compose/${of.proposalId}` : `/proposals/${of.proposalId}`}
        className="font-bold text-lead"
      >
        {of.title === '' ? requests.decision.untitled : of.title}
      </Link>
      <Badge tone={of.status === 'decided' ? 'done' : 'plain'}>{common.status[of.status]}</Badge>
    </p>
  )
}
