import { useState } from 'react'
import { Link } from 'wouter'
import type { FolderCases, FolderView } from '../../../../server/contract/folders.ts'
import { ActForm } from '../../api/act-form.tsx'
import { useFolderAct, useFolderCases } from '../../api/folders.ts'
import { useText } from '../../i18n/records/index.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Badge, Button, Spinner, TextField, toast } from '../../ui/index.ts'
import { FolderSelect } from './folder-select.tsx'
import { plainDay } from './term-text.tsx'

type Case = FolderCases['items'][number]

/** The cases of a 簿冊 that the reader may read; whoever keeps it can move one to another 簿冊. */
export function FolderCaseList({ folder }: { readonly folder: FolderView }) {
  const { common, folders: text } = useText()
  const { language } = useLanguage()
  const list = useFolderCases(folder.id)
  const [moving, setMoving] = useState<string>()
  const items = list.data?.pages.flatMap((it) => it.items) ?? []
  const mayMove = folder.acts.includes('move_case')
  return (
    <section aria-label={text.casesTitle} className="paper">
      <div className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-4 py-3 sm:px-5">
        <h2 className="font-bold">{text.casesTitle}</h2>
        <p className="text-sm text-ink-3">{text.casesHelp}</p>
      </div>
      {list.isPending ? (
        <div className="p-4">
          <Spinner label={common.loading} small />
        </div>
      ) : items.length === 0 ? (
        <p className="px-4 py-3 text-sm text-ink-2 sm:px-5">{text.noCases}</p>
      ) : (
        <ul className="divide-y divide-line">
          {items.map((it) => (
            <li key={it.id} className="grid gap-2 px-4 py-2.5 sm:px-5">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <div className="min-w-0 flex-1 basis-64">
                  <Link href={`/proposals/${it.id}`} className="font-bold text-ink hover:text-lead">
                    {it.title}
                  </Link>
                  <p className="flex flex-wrap gap-x-3 text-sm text-ink-3 tabular">
                    <span>{it.number}</span>
                    <span>{it.retention}</span>
                    <span>
                      {it.completedOn === undefined
                        ? text.unfinished
                        : text.completedOn(plainDay(it.completedOn, language))}
                    </span>
                  </p>
                </div>
                <Badge tone={it.status === 'decided' ? 'done' : 'plain'}>{common.status[it.status]}</Badge>
                {mayMove && moving !== it.id && (
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={text.moveCaseOf(it.title)}
                    onPress={() => setMoving(it.id)}
                  >
                    {text.moveCase}
                  </Button>
                )}
              </div>
              {moving === it.id && <MoveForm folder={folder} one={it} onClose={() => setMoving(undefined)} />}
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="grid place-items-center border-t border-line p-3">
          <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
            {common.more}
          </Button>
        </div>
      )}
    </section>
  )
}

type MoveProps = { readonly folder: FolderView; readonly one: Case; readonly onClose: () => void }

function MoveForm({ folder, one, onClose }: MoveProps) {
  const text = useText().folders
  const act = useFolderAct(folder)
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  return (
    <ActForm
      title={text.moveCaseOf(one.title)}
      confirm={text.moveCase}
      isWhole={to !== '' && reason.trim() !== ''}
      send={() => act({ type: 'move_case', case: one.id, to, reason: reason.trim() })}
      onDone={() => {
        toast(text.done)
        onClose()
      }}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FolderSelect folder={folder} anyYear value={to} onChange={setTo} />
        <TextField
          label={text.reason}
          value={reason}
          onChange={setReason}
          maxLength={400}
          requiredMark={text.required}
        />
      </div>
    </ActForm>
  )
}
