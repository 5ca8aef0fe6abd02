import { Printer } from 'lucide-react'
import { Fragment, type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import type { FolderActType, FolderView } from '../../../../server/contract/folders.ts'
import { useFolder } from '../../api/folders.ts'
import { Loaded } from '../../api/loaded.tsx'
import { dateTimeOf, fiscalYearOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { Button, LinkButton, Notice } from '../../ui/index.ts'
import { FolderActForm } from './folder-act-form.tsx'
import { FolderCaseList } from './folder-case-list.tsx'
import { FolderEnd } from './folder-end.tsx'
import { BackToFolders } from './renewal-page.tsx'
import { FolderMarks, TermText, plainDay } from './term-text.tsx'

/** A 簿冊: what it is and how long it is kept, what is in it, what happened to it, and what may be done to it. */
export function FolderPage({ id }: { readonly id: string }) {
  const text = useText().folders
  return (
    <div className="mx-auto grid max-w-[84rem] gap-4 px-3 py-4 sm:px-6">
      <BackToFolders />
      <Loaded query={useFolder(id)} failed={text.failed}>
        {(folder) => <Folder folder={folder} />}
      </Loaded>
    </div>
  )
}

function Folder({ folder }: { readonly folder: FolderView }) {
  const text = useText().folders
  const { language } = useLanguage()
  const [act, setAct] = useState<FolderActType>()
  const offered = folder.acts.filter((it) => it !== 'move_case')
  return (
    <>
      <header className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="mr-auto grid min-w-0 gap-1">
          <p className="text-sm text-ink-3">
            {fiscalYearOf(folder.fiscalYear, language)}　{folder.path}
          </p>
          <h1 className="flex flex-wrap items-center gap-2 text-xl font-bold">
            {folder.name}
            <FolderMarks folder={folder} />
          </h1>
        </div>
        <Papers id={folder.id} />
      </header>
      {folder.mergedInto !== undefined && (
        <Notice
          title={text.mergedInto}
          action={<LinkButton href={`/folders/${folder.mergedInto}`}>{text.openIt}</LinkButton>}
        />
      )}
      {folder.hold !== undefined && (
        <Notice tone="warning" title={text.held}>
          {text.holdReason(`${folder.hold.by.title} ${folder.hold.by.name}`, folder.hold.reason)}
        </Notice>
      )}
      {!folder.chainIntact && <Notice tone="warning">{text.chainBroken}</Notice>}
      {offered.length > 0 && (
        <div role="group" aria-label={text.actsTitle} className="flex flex-wrap gap-2">
          {offered.map((it) => (
            <Button key={it} size="small" aria-expanded={act === it} onPress={() => setAct(it)}>
              {text.acts[it]}
            </Button>
          ))}
        </div>
      )}
      {act !== undefined && folder.acts.includes(act) && (
        <FolderActForm key={act} folder={folder} act={act} onClose={() => setAct(undefined)} />
      )}
      {folder.term.endsOn !== undefined && <FolderEnd id={folder.id} />}
      <div className="grid items-start gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Facts folder={folder} />
        <div className="grid min-w-0 gap-4">
          <FolderCaseList folder={folder} />
          <History folder={folder} />
        </div>
      </div>
    </>
  )
}

/** 簿冊目録, and the 背表紙 in each of its widths. */
function Papers({ id }: { readonly id: string }) {
  const text = useText().folders
  return (
    <div role="group" aria-label={text.papers} className="flex flex-wrap items-center gap-2">
      <LinkButton size="small" href={`/v1/folders/${id}/index.pdf`} target="_blank">
        <Printer className="size-4" aria-hidden />
        {text.printIndex}
      </LinkButton>
      <span className="text-sm text-ink-2" aria-hidden>
        {text.spine}
      </span>
      {['3', '5', '8'].map((cm) => (
        <LinkButton key={cm} size="small" href={`/v1/folders/${id}/spine.pdf?width=${cm}`} target="_blank">
          <span className="sr-only">{text.spineOf(cm)}</span>
          <span aria-hidden>{cm}cm</span>
        </LinkButton>
      ))}
    </div>
  )
}

function Facts({ folder }: { readonly folder: FolderView }) {
  const text = useText().folders
  const { language } = useLanguage()
  const { term } = folder
  const because =
    term.kind === 'constant_use'
      ? term.because === 'case' && text.constantCase
      : term.because === 'case'
        ? text.becauseCase
        : term.because === 'extension' && text.becauseExtension
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text.code, folder.code],
    [text.owner, folder.owner?.name ?? text.common],
    ...(folder.keepers.length === 0 ? [] : [[text.keepers, folder.keepers.join('、')] as const]),
    [text.retention, folder.retention.name],
    ...(folder.useEndedOn === undefined ? [] : [[text.on, plainDay(folder.useEndedOn, language)] as const]),
    [
      text.columns.term,
      <Fragment key="term">
        <TermText term={term} />
        {because !== false && <span className="block text-sm text-ink-3">{because}</span>}
        {term.isProvisional && <span className="block text-sm text-ink-3">{text.provisionalHelp}</span>}
      </Fragment>,
    ],
    [text.disposition, text.dispositions[folder.disposition]],
    ...(folder.continues === undefined
      ? []
      : [[text.continues, <FolderLink key="continues" id={folder.continues} name="" />] as const]),
    [
      text.parts,
      folder.parts.length === 0 ? (
        text.noParts
      ) : (
        <ul key="parts">
          {folder.parts.map((it) => (
            <li key={`${it.medium} ${it.shelf}`}>
              {text.media[it.medium]} {it.quantity}　{it.shelf}
            </li>
          ))}
        </ul>
      ),
    ],
  ]
  return (
    <section aria-label={text.facts} className="paper">
      <dl className="divide-y divide-line">
        {rows.map(([label, value]) => (
          <div key={label} className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-2 px-4 py-2.5">
            <dt className="text-sm text-ink-3">{label}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function FolderLink({ id, name }: { readonly id: string; readonly name: string }) {
  return <Link href={`/folders/${id}`}>{`${id} ${name}`.trim()}</Link>
}

function History({ folder }: { readonly folder: FolderView }) {
  const text = useText().folders
  const { language } = useLanguage()
  return (
    <section aria-label={text.history} className="paper">
      <h2 className="border-b border-line px-4 py-3 font-bold sm:px-5">{text.history}</h2>
      {folder.history.length === 0 ? (
        <p className="px-4 py-3 text-sm text-ink-2 sm:px-5">{text.noHistory}</p>
      ) : (
        <ol className="divide-y divide-line">
          {folder.history.map((it, index) => (
            <li key={`${it.at} ${index}`} className="grid gap-0.5 px-4 py-2.5 sm:px-5">
              <p>{it.text}</p>
              {it.case !== undefined && (
                <p className="text-sm">
                  <Link href={`/proposals/${it.case.id}`}>{it.case.title}</Link>
                </p>
              )}
              {it.folder !== undefined && (
                <p className="text-sm">
                  <FolderLink {...it.folder} />
                </p>
              )}
              {it.reason !== undefined && (
                <p className="text-sm text-ink-2">
                  {text.reason}：{it.reason}
                </p>
              )}
              <p className="text-sm text-ink-3 tabular">
                {dateTimeOf(it.at, language)}　{it.by.title} {it.by.name}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
