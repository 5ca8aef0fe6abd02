import type { ClassificationList, FolderList } from '../../../../server/contract/folders.ts'
import { unitChoices } from '../../api/choices.ts'
import { useOrganisation } from '../../api/queries.ts'
import { fiscalYearOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { SearchSelect, Select, TextField } from '../../ui/index.ts'
import { classOptions } from './classes.ts'

type Props = {
  readonly filter: Readonly<Record<string, string>>
  readonly list: FolderList | undefined
  readonly classes: ClassificationList['items']
  readonly onChange: (next: Readonly<Record<string, string>>) => void
}

/** 年度, 所管, words and state; on narrow screens the class too, which otherwise is chosen in the tree. */
export function FolderFilters({ filter, list, classes, onChange }: Props) {
  const text = useText().folders
  const { language } = useLanguage()
  const units = unitChoices(useOrganisation().data?.units)
  return (
    <div
      role="group"
      aria-label={text.filters}
      className="grid grid-cols-2 gap-3 border-b border-line px-4 py-3 xl:grid-cols-[11rem_minmax(0,1fr)_minmax(0,1fr)_10rem]"
    >
      <Select
        label={text.year}
        value={filter['year'] === '' ? 'all' : (filter['year'] ?? '')}
        onChange={(year) => onChange({ year: year === 'all' ? '' : year })}
        options={[
          { id: 'all', label: text.allYears },
          ...(list?.years ?? []).map((it) => ({ id: String(it), label: fiscalYearOf(it, language) })),
        ]}
        placeholder={text.allYears}
      />
      <SearchSelect
        label={text.owner}
        value={filter['owner'] ?? ''}
        onChange={(owner) => onChange({ owner })}
        options={[{ id: 'common', label: text.common }, ...units]}
        placeholder={text.allOwners}
        noMatch={text.noMatch}
      />
      <TextField
        label={text.words}
        type="search"
        value={filter['words'] ?? ''}
        onChange={(words) => onChange({ words })}
        maxLength={100}
      />
      <Select
        label={text.state}
        value={filter['state'] === '' ? 'all' : (filter['state'] ?? '')}
        onChange={(state) => onChange({ state: state === 'all' ? '' : state })}
        options={[
          { id: 'all', label: text.allStates },
          ...(['kept', 'held', 'merged'] as const).map((it) => ({ id: it, label: text.states[it] })),
        ]}
        placeholder={text.allStates}
      />
      <SearchSelect
        label={text.classification}
        value={filter['classification'] ?? ''}
        onChange={(classification) => onChange({ classification })}
        options={classOptions(classes, () => true)}
        placeholder={text.allClasses}
        noMatch={text.noMatch}
        className="col-span-2 lg:hidden"
      />
    </div>
  )
}
