import type { FolderItem } from '../../../../server/contract/folders.ts'
import { dayOf } from '../../i18n/format.ts'
import { type Language, useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { Badge } from '../../ui/index.ts'

/** The day without its weekday: 令和9年4月1日. */
export function plainDay(day: string, language: Language): string {
  return dayOf(day, language).replace(/\(.\)$/, '')
}

/** 起算日〜満了日 as computed; what has no end, or the earliest days there can be, says so. */
export function TermText({ term }: Pick<FolderItem, 'term'>) {
  const text = useText().folders
  const { language } = useLanguage()
  const { kind, startsOn, endsOn, isProvisional } = term
  if (kind === 'constant_use') return <>{text.constantUse}</>
  if (endsOn === undefined) return <>{text.whileNeeded}</>
  if (startsOn === undefined) return <>{text.until(plainDay(endsOn, language))}</>
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <span className="whitespace-nowrap">{plainDay(startsOn, language)}〜</span>
      <span className="whitespace-nowrap">{plainDay(endsOn, language)}</span>
      {isProvisional && <Badge>{text.provisional}</Badge>}
    </span>
  )
}

/** What is out of the ordinary with a 簿冊. */
export function FolderMarks({
  folder,
}: {
  readonly folder: Pick<FolderItem, 'held' | 'state' | 'hasPaper'>
}) {
  const text = useText().folders
  return (
    <>
      {folder.held && <Badge tone="shu">{text.held}</Badge>}
      {folder.state === 'merged' && <Badge>{text.merged}</Badge>}
      {folder.state === 'disposed' && <Badge>{text.states.disposed}</Badge>}
      {folder.hasPaper && <Badge>{text.hasPaper}</Badge>}
    </>
  )
}
