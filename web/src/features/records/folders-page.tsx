import { Archive, CalendarDays, CalendarPlus, Download, FolderClosed, FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { FolderList } from '../../../../server/contract/folders.ts'
import { foldersCsv, useClassifications, useFolders } from '../../api/folders.ts'
import { Listed } from '../../api/listed.tsx'
import { useText } from '../../i18n/records/index.ts'
import { Button, EmptyState, LinkButton, Tree } from '../../ui/index.ts'
import { classTree } from './classes.ts'
import { FolderFilters } from './folder-filters.tsx'
import { FolderTable } from './folder-table.tsx'
import { HandOverForm } from './hand-over-form.tsx'
import { OpenFolderForm } from './open-folder-form.tsx'

const fields = ['year', 'owner', 'classification', 'words', 'state'] as const

/** 簿冊: the 文書分類表 beside the 簿冊 of a year, a 課 or a class. */
export function FoldersPage() {
  const all = useText()
  const text = all.folders
  const [params, setParams] = useSearchParams()
  const [form, setForm] = useState<'open' | 'handOver'>()
  const filter = Object.fromEntries(fields.map((it) => [it, params.get(it) ?? '']))
  const list = useFolders(filter)
  const classes = useClassifications().data?.items ?? []
  const first: FolderList | undefined = list.data?.pages[0]
  const items = list.data?.pages.flatMap((it) => it.items) ?? []
  const change = (next: Readonly<Record<string, string>>) =>
    setParams(
      Object.entries({ ...filter, ...next }).filter(([, value]) => value !== ''),
      { replace: true },
    )
  const chosen = filter['classification'] ?? ''
  return (
    <div className="mx-auto max-w-[96rem] px-3 py-4 sm:px-6">
      <header className="mb-3 flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-xl font-bold">{text.title}</h1>
        <LinkButton href={foldersCsv(filter)} download>
          <Download className="size-4" aria-hidden />
          {text.csv}
        </LinkButton>
        <LinkButton href="/folders/calendar">
          <CalendarDays className="size-4" aria-hidden />
          {all.calendar.title}
        </LinkButton>
        <LinkButton href="/folders/expiry">
          <Archive className="size-4" aria-hidden />
          {all.expiry.title}
        </LinkButton>
        {first !== undefined && (first.opens.length > 0 || first.manages) && (
          <>
            <LinkButton href="/folders/renewal">
              <CalendarPlus className="size-4" aria-hidden />
              {text.renewal}
            </LinkButton>
            <Button variant="primary" onPress={() => setForm('open')}>
              <FolderPlus className="size-4" aria-hidden />
              {text.open}
            </Button>
          </>
        )}
      </header>
      {first !== undefined && form === 'open' && (
        <div className="mb-4">
          <OpenFolderForm list={first} classes={classes} onClose={() => setForm(undefined)} />
        </div>
      )}
      {form === 'handOver' && (
        <div className="mb-4">
          <HandOverForm from={filter['owner'] ?? ''} onClose={() => setForm(undefined)} />
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[19rem_minmax(0,1fr)]">
        <section aria-label={text.classes} className="paper overflow-hidden max-lg:hidden">
          <div className="flex min-h-11 items-center justify-between gap-2 border-b border-line px-3">
            <h2 className="text-sm font-bold">{text.classes}</h2>
            {chosen !== '' && (
              <Button variant="quiet" size="small" onPress={() => change({ classification: '' })}>
                {text.allClasses}
              </Button>
            )}
          </div>
          {classes.length > 0 && (
            <Tree
              label={text.classes}
              nodes={classTree(classes, first?.counts ?? [], text.count)}
              chosen={chosen === '' ? undefined : chosen}
              onChoose={(classification) => change({ classification })}
              open={classes.filter((it) => it.level < 2).map((it) => it.code)}
            />
          )}
        </section>
        <section aria-label={text.title} className="paper min-w-0 overflow-hidden">
          <FolderFilters filter={filter} list={first} classes={classes} onChange={change} />
          <Listed
            list={list}
            items={items}
            failed={text.failed}
            empty={
              <EmptyState
                picture={<FolderClosed className="size-14" strokeWidth={1.2} aria-hidden />}
                title={text.none}
                text={text.noneText}
              />
            }
          >
            {(shown) => <FolderTable items={shown} />}
          </Listed>
        </section>
      </div>
      {first !== undefined && first.opens.length > 0 && form !== 'handOver' && (
        <div className="mt-4 flex justify-end">
          <Button variant="quiet" onPress={() => setForm('handOver')}>
            {text.handOverAll}
          </Button>
        </div>
      )}
    </div>
  )
}
