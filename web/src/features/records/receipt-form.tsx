import { useState } from 'react'
import type { ExpiringFolder } from '../../../../server/contract/expiry.ts'
import { ActForm } from '../../api/act-form.tsx'
import { useTransferActs } from '../../api/expiry.ts'
import { useText } from '../../i18n/records/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { TextField, toast } from '../../ui/index.ts'

type Props = {
  /** At least one, all of them packaged. */
  readonly folders: readonly ExpiringFolder[]
  readonly today: string
  readonly onDone: () => void
}

const hash = /^[0-9a-f]{64}$/

/** 受領書: what the archive wrote on it, and the hash it confirms of each package. */
export function ReceiptForm({ folders, today, onDone }: Props) {
  const { expiry } = useText()
  const text = expiry.transfer
  const acts = useTransferActs()
  const [accession, setAccession] = useState('')
  const [on, setOn] = useState(today)
  const [receivedBy, setReceivedBy] = useState('')
  const [hashes, setHashes] = useState<Readonly<Record<string, string>>>({})
  const hashOf = ({ id }: ExpiringFolder) => (hashes[id] ?? '').replaceAll(/\s/g, '').toLowerCase()
  const isWhole =
    accession.trim() !== '' &&
    receivedBy.trim() !== '' &&
    isWholeDay(on) &&
    folders.every((it) => hash.test(hashOf(it)))
  return (
    <ActForm
      level={2}
      title={expiry.acts.receive}
      help={expiry.actHelp.receive}
      confirm={expiry.confirm.receive(folders.length)}
      isWhole={isWhole}
      send={async () => {
        const { folders: count } = await acts.receive({
          ...{ accession: accession.trim(), on, receivedBy: receivedBy.trim() },
          folders: folders.map((it) => ({ id: it.id, package: hashOf(it) })),
        })
        toast(expiry.done(count))
      }}
      onDone={onDone}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2" data-expiry-act="receive">
        <TextField
          label={text.accession}
          value={accession}
          onChange={setAccession}
          maxLength={100}
          requiredMark={expiry.required}
        />
        <TextField label={text.on} type="date" value={on} onChange={setOn} requiredMark={expiry.required} />
        <TextField
          label={text.receivedBy}
          value={receivedBy}
          onChange={setReceivedBy}
          maxLength={100}
          requiredMark={expiry.required}
        />
        {folders.map((it) => (
          <TextField
            key={it.id}
            label={text.hashOf(it.name)}
            hint={text.hashHelp}
            value={hashes[it.id] ?? ''}
            onChange={(next) => setHashes({ ...hashes, [it.id]: next })}
            maxLength={80}
            requiredMark={expiry.required}
            className="sm:col-span-2"
          />
        ))}
      </div>
    </ActForm>
  )
}
