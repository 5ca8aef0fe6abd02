import type { FolderView } from '../../../../server/contract/folders.ts'
import { useFolders } from '../../api/folders.ts'
import { fiscalYearOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { SearchSelect } from '../../ui/index.ts'

type Props = {
  /** The one something goes away from. */
  readonly folder: FolderView
  /** Also those of other years. */
  readonly anyYear?: boolean
  readonly value: string
  readonly onChange: (id: string) => void
}

/** Another 簿冊 of the same 所管. */
export function FolderSelect({ folder, anyYear = false, value, onChange }: Props) {
  const text = useText().folders
  const { language } = useLanguage()
  const list = useFolders({
    owner: folder.owner?.code ?? 'common',
    state: 'kept',
    ...(anyYear ? {} : { year: String(folder.fiscalYear) }),
  })
  const items = list.data?.pages.flatMap((it) => it.items) ?? []
  return (
    <SearchSelect
      label={text.target}
      value={value}
      onChange={onChange}
      options={items
        .filter((it) => it.id !== folder.id)
        .map((it) => ({
          id: it.id,
          label: `${it.code} ${it.name}`,
          note: `${fiscalYearOf(it.fiscalYear, language)}　${it.retention.name}`,
        }))}
      placeholder={text.choose}
      noMatch={text.noMatch}
      requiredMark={text.required}
    />
  )
}
