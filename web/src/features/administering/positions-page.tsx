import { useState } from 'react'
import type { PositionList } from '../../../../server/contract/positions.ts'
import { useAddPosition, usePositions } from '../../api/positions.ts'
import { Loaded } from '../../api/loaded.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Checkbox, Select, TextField, toast } from '../../ui/index.ts'
import { SettingsForm } from './settings-form.tsx'

type Position = PositionList['items'][number]

/** 職位: what each means for routes, where it is used, and a new one. */
export function PositionsPage() {
  const text = useText().administering.positions
  return (
    <div className="grid gap-4 pb-16">
      <header className="grid max-w-3xl gap-1">
        <h2 className="text-lg font-bold">{text.title}</h2>
        <p className="text-sm leading-relaxed text-ink-2">{text.help}</p>
        <p className="text-sm leading-relaxed text-ink-2">
          {text.lineHelp} {text.deciderHelp}
        </p>
      </header>
      <Loaded query={usePositions()} failed={text.failed}>
        {({ items }) => (
          <>
            <ul aria-label={text.title} className="paper divide-y divide-line">
              {items.map((it) => (
                <Row key={it.code} position={it} />
              ))}
            </ul>
            <NewPosition items={items} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function Row({ position }: { readonly position: Position }) {
  const text = useText().administering.positions
  const { language } = useLanguage()
  const { code, name, isLine, isDecider, posts, people, decides, routes, standsInFor, recorded } = position
  const uses = [
    { what: text.decides, list: decides },
    { what: text.routes, list: routes },
    { what: text.standsInFor, list: standsInFor },
  ].filter((it) => it.list.length > 0)
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 sm:px-5 lg:grid-cols-[18rem_minmax(0,1fr)]">
      <div>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-bold">{name}</span>
          <span className="text-sm text-ink-3 tabular">{code}</span>
        </p>
        <p className="mt-1 flex flex-wrap gap-1.5">
          <Badge tone={isLine ? 'lead' : 'plain'}>{isLine ? text.line : text.offLine}</Badge>
          {isDecider && <Badge tone="done">{text.decider}</Badge>}
        </p>
      </div>
      <div className="grid content-start gap-0.5 text-sm">
        <p className="text-ink-2 tabular">{text.posts(posts, people)}</p>
        {uses.length === 0 ? (
          <p className="text-ink-3">{text.unused}</p>
        ) : (
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
            {uses.map((it) => (
              <div key={it.what} className="contents">
                <dt className="text-ink-3">{it.what}</dt>
                <dd>{it.list.join('、')}</dd>
              </div>
            ))}
          </dl>
        )}
        {recorded !== undefined && (
          <p className="text-ink-3">{text.recordedBy(recorded.by.name, dateTimeOf(recorded.at, language))}</p>
        )}
      </div>
    </li>
  )
}

function NewPosition({ items }: { readonly items: readonly Position[] }) {
  const all = useText()
  const text = all.administering.positions
  const add = useAddPosition()
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const [below, setBelow] = useState('')
  const [isLine, setLine] = useState(false)
  const [isDecider, setDecider] = useState(false)
  const isWhole = name.trim() !== '' && /^[A-Za-z0-9._-]{1,40}$/.test(code.trim()) && below !== ''
  return (
    <SettingsForm
      title={text.add}
      help={text.addHelp}
      confirm={text.save}
      isWhole={isWhole}
      send={() => add({ name: name.trim(), code: code.trim(), below, isLine, isDecider })}
      onDone={() => {
        toast(text.saved)
        setName('')
        setCode('')
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-3 lg:max-w-3xl">
        <TextField label={text.name} value={name} onChange={setName} maxLength={60} />
        <TextField label={text.code} value={code} onChange={setCode} maxLength={40} />
        <Select
          label={text.below}
          value={below}
          onChange={setBelow}
          options={items.map((it) => ({ id: it.code, label: it.name }))}
          placeholder={all.common.choose}
        />
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <Checkbox isSelected={isLine} onChange={setLine}>
          {text.isLine}
        </Checkbox>
        <Checkbox isSelected={isDecider} onChange={setDecider}>
          {text.isDecider}
        </Checkbox>
      </div>
    </SettingsForm>
  )
}
