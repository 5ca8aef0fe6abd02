import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { Renewal } from '../../../../server/contract/folders.ts'
import { ActForm } from '../../api/act-form.tsx'
import { useFolders, useRenew, useRenewal } from '../../api/folders.ts'
import { Loaded } from '../../api/loaded.tsx'
import { fiscalYearOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { Badge, Checkbox, SearchSelect, Select, toast } from '../../ui/index.ts'

/** 年度更新: all of next year's 簿冊 of a 課 from this year's, looked over before they are opened. */
export function RenewalPage() {
  const text = useText().folders
  const { language } = useLanguage()
  const list = useFolders({}).data?.pages[0]
  const [chosenOwner, setOwner] = useState<string>()
  const [chosenYear, setYear] = useState<string>()
  const [params] = useSearchParams()
  const asked = list?.opens.find((it) => it.code === params.get('owner'))?.code
  const owner = chosenOwner ?? asked ?? list?.opens[0]?.code ?? ''
  const year = chosenYear ?? params.get('year') ?? String(list?.fiscalYear ?? '')
  const renewal = useRenewal(year, owner)
  const common = list?.manages === true ? [{ id: 'common', label: text.common }] : []
  return (
    <div className="mx-auto grid max-w-5xl gap-4 px-3 py-4 sm:px-6">
      <BackToFolders />
      <header>
        <h1 className="text-xl font-bold">{text.renewal}</h1>
        <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.renewalHelp}</p>
      </header>
      <div className="grid gap-4 sm:grid-cols-2">
        <SearchSelect
          label={text.owner}
          value={owner}
          onChange={setOwner}
          options={[
            ...common,
            ...(list?.opens ?? []).map((it) => ({ id: it.code, label: it.name, keywords: it.code })),
          ]}
          placeholder={text.choose}
          noMatch={text.noMatch}
        />
        <Select
          label={text.fromYear}
          value={year}
          onChange={setYear}
          options={(list?.years ?? []).map((it) => ({ id: String(it), label: fiscalYearOf(it, language) }))}
          placeholder={text.choose}
        />
      </div>
      {owner !== '' && (
        <Loaded query={renewal} failed={text.failed}>
          {(data) => <RenewalForm key={`${owner} ${year}`} renewal={data} owner={owner} />}
        </Loaded>
      )}
    </div>
  )
}

/** The way back to the list. */
export function BackToFolders() {
  const text = useText().folders
  return (
    <Link
      href="/folders"
      className="inline-flex min-h-9 items-center gap-1 justify-self-start rounded-6 pr-2 text-sm text-lead"
    >
      <ChevronLeft className="size-4" aria-hidden />
      {text.back}
    </Link>
  )
}

function RenewalForm({ renewal, owner }: { readonly renewal: Renewal; readonly owner: string }) {
  const text = useText().folders
  const { language } = useLanguage()
  const renew = useRenew()
  const offered = renewal.items.filter((it) => it.becomes === 'opens').map((it) => it.id)
  const [left, setLeft] = useState<readonly string[]>([])
  const chosen = offered.filter((it) => !left.includes(it))
  const send = async () =>
    toast(text.renewed(await renew({ year: renewal.fromYear, owner, folders: chosen })))
  return (
    <ActForm
      level={2}
      title={fiscalYearOf(renewal.toYear, language)}
      help=""
      confirm={text.renew(chosen.length)}
      isWhole={chosen.length > 0}
      send={send}
      onDone={() => setLeft([])}
    >
      {renewal.items.length === 0 && <p className="text-ink-2">{text.none}</p>}
      {offered.length > 1 && (
        <Checkbox
          isSelected={chosen.length === offered.length}
          onChange={(all) => setLeft(all ? [] : offered)}
        >
          {text.pickAll}
        </Checkbox>
      )}
      <ul className="divide-y divide-line border-y border-line empty:hidden" aria-label={text.title}>
        {renewal.items.map((it) => (
          <li key={it.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <div className="min-w-0 flex-1 basis-64">
              <Checkbox
                isSelected={chosen.includes(it.id)}
                isDisabled={it.becomes !== 'opens'}
                onChange={(on) => setLeft(on ? left.filter((one) => one !== it.id) : [...left, it.id])}
              >
                <b>{it.name}</b>
              </Checkbox>
              <p className="pl-7.5 text-sm text-ink-3">
                <span className="tabular">{it.code}</span>　{it.path}　{it.retention}
              </p>
            </div>
            <Badge tone={it.becomes === 'opens' ? 'lead' : 'plain'}>{text.becomes[it.becomes]}</Badge>
          </li>
        ))}
      </ul>
    </ActForm>
  )
}
