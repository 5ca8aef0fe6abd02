import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ExpiringFolder, ExpiryList } from '../../../../server/contract/expiry.ts'
import { isBeingMade } from '../../api/expiry.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { Badge, Checkbox } from '../../ui/index.ts'
import type { ShownStep } from './shown-step.ts'
import { FolderMarks, plainDay } from './term-text.tsx'
import { TransferFacts } from './transfer-facts.tsx'

type Props = {
  readonly list: Pick<ExpiryList, 'appraises'>
  readonly step: ShownStep
  /** Of that step. */
  readonly items: readonly ExpiringFolder[]
  readonly chosen: readonly ExpiringFolder[]
  readonly onChoose: (ids: readonly string[]) => void
}

/** Whether the reader may take a 簿冊 to its next step. */
export function mayTakeOn(folder: ExpiringFolder, { appraises }: Pick<ExpiryList, 'appraises'>): boolean {
  if (folder.step === 'disposed' || isBeingMade(folder)) return false
  if (folder.step === 'packaged') return folder.mayAct || appraises
  return folder.step === 'expired' || folder.step === 'running' ? appraises : folder.mayAct
}

/** 簿冊 of one step, each with what is known of it and what stands in its way. */
export function ExpiringFolders({ list, step, items, chosen, onChoose }: Props) {
  const { expiry: text } = useText()
  const offered = items.filter((it) => mayTakeOn(it, list)).map((it) => it.id)
  const ids = chosen.map((it) => it.id)
  const waits = step === 'running' || step === 'disposed' ? undefined : text.waits[step]
  return (
    <section className="paper px-4 py-3 sm:px-5" aria-label={text.steps[step]}>
      {offered.length > 1 && (
        <div className="border-b border-line pb-2">
          <Checkbox
            isSelected={ids.length === offered.length}
            onChange={(all) => onChoose(all ? offered : [])}
          >
            {text.pickAll}
          </Checkbox>
        </div>
      )}
      {offered.length === 0 && waits !== undefined && <p className="pb-2 text-sm text-ink-2">{waits}</p>}
      <ul className="divide-y divide-line">
        {items.map((it) => (
          <li key={it.id} className="py-2.5" data-expiring={it.id}>
            <Facts folder={it}>
              {offered.includes(it.id) ? (
                <Checkbox
                  isSelected={ids.includes(it.id)}
                  onChange={(on) => onChoose(on ? [...ids, it.id] : ids.filter((one) => one !== it.id))}
                >
                  <b>{it.name}</b>
                </Checkbox>
              ) : (
                <b className="text-base">{it.name}</b>
              )}
            </Facts>
          </li>
        ))}
      </ul>
    </section>
  )
}

type FactsProps = { readonly folder: ExpiringFolder; readonly children: ReactNode }

/** What is known of a 簿冊, under its name. */
function Facts({ folder, children }: FactsProps) {
  const { expiry: text, folders } = useText()
  const { language } = useLanguage()
  const day = (it: string) => plainDay(it, language)
  const { term } = folder
  return (
    <div className="grid min-w-0 flex-1 gap-0.5 text-sm">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {children}
        <FolderMarks folder={folder} />
      </div>
      <p className="flex flex-wrap gap-x-3 text-ink-3">
        <Link href={`/folders/${folder.id}`} className="tabular text-lead underline">
          {folder.code}
        </Link>
        <span>{folder.owner?.name ?? folders.common}</span>
        <span>{folder.retention.name}</span>
        {term.endsOn !== undefined && <span>{text.endsOn(day(term.endsOn))}</span>}
        {folder.cases > 0 && (
          <Link
            href={`/folders/${folder.id}`}
            aria-label={text.openCasesOf(folder.cases, folder.name)}
            className="text-lead"
          >
            {text.openCases(folder.cases)}
          </Link>
        )}
      </p>
      <ExpiringFacts folder={folder} />
    </div>
  )
}

/** What was judged, drafted, decided and done of a 簿冊 at its end. */
export function ExpiringFacts({ folder }: { readonly folder: ExpiringFolder }) {
  const { expiry: text, common } = useText()
  const { language } = useLanguage()
  const day = (it: string) => plainDay(it, language)
  const { appraisal, draft, decision, publishedOn, disposedOn, obstacle } = folder
  const decidedBy = decision?.case
  return (
    <div className="grid gap-0.5 text-sm">
      {appraisal !== undefined && <p>{text.appraised(text.outcomes[appraisal.outcome], appraisal.reason)}</p>}
      {draft !== undefined && decision === undefined && (
        <p className="flex flex-wrap items-center gap-x-2" data-drafted={draft.status}>
          <span>{text.drafted}</span>
          <Link
            href={draft.status === 'draft' ? `/compose/${draft.id}` : `/proposals/${draft.id}`}
            className="text-lead"
          >
            {draft.title}
          </Link>
          <Badge tone={draft.status === 'decided' ? 'done' : 'plain'}>{common.status[draft.status]}</Badge>
        </p>
      )}
      {(decision ?? publishedOn ?? disposedOn) !== undefined && (
        <p className="flex flex-wrap gap-x-3 text-ink-2">
          {decision !== undefined && <span>{text.decidedOn(day(decision.on))}</span>}
          {decidedBy !== undefined && (
            <Link href={`/proposals/${decidedBy.id}`} className="text-lead">
              {decidedBy.number ?? decidedBy.title}
            </Link>
          )}
          {publishedOn !== undefined && <span>{text.publishedOn(day(publishedOn))}</span>}
          {disposedOn !== undefined && <span>{text.disposedOn(day(disposedOn))}</span>}
        </p>
      )}
      <TransferFacts folder={folder} />
      {folder.step === 'published' && obstacle !== undefined && <p className="text-shu">{obstacle}</p>}
    </div>
  )
}
