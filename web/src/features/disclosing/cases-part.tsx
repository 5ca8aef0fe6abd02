import { useState } from 'react'
import { Link } from 'wouter'
import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { ActForm } from '../../api/act-form.tsx'
import { useDisclosureActions } from '../../api/disclosure.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Badge, Button, TextField, toast } from '../../ui/index.ts'
import { CandidateSearch } from './candidate-search.tsx'
import { FileEntry } from './file-entry.tsx'
import { RequestActs } from './request-acts.tsx'
import { RequestPart } from './request-part.tsx'

type Case = DisclosureView['cases'][number]

/** The documents that are asked for: found, chosen, and judged file by file. */
export function CasesPart({ request }: { readonly request: DisclosureView }) {
  const { cases: text } = useText().requests
  const { cases, hidden, notHeld } = request
  return (
    <RequestPart title={text.title} count={cases.length + hidden}>
      {cases.length + hidden === 0 && notHeld === undefined && (
        <p className="text-sm text-ink-2">
          {text.none}。{text.noneText}
        </p>
      )}
      {notHeld !== undefined && (
        <p data-not-held>
          <Badge tone="done">{text.notHeld}</Badge>
          <span className="ml-2 whitespace-pre-wrap">{notHeld}</span>
        </p>
      )}
      {hidden > 0 && <p className="text-sm text-shu">{text.hidden(hidden)}</p>}
      {cases.length > 0 && (
        <ul className="grid gap-4">
          {cases.map((it) => (
            <CaseEntry key={it.proposalId} request={request} of={it} />
          ))}
        </ul>
      )}
      {request.allowed.includes('choose_case') && <CandidateSearch request={request} act="choose_case" />}
      <RequestActs request={request} acts={['not_held']} />
    </RequestPart>
  )
}

function CaseEntry({ request, of }: { readonly request: DisclosureView; readonly of: Case }) {
  const { requests: text, common } = useText()
  const [drops, setDrops] = useState(false)
  return (
    <li className="grid gap-2 border-l-4 border-lead-line pl-3" data-case={of.proposalId}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={`/proposals/${of.proposalId}`} className="min-w-0 font-bold text-ink hover:text-lead">
          {of.title}
        </Link>
        <Badge tone={of.status === 'decided' ? 'done' : 'plain'}>{common.status[of.status]}</Badge>
        {of.number !== undefined && <span className="text-sm text-ink-3 tabular">{of.number}</span>}
        {request.allowed.includes('drop_case') && (
          <Button
            size="small"
            variant="quiet"
            aria-expanded={drops}
            onPress={() => setDrops(!drops)}
            className="ml-auto"
          >
            {text.acts.drop_case}
          </Button>
        )}
      </div>
      {drops && <DropForm request={request} of={of} onClose={() => setDrops(false)} />}
      {of.files.length === 0 ? (
        <p className="text-sm text-ink-3">{text.cases.noFiles}</p>
      ) : (
        <ul className="grid gap-2">
          {of.files.map((it) => (
            <FileEntry key={it.revisionId} request={request} file={it} />
          ))}
        </ul>
      )}
    </li>
  )
}

type DropProps = { readonly request: DisclosureView; readonly of: Case; readonly onClose: () => void }

function DropForm({ request, of, onClose }: DropProps) {
  const { requests: text, common } = useText()
  const actions = useDisclosureActions(request)
  const [reason, setReason] = useState('')
  return (
    <ActForm
      title={text.acts.drop_case}
      confirm={text.acts.drop_case}
      isDanger
      isWhole={reason.trim() !== ''}
      send={() => actions.act({ type: 'drop_case', proposalId: of.proposalId, reason })}
      onDone={() => toast(text.done, 'done')}
      onClose={onClose}
    >
      <p className="text-sm text-ink-2">{text.actHelp.drop_case}</p>
      <TextField
        label={text.fields.reason}
        value={reason}
        onChange={setReason}
        maxLength={400}
        requiredMark={common.required}
      />
    </ActForm>
  )
}
