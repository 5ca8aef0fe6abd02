import { FilePlus, X } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useLocation } from 'wouter'
import type { ReceiptView } from '../../../../server/contract/receipts.ts'
import { unitChoices } from '../../api/choices.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useOrganisation } from '../../api/queries.ts'
import { type Beside, useReceiptActions } from '../../api/receipts.ts'
import { SaveStatus } from '../../api/save-status.tsx'
import { useSending } from '../../api/use-sending.ts'
import { bytesOf } from '../../i18n/format.ts'
import { useText } from '../../i18n/index.tsx'
import {
  Button,
  DropOverlay,
  IconButton,
  Notice,
  ReturnFocus,
  SearchSelect,
  Spinner,
  chosenFiles,
  toast,
} from '../../ui/index.ts'
import { ArrivalFields } from './arrival-fields.tsx'
import { BranchField } from './branch-field.tsx'
import { useEntering } from './use-entering.ts'

/** 収受の登録: one form, the files beside it in the reader. */
export function RegisterForm({ receipt }: { readonly receipt: ReceiptView }) {
  const all = useText()
  const { form, fields, drop, dropText } = all.receiving
  const entering = useEntering(receipt)
  const actions = useReceiptActions(receipt.id)
  const organisation = useOrganisation().data
  const [unit, setUnit] = useState('')
  const [beside, setBeside] = useState<Beside | undefined>({})
  const { isSending, problem, run } = useSending()
  const removing = useSending()
  const { save, sending, failed, overlaps } = entering
  // What arrives after it is registered is refused.
  const waitsForFiles = sending.length > 0
  const add = (files: readonly File[]) => (isSending ? toast(form.notNow, 'warning') : entering.add(files))
  const register = () =>
    run(async () => {
      await entering.flush()
      await actions.register(entering.version(), unit, beside)
      const { number = '' } = await actions.read()
      toast(form.registered(number), 'done')
    })
  const units = organisation?.units.filter((it) => it.code !== receipt.section.unit)
  return (
    <form
      className="grid content-start gap-5 px-4 py-4"
      data-register
      onSubmit={(event) => {
        event.preventDefault()
        if (!waitsForFiles) void register()
      }}
    >
      <DropOverlay
        title={drop}
        text={dropText}
        unreadable={all.common.unreadable}
        onFiles={(dropped) => add(dropped.map((it) => it.file))}
      />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg font-bold">{form.heading}</h2>
        <SaveStatus save={save} words={{ ...all.drafting.save, trying: form.trying }} />
      </div>
      {save.kind === 'refused' && (
        <Notice tone="warning" live title={all.drafting.save.refused}>
          {problemText(save.error, all)}
        </Notice>
      )}
      {overlaps.length > 0 && (
        <Notice tone="warning" live title={all.drafting.save.conflict}>
          {form.overlaps(overlaps.map((it) => fields[it]))}
        </Notice>
      )}
      <section className="grid gap-2">
        <h3 className="flex items-center gap-2 text-sm font-bold">
          <span className="flex-1">{form.files}</span>
          <FileTrigger
            allowsMultiple
            onSelect={(list) => list && add(chosenFiles(list).map((it) => it.file))}
          >
            <Button size="small">
              <FilePlus className="size-4" aria-hidden />
              {form.addFile}
            </Button>
          </FileTrigger>
        </h3>
        {receipt.files.length === 0 && !waitsForFiles && <p className="text-sm text-ink-3">{form.noFiles}</p>}
        <ul className="grid gap-1" aria-label={form.files}>
          {receipt.files.map((it) => (
            <li
              key={it.id}
              className="flex items-center gap-2 rounded-6 border border-line bg-well pl-3 text-sm"
            >
              <span className="min-w-0 flex-1 py-1.5 break-all">
                {it.name} <span className="text-ink-3">{bytesOf(it.sizeBytes)}</span>
              </span>
              <IconButton
                label={form.removeFile(it.name)}
                icon={<X className="size-4" />}
                onPress={() => void removing.run(() => actions.removeFile(it.id))}
              />
            </li>
          ))}
          {sending.map(({ key, name }, index) => (
            <li key={key} className="px-3 py-1.5 text-sm text-ink-2">
              {index === 0 ? <Spinner small label={form.sending(name)} /> : form.waiting(name)}
            </li>
          ))}
        </ul>
        {failed.length > 0 && (
          <Notice tone="warning" live title={form.notAddedTitle}>
            <ul className="grid gap-1" data-not-added>
              {failed.map(({ key, name, error }) => (
                <li key={key}>
                  <b className="break-all">{name}</b> {problemText(error, all)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {removing.problem !== undefined && (
          <Notice tone="warning" live>
            {removing.problem}
          </Notice>
        )}
      </section>
      <ArrivalFields arrival={entering.arrival} onChange={entering.change} />
      <SearchSelect
        label={form.distributeTo}
        hint={form.distributeHint}
        value={unit}
        onChange={setUnit}
        options={unitChoices(units, (it) => it.kind === 'section' || it.kind === 'institution')}
        placeholder={form.chooseUnit}
        noMatch={all.common.noMatch}
      />
      <BranchField onChange={setBeside} />
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      {waitsForFiles && <p className="text-sm text-ink-2">{form.waitsForFiles}</p>}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          isPending={isSending}
          isDisabled={beside === undefined || waitsForFiles}
        >
          {form.register}
        </Button>
        <Discard receiptId={receipt.id} isDisabled={isSending} />
      </div>
    </form>
  )
}

/** 登録をやめる, asked once more in its place: what was typed and every file are gone with it. */
function Discard({ receiptId, isDisabled }: { readonly receiptId: string; readonly isDisabled: boolean }) {
  const { form } = useText().receiving
  const [, navigate] = useLocation()
  const { discard } = useReceiptActions(receiptId)
  const [isAsking, setAsking] = useState(false)
  const { isSending, problem, run } = useSending()
  const giveUp = () =>
    void run(async () => {
      await discard()
      navigate('/receipts')
    })
  return (
    <>
      <Button variant="quiet" isDisabled={isDisabled} onPress={() => setAsking(true)}>
        {form.discard}
      </Button>
      {isAsking && (
        <ReturnFocus className="basis-full">
          <div role="alert" className="flex flex-wrap items-center justify-end gap-2">
            <span className="flex-1 basis-60 text-sm">{form.discardAsked}</span>
            {problem !== undefined && <span className="basis-full text-sm text-shu-strong">{problem}</span>}
            <Button size="small" variant="quiet" onPress={() => setAsking(false)}>
              {form.discardNot}
            </Button>
            <Button size="small" variant="danger" autoFocus isPending={isSending} onPress={giveUp}>
              {form.discardConfirmed}
            </Button>
          </div>
        </ReturnFocus>
      )}
    </>
  )
}
