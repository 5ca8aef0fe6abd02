import { useState } from 'react'
import type { ClassificationList } from '../../../../server/contract/folders.ts'
import { useChangeClassifications, useClassifications } from '../../api/folders.ts'
import { Loaded } from '../../api/loaded.tsx'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, SearchSelect, TextField, toast } from '../../ui/index.ts'
import { ReasonField } from './reason-field.tsx'
import { SectionHead } from './section-head.tsx'
import { SettingsForm } from './settings-form.tsx'

type Class = ClassificationList['items'][number]

const indents = ['', 'sm:pl-6', 'sm:pl-12', 'sm:pl-18'] as const

/** 文書分類表: four levels of classes, under the lowest of which 簿冊 are opened. */
export function ClassificationsPage() {
  const text = useText().administering.classifications
  return (
    <div className="grid gap-4 pb-16">
      <SectionHead title={text.title} help={text.help} />
      <Loaded query={useClassifications()} failed={text.failed}>
        {({ items, mayKeep }) => (
          <>
            {mayKeep && <NewClass items={items} />}
            <ul aria-label={text.title} className="paper divide-y divide-line">
              {items.map((it) => (
                <Row key={it.code} one={it} mayKeep={mayKeep} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </div>
  )
}

function Row({ one, mayKeep }: { readonly one: Class; readonly mayKeep: boolean }) {
  const text = useText().administering.classifications
  const { language } = useLanguage()
  const [form, setForm] = useState<'rename' | 'end'>()
  const { code, name, level, folders, takesFolders, endedOn } = one
  return (
    <li className="grid gap-3 px-4 py-2 sm:px-5">
      <div className={`flex flex-wrap items-center gap-x-3 gap-y-1 ${indents[Math.min(level, 4) - 1]}`}>
        <p className="flex min-w-0 flex-1 basis-56 flex-wrap items-center gap-x-2">
          <span className="text-ink-3 tabular">{code}</span>
          <span className={endedOn === undefined ? 'font-bold' : 'text-ink-3'}>{name}</span>
          <span className="text-sm text-ink-3">{text.levels[Math.min(level, 4) - 1]}</span>
        </p>
        {endedOn !== undefined ? (
          <Badge>{text.endedOn(dayOf(endedOn, language))}</Badge>
        ) : (
          <span className="text-sm text-ink-2 tabular">
            {folders > 0 ? text.folders(folders) : takesFolders ? text.takesFolders : ''}
          </span>
        )}
        {mayKeep && endedOn === undefined && form === undefined && (
          <span className="flex">
            {(['rename', 'end'] as const).map((it) => (
              <Button
                key={it}
                size="small"
                variant="quiet"
                aria-label={text.actOn(text[it], name)}
                onPress={() => setForm(it)}
              >
                {text[it]}
              </Button>
            ))}
          </span>
        )}
      </div>
      {form !== undefined && <ActOnClass one={one} act={form} onClose={() => setForm(undefined)} />}
    </li>
  )
}

type ActProps = { readonly one: Class; readonly act: 'rename' | 'end'; readonly onClose: () => void }

function ActOnClass({ one, act, onClose }: ActProps) {
  const text = useText().administering.classifications
  const change = useChangeClassifications()
  const [name, setName] = useState(one.name)
  const [reason, setReason] = useState('')
  const isWhole = reason.trim() !== '' && (act === 'end' || name.trim() !== '')
  const said = { reason: reason.trim() }
  return (
    <SettingsForm
      title={text.actOn(text[act], one.name)}
      confirm={text[act]}
      isDanger={act === 'end'}
      isWhole={isWhole}
      send={() =>
        change.act(
          one.code,
          act === 'end' ? { type: 'end', ...said } : { type: 'rename', name: name.trim(), ...said },
        )
      }
      onDone={() => {
        toast(text.saved)
        onClose()
      }}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {act === 'rename' && <TextField label={text.name} value={name} onChange={setName} maxLength={60} />}
        <ReasonField label={text.reason} value={reason} onChange={setReason} />
      </div>
    </SettingsForm>
  )
}

function NewClass({ items }: { readonly items: readonly Class[] }) {
  const { common, administering } = useText()
  const text = administering.classifications
  const change = useChangeClassifications()
  const [parent, setParent] = useState('')
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const isWhole = name.trim() !== '' && /^[0-9A-Za-z._]{1,20}$/.test(code.trim())
  return (
    <SettingsForm
      title={text.add}
      help={text.addHelp}
      confirm={text.save}
      isWhole={isWhole}
      send={() => change.add({ code: code.trim(), name: name.trim(), ...(parent === '' ? {} : { parent }) })}
      onDone={() => {
        toast(text.saved)
        setCode('')
        setName('')
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <SearchSelect
          label={text.parent}
          value={parent}
          onChange={(it) => {
            setParent(it)
            if (!code.startsWith(it)) setCode(it)
          }}
          options={items
            .filter((it) => it.endedOn === undefined && it.level < 4)
            .map((it) => ({ id: it.code, label: `${it.code} ${it.name}`, note: text.levels[it.level - 1] }))}
          placeholder={text.noParent}
          noMatch={common.noMatch}
        />
        <TextField label={text.code} value={code} onChange={setCode} maxLength={20} />
        <TextField label={text.name} value={name} onChange={setName} maxLength={60} />
      </div>
    </SettingsForm>
  )
}
