import { FilePlus, X } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useLocation } from 'wouter'
import type { ReceiptView } from '../../../../server/contract/receipts.ts'
import { unitChoices } from '../../api/choices.ts'
import { request } from '../../api/client.ts'
import { useOrganisation } from '../../api/queries.ts'
import { type Beside, useReceiptActions } from '../../api/receipts.ts'
import { useSending } from '../../api/use-sending.ts'
import { bytesOf } from '../../i18n/format.ts'
import { useText } from '../../i18n/index.tsx'
import {
  Button,
  DropOverlay,
  IconButton,
  Notice,
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
  const { form, drop, dropText } = all.receiving
  const [, navigate] = useLocation()
  const entering = useEntering(receipt)
  const actions = useReceiptActions(receipt.id)
  const organisation = useOrganisation().data
  const [unit, setUnit] = useState('')
  const [beside, setBeside] = useState<Beside | undefined>({})
  const { isSending, problem, run } = useSending()
  const adding = useSending()
  const add = (files: readonly File[]) => void adding.run(() => entering.add(files))
  const register = () =>
    run(async () => {
      await entering.flush()
      await actions.register(entering.version(), unit, beside)
      const { number = '' } = await request<ReceiptView>('GET', `/v1/receipts/${receipt.id}`)
      toast(form.registered(number), 'done')
    })
  const units = organisation?.units.filter((it) => it.code !== receipt.section.unit)
  return (
    <form
      className="grid content-start gap-5 px-4 py-4"
      data-register
      onSubmit={(event) => {
        event.preventDefault()
        void register()
      }}
    >
      <DropOverlay title={drop} text={dropText} onFiles={(dropped) => add(dropped.map((it) => it.file))} />
      <h2 className="text-lg font-bold">{form.heading}</h2>
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
        {receipt.files.length === 0 && entering.sending.length === 0 && (
          <p className="text-sm text-ink-3">{form.noFiles}</p>
        )}
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
                onPress={() => void adding.run(() => actions.removeFile(it.id))}
              />
            </li>
          ))}
          {entering.sending.map((name) => (
            <li key={name} className="px-3 py-1.5 text-sm text-ink-2">
              <Spinner small label={form.sending(name)} />
            </li>
          ))}
        </ul>
        {adding.problem !== undefined && (
          <Notice tone="warning" live>
            {adding.problem}
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
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isPending={isSending} isDisabled={beside === undefined}>
          {form.register}
        </Button>
        <Button
          variant="quiet"
          onPress={() =>
            void run(async () => {
              await actions.discard()
              navigate('/receipts')
            })
          }
        >
          {form.discard}
        </Button>
      </div>
    </form>
  )
}
