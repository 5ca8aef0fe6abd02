import { FileText, Highlighter } from 'lucide-react'
import { useState } from 'react'
import type { DisclosureFile, DisclosureView } from '../../../../server/contract/disclosure.ts'
import { ActForm } from '../../api/act-form.tsx'
import { useDisclosureActions } from '../../api/disclosure.ts'
import { GroundsField, groundName } from '../../api/grounds-field.tsx'
import { useReference } from '../../api/queries.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Badge, Button, LinkButton, RadioGroup, TextField, toast } from '../../ui/index.ts'

type Outcome = NonNullable<DisclosureFile['outcome']>
const outcomes: readonly Outcome[] = ['full', 'partial', 'none']
const tones = { full: 'lead', partial: 'shu', none: 'done' } as const

type Props = { readonly request: DisclosureView; readonly file: DisclosureFile }

/** A file that is asked for: what is decided of it and on what grounds, and its masked copy. */
export function FileEntry({ request, file }: Props) {
  const { files: text } = useText().requests
  const reference = useReference().data
  const [judges, setJudges] = useState(false)
  const { outcome, copy } = file
  const mayJudge = request.allowed.includes('judge_file')
  const mayMask = request.allowed.includes('mask_file') && outcome !== 'full' && outcome !== 'none'
  const at = `/disclosure/${request.id}/files/${file.revisionId}`
  return (
    <li
      className="grid gap-2 rounded-8 border border-line px-3 py-2.5"
      data-file={file.revisionId}
      data-outcome={outcome ?? ''}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <FileText className="size-4 shrink-0 text-ink-3" aria-hidden />
        <span className="min-w-0 flex-1 basis-40 leading-snug">{file.name}</span>
        {outcome === undefined ? (
          <Badge>{text.undecided}</Badge>
        ) : (
          <Badge tone={tones[outcome]}>{text.outcomes[outcome]}</Badge>
        )}
        {outcome === 'partial' && copy === undefined && <Badge tone="shu">{text.needsCopy}</Badge>}
      </div>
      {(file.grounds.length > 0 || file.note !== undefined || copy !== undefined) && (
        <div className="grid gap-0.5 text-sm text-ink-2">
          {file.grounds.length > 0 && <p>{file.grounds.map((it) => groundName(reference, it)).join('、')}</p>}
          {file.note !== undefined && <p className="whitespace-pre-wrap">{file.note}</p>}
          {copy !== undefined && <p className="tabular">{text.copy(copy.pages, copy.masks.length)}</p>}
        </div>
      )}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {mayJudge && (
          <Button
            size="small"
            variant={outcome === undefined ? 'primary' : 'secondary'}
            aria-expanded={judges}
            onPress={() => setJudges(!judges)}
            data-act="judge_file"
          >
            {outcome === undefined ? text.decide : text.change}
          </Button>
        )}
        {mayMask && file.hasPages && (
          <LinkButton
            size="small"
            href={at}
            variant={outcome === 'partial' && copy === undefined ? 'primary' : 'secondary'}
            data-mask
          >
            <Highlighter className="size-4" aria-hidden />
            {copy === undefined ? text.mask : text.maskAgain}
          </LinkButton>
        )}
        {copy !== undefined && (
          <LinkButton size="small" variant="quiet" href={`${at}?look=copy`}>
            {text.look}
          </LinkButton>
        )}
        {!file.hasPages && <span className="text-sm text-ink-3">{text.noPages}</span>}
      </div>
      {judges && mayJudge && <JudgeForm request={request} file={file} onClose={() => setJudges(false)} />}
    </li>
  )
}

function JudgeForm({ request, file, onClose }: Props & { readonly onClose: () => void }) {
  const { requests: all } = useText()
  const text = all.files
  const actions = useDisclosureActions(request)
  const [outcome, setOutcome] = useState<Outcome>(file.outcome ?? 'full')
  const [grounds, setGrounds] = useState<readonly string[]>(file.grounds)
  const [note, setNote] = useState(file.note ?? '')
  const isOpen = outcome === 'full'
  return (
    <ActForm
      title={text.decide}
      confirm={text.save}
      isWhole={isOpen || grounds.length > 0}
      send={() =>
        actions.act({
          ...{ type: 'judge_file', revisionId: file.revisionId, outcome },
          grounds: isOpen ? [] : [...grounds],
          ...(note.trim() === '' ? {} : { note }),
        })
      }
      onDone={() => {
        toast(all.done, 'done')
        onClose()
      }}
      onClose={onClose}
    >
      <div className="grid gap-3" data-act-form="judge_file">
        <RadioGroup
          label={text.outcome}
          value={outcome}
          onChange={(it) => setOutcome(it as Outcome)}
          options={outcomes.map((value) => ({ value, label: text.outcomes[value] }))}
        />
        {!isOpen && <GroundsField value={grounds} onChange={setGrounds} />}
        <TextField
          label={text.note}
          value={note}
          onChange={setNote}
          maxLength={400}
          placeholder={text.noteHint}
        />
      </div>
    </ActForm>
  )
}
