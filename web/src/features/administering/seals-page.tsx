import { useState } from 'react'
import type { SealBody, SealList } from '../../../../server/contract/seals.ts'
import { postChoices } from '../../api/choices.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useOrganisation } from '../../api/queries.ts'
import { useSealActions, useSeals } from '../../api/seals.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, RadioGroup, SearchSelect, TextField, toast } from '../../ui/index.ts'
import { SettingsForm } from './settings-form.tsx'

type Seal = SealList['items'][number]

/** 公印 and 電子署名: who keeps them, a new one, and the end of one. */
export function SealsPage() {
  const text = useText().administering.seals
  return (
    <div className="grid gap-4 pb-16">
      <header className="grid max-w-3xl gap-1">
        <h2 className="text-lg font-bold">{text.title}</h2>
        <p className="text-sm leading-relaxed text-ink-2">{text.help}</p>
      </header>
      <Loaded query={useSeals()} failed={text.failed}>
        {({ items, today }) => (
          <>
            <ul aria-label={text.title} className="paper divide-y divide-line">
              {items.map((it) => (
                <Row key={it.code} seal={it} today={today} />
              ))}
            </ul>
            <NewSeal today={today} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function Row({ seal, today }: { readonly seal: Seal; readonly today: string }) {
  const text = useText().administering.seals
  const { language } = useLanguage()
  const [isEnding, setEnding] = useState(false)
  const { code, name, kind, keeperTitle, keepers, from, to, made, ended } = seal
  return (
    <li className="grid gap-2 px-4 py-3 sm:px-5" data-seal={code}>
      <div className="grid gap-x-6 gap-y-1 lg:grid-cols-[18rem_minmax(0,1fr)_auto]">
        <div>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-bold">{name}</span>
            <span className="text-sm text-ink-3 tabular">{code}</span>
          </p>
          <p className="mt-1 flex flex-wrap gap-1.5">
            <Badge tone={kind === 'stamp' ? 'shu' : 'lead'}>{text.kinds[kind]}</Badge>
            {to !== undefined && to < today && <Badge>{text.over}</Badge>}
          </p>
        </div>
        <div className="grid content-start gap-0.5 text-sm">
          <p>
            <span className="mr-3 text-ink-3">{text.keeper}</span>
            {keeperTitle}　{keepers.length === 0 ? text.vacant : keepers.join('、')}
          </p>
          <p className="text-ink-2 tabular">
            {made === undefined ? text.fromBeginning : text.from(dayOf(from, language))}
            {to !== undefined && `　${text.to(dayOf(to, language))}`}
          </p>
          {made !== undefined && (
            <p className="text-ink-3">{text.made(made.by.name, dateTimeOf(made.at, language))}</p>
          )}
          {ended !== undefined && (
            <p className="text-ink-3">
              {text.ended(ended.by.name, dateTimeOf(ended.at, language), ended.reason)}
            </p>
          )}
        </div>
        {to === undefined && !isEnding && (
          <Button
            size="small"
            className="self-start"
            aria-label={text.endOf(name)}
            onPress={() => setEnding(true)}
          >
            {text.end}
          </Button>
        )}
      </div>
      {isEnding && <EndSeal seal={seal} today={today} onClose={() => setEnding(false)} />}
    </li>
  )
}

type EndProps = { readonly seal: Seal; readonly today: string; readonly onClose: () => void }

function EndSeal({ seal, today, onClose }: EndProps) {
  const text = useText().administering.seals
  const { end } = useSealActions()
  const [on, setOn] = useState(today)
  const [reason, setReason] = useState('')
  return (
    <SettingsForm
      title={text.endOf(seal.name)}
      help={text.endHelp}
      confirm={text.end}
      isWhole={on !== '' && reason.trim() !== ''}
      send={() => end(seal.code, { on, reason: reason.trim() })}
      onDone={() => {
        toast(text.endDone)
        onClose()
      }}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-[12rem_minmax(0,1fr)] lg:max-w-3xl">
        <TextField label={text.lastDay} type="date" value={on} onChange={setOn} />
        <TextField label={text.reason} value={reason} onChange={setReason} maxLength={400} />
      </div>
    </SettingsForm>
  )
}

function NewSeal({ today }: { readonly today: string }) {
  const all = useText()
  const text = all.administering.seals
  const { add } = useSealActions()
  const posts = useOrganisation().data?.posts
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const [kind, setKind] = useState<SealBody['kind']>('stamp')
  const [keeper, setKeeper] = useState('')
  const [from, setFrom] = useState(today)
  const isWhole = name.trim() !== '' && /^[A-Z0-9-]{1,20}$/.test(code.trim()) && keeper !== '' && from !== ''
  return (
    <SettingsForm
      title={text.add}
      help={text.addHelp}
      confirm={text.save}
      isWhole={isWhole}
      send={() => add({ name: name.trim(), code: code.trim(), kind, keeper, from })}
      onDone={() => {
        toast(text.saved)
        setName('')
        setCode('')
        setKeeper('')
      }}
    >
      <RadioGroup
        label={text.kind}
        value={kind}
        onChange={(it) => setKind(it === 'electronic' ? it : 'stamp')}
        options={(['stamp', 'electronic'] as const).map((value) => ({ value, label: text.kinds[value] }))}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
        <TextField label={text.name} value={name} onChange={setName} maxLength={60} />
        <TextField label={text.code} hint={text.codeHint} value={code} onChange={setCode} maxLength={20} />
        <SearchSelect
          label={text.keeper}
          value={keeper}
          onChange={setKeeper}
          options={postChoices(posts)}
          placeholder={all.common.choose}
          noMatch={all.common.noMatch}
        />
        <TextField label={text.firstDay} type="date" value={from} onChange={setFrom} />
      </div>
    </SettingsForm>
  )
}
