import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState, type FormEvent } from 'react'
import { useSearchParams } from 'wouter'
import type { DirectoryImportList, DirectoryImportView } from '../../../../server/contract/directory.ts'
import { problemFromText, unsafeHeaders, UnreachableError } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.tsx'
import { keys, useDirectoryImports } from '../../api/queries.ts'
import { dateTimeOf, dayOf, todayInJapan } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, FileBox, Notice, ProgressBar, RadioGroup, TextField } from '../../ui/index.ts'
import { ImportPanel } from './import-panel.tsx'
import { madeBy } from './made-by.ts'

/** 人事異動: bring in a directory, look at its rehearsal, apply it. */
export function TransfersPage() {
  const text = useText().administering.transfers
  const [params, setParams] = useSearchParams()
  const id = params.get('import')
  return (
    <div className="grid gap-5">
      <h2 className="text-lg font-bold">{text.title}</h2>
      {id === null ? (
        <>
          <ImportForm onMade={(made) => setParams({ import: made.id })} />
          <Earlier onOpen={(one) => setParams({ import: one })} />
        </>
      ) : (
        <ImportPanel key={id} id={id} onBack={() => setParams({})} />
      )}
    </div>
  )
}

async function sendFiles(form: FormData): Promise<DirectoryImportView> {
  const answer = await fetch('/v1/directory/imports', {
    method: 'POST',
    headers: { accept: 'application/json', ...unsafeHeaders() },
    credentials: 'same-origin',
    body: form,
  }).catch((error: unknown) => {
    throw new UnreachableError(error)
  })
  const body = await answer.text()
  if (!answer.ok) throw problemFromText(answer.status, body)
  return JSON.parse(body) as DirectoryImportView
}

function ImportForm({ onMade }: { readonly onMade: (made: DirectoryImportView) => void }) {
  const all = useText()
  const text = all.administering.transfers
  const client = useQueryClient()
  const [effectiveOn, setEffectiveOn] = useState(todayInJapan())
  const [scope, setScope] = useState('listed')
  const [people, setPeople] = useState<File | undefined>()
  const [units, setUnits] = useState<File | undefined>()
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<ReactNode>()
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const form = new FormData()
    form.append('effectiveOn', effectiveOn)
    form.append('scope', scope)
    if (people !== undefined) form.append('people', people)
    if (units !== undefined) form.append('units', units)
    setSending(true)
    setProblem(undefined)
    try {
      const made = await sendFiles(form)
      client.setQueryData(keys.directoryImport(made.id), made)
      void client.invalidateQueries({ queryKey: keys.directoryImports, exact: true })
      onMade(made)
    } catch (error) {
      setProblem(problemText(error, all))
      setSending(false)
    }
  }
  const box = {
    hint: text.fileHint,
    choose: text.choose,
    remove: text.remove,
    accept: ['text/csv', '.csv', 'text/plain'],
  }
  return (
    <form
      className="paper grid gap-4 p-4"
      aria-labelledby="import-form"
      onSubmit={(event) => void send(event)}
    >
      <div>
        <h3 id="import-form" className="font-bold">
          {text.newOne}
        </h3>
        <p className="text-sm leading-relaxed text-ink-3">{text.intro}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <FileBox label={text.people} file={people} onChange={setPeople} {...box} />
        <FileBox label={text.units} file={units} onChange={setUnits} {...box} />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label={text.effectiveOn}
          hint={text.effectiveOnHint}
          type="date"
          min={todayInJapan()}
          value={effectiveOn}
          onChange={setEffectiveOn}
        />
        <RadioGroup
          label={text.scope}
          value={scope}
          onChange={setScope}
          options={[
            { value: 'listed', label: text.listed },
            { value: 'whole', label: text.whole },
          ]}
        />
      </div>
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      {sending && (
        <div className="grid gap-1.5" role="status">
          <p className="text-sm text-ink-2">{text.rehearsing}</p>
          <ProgressBar label={text.rehearsing} />
        </div>
      )}
      <div>
        <Button
          type="submit"
          variant="primary"
          isDisabled={people === undefined && units === undefined}
          isPending={sending}
        >
          {text.rehearse}
        </Button>
      </div>
    </form>
  )
}

function Earlier({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const text = useText().administering.transfers
  return (
    <section className="paper" aria-labelledby="earlier">
      <h3 id="earlier" className="border-b border-line px-4 py-3 font-bold">
        {text.earlier}
      </h3>
      <Loaded query={useDirectoryImports()} failed={text.failed} isSmall>
        {({ items }) =>
          items.length === 0 ? (
            <p className="px-4 py-4 text-ink-2">{text.none}</p>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((it) => (
                <EarlierRow key={it.id} item={it} onOpen={() => onOpen(it.id)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

type RowProps = { readonly item: DirectoryImportList['items'][number]; readonly onOpen: () => void }

function EarlierRow({ item, onOpen }: RowProps) {
  const text = useText().administering.transfers
  const { language } = useLanguage()
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <Badge tone={item.status === 'applied' ? 'done' : item.errors > 0 ? 'shu' : 'lead'}>
        {text.status[item.status]}
      </Badge>
      <span className="font-bold">{text.forDay(dayOf(item.effectiveOn, language))}</span>
      {item.vacated > 0 && <Badge tone="shu">{text.vacant(item.vacated)}</Badge>}
      <span className="min-w-0 flex-1 text-sm text-ink-3">
        {item.files.map((it) => it.name).join('、')}・
        {text.by(madeBy(item), dateTimeOf(item.createdAt, language))}
      </span>
      <Button size="small" onPress={onOpen}>
        {text.open}
      </Button>
    </li>
  )
}
