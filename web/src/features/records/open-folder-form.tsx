import { useState } from 'react'
import { useLocation } from 'wouter'
import type { ClassificationList, FolderItem, FolderList } from '../../../../server/contract/folders.ts'
import { ActForm } from '../../api/act-form.tsx'
import { useClassifications, useOpenFolder } from '../../api/folders.ts'
import { fiscalYearOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { SearchSelect, Select, TextField, toast } from '../../ui/index.ts'
import { classOptions } from './classes.ts'

type Props = {
  readonly list: FolderList
  readonly classes: ClassificationList['items']
  readonly onClose: () => void
}

/** A new 簿冊 for this 年度 or the next; its number is given by the server. */
export function OpenFolderForm({ list, classes, onClose }: Props) {
  const text = useText().folders
  const { language } = useLanguage()
  const [, go] = useLocation()
  const open = useOpenFolder()
  const retentions = useClassifications().data?.retentionPeriods ?? []
  const [year, setYear] = useState(String(list.fiscalYear))
  const [owner, setOwner] = useState(list.opens[0]?.code ?? '')
  const [classification, setClass] = useState('')
  const [name, setName] = useState('')
  const [retention, setRetention] = useState('')
  const [disposition, setDisposition] = useState<FolderItem['disposition'] | ''>('')
  const isWhole = [name.trim(), owner, classification, retention, disposition].every((it) => it !== '')
  const send = async () => {
    if (disposition === '') return
    const fields = { owner, classification, retention, disposition, name: name.trim() }
    const id = await open({ ...fields, fiscalYear: Number(year) })
    go(`/folders/${id}`)
  }
  return (
    <ActForm
      level={2}
      title={text.open}
      help={text.openHelp}
      confirm={text.save}
      isWhole={isWhole}
      send={send}
      onDone={() => toast(text.opened)}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
        <TextField
          label={text.name}
          value={name}
          onChange={setName}
          maxLength={100}
          requiredMark={text.required}
        />
        <SearchSelect
          label={text.classification}
          value={classification}
          onChange={setClass}
          options={classOptions(classes, (it) => it.takesFolders)}
          placeholder={text.choose}
          noMatch={text.noMatch}
          requiredMark={text.required}
        />
        <SearchSelect
          label={text.owner}
          value={owner}
          onChange={setOwner}
          options={list.opens.map((it) => ({ id: it.code, label: it.name, keywords: it.code }))}
          placeholder={text.choose}
          noMatch={text.noMatch}
          requiredMark={text.required}
        />
        <Select
          label={text.year}
          value={year}
          onChange={setYear}
          options={[list.fiscalYear, list.fiscalYear + 1].map((it) => ({
            id: String(it),
            label: fiscalYearOf(it, language),
          }))}
          placeholder={text.choose}
        />
        <Select
          label={text.retention}
          value={retention}
          onChange={setRetention}
          options={retentions.map((it) => ({ id: it.code, label: it.name }))}
          placeholder={text.choose}
          requiredMark={text.required}
        />
        <DispositionSelect value={disposition} onChange={setDisposition} />
      </div>
    </ActForm>
  )
}

type DispositionProps = {
  readonly value: FolderItem['disposition'] | ''
  readonly onChange: (value: FolderItem['disposition']) => void
}

const dispositions = ['transfer', 'destroy', 'appraise'] as const

/** 満了時の措置, planned from the day a 簿冊 is opened. */
export function DispositionSelect({ value, onChange }: DispositionProps) {
  const text = useText().folders
  return (
    <Select
      label={text.disposition}
      value={value}
      onChange={(id) => {
        const chosen = dispositions.find((it) => it === id)
        if (chosen !== undefined) onChange(chosen)
      }}
      options={dispositions.map((it) => ({ id: it, label: text.dispositions[it] }))}
      placeholder={text.choose}
      requiredMark={text.required}
    />
  )
}
