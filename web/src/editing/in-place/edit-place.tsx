import { MonitorCog } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { EditorName } from '../../../../server/contract/editing.ts'
import { editorOf, endingOf } from '../../../../server/contract/editor-of.ts'
import type { AttachmentView } from '../../../../server/contract/proposals.ts'
import { request, requestBytes } from '../../api/client.ts'
import { useEditing } from '../../api/editing.ts'
import { keys } from '../../api/keys.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/editing/index.ts'
import { Boundary, Button, Notice, Spinner, usePageKeys } from '../../ui/index.ts'
import { ConflictNotice } from './conflict-notice.tsx'
import { DesktopButton } from './desktop-button.tsx'
import { EditBar } from './edit-bar.tsx'
import type { EditorHandle } from './editor-props.ts'
import { editors, fetchEditor } from './editors.ts'
import { HeldElsewhere } from './held-elsewhere.tsx'
import { type KeptWork, dropKept, findKept } from './kept-work.ts'
import { LeftWork } from './left-work.tsx'
import { LostNotice } from './lost-notice.tsx'
import { MergePanel, type Merged, isMergedThere } from './merge-panel.tsx'
import type { OnTheWay } from './on-the-way.ts'
import { SavePanel } from './save-panel.tsx'
import { useKeeping } from './use-keeping.ts'
import { useLease } from './use-lease.ts'
import { useSavingEdit } from './use-saving-edit.ts'

export type EditPlaceProps = {
  readonly proposalId: string
  /** Who edits, so that what is kept in this browser is found by nobody else. */
  readonly person: string
  readonly attachment: AttachmentView
  readonly onTheWay?: OnTheWay
  /** A draft gets a content that the reader has made. */
  readonly onOwnSave: () => void
  /** Leads to a program on the desktop; absent when none opens such a file. */
  readonly onDesktop?: (() => void) | undefined
  /** Leads to the office server, where it edits such a file. */
  readonly onOffice?: () => void
  readonly onClose: () => void
}

/** 直接編集: a file edited where it is read. Asks first whether to go on with what this browser has kept of it. */
export function EditPlace(props: EditPlaceProps) {
  const { attachment, person } = props
  const text = useText()
  const words = text.inPlace
  const [left, setLeft] = useState<KeptWork>()
  // Once begun it stays at its revision, also when a newer one comes: that is told when it is saved.
  const [begun, setBegun] = useState<Begun>()
  const beginAnew = () => setBegun({ from: attachment.revisionId, kept: undefined, isMerging: false })
  const editor = editorOf(attachment.kind)
  useEffect(() => {
    if (editor !== undefined) fetchEditor(editor)
  }, [editor])
  const onFound = useEffectEvent((kept: KeptWork | undefined) => {
    if (kept === undefined) beginAnew()
    else setLeft(kept)
  })
  useEffect(() => {
    void findKept(person, attachment.id).then(onFound)
  }, [person, attachment.id])
  return (
    <section
      aria-label={words.region(attachment.name)}
      className="absolute inset-0 z-20 flex min-h-0 flex-col bg-paper"
      data-over-pages
      data-edit-place={attachment.id}
    >
      {begun === undefined && left === undefined && <Waiting label={words.opening} />}
      {begun === undefined && left !== undefined && (
        <LeftWork
          at={left.at}
          isOlder={left.from !== attachment.revisionId}
          onGoOn={() => setBegun({ from: left.from, kept: left.work, isMerging: false })}
          onDrop={() => {
            void dropKept(person, attachment.id)
            beginAnew()
          }}
          onClose={props.onClose}
        />
      )}
      {begun !== undefined && (
        <Boundary
          instead={
            <div className="p-4">
              <Notice tone="warning" live action={<Button onPress={props.onClose}>{words.close}</Button>}>
                {words.failed}
              </Notice>
            </div>
          }
        >
          <Suspense fallback={<Waiting label={words.opening} />}>
            <OpenFile
              key={`${begun.from} ${begun.isMerging}`}
              {...props}
              {...begun}
              onMerge={(work, settles) =>
                setBegun({ from: attachment.revisionId, kept: work, isMerging: true, settles })
              }
            />
          </Suspense>
        </Boundary>
      )}
    </section>
  )
}

type Begun = {
  /** The revision it began with. */
  readonly from: string
  /** What it goes on from. */
  readonly kept: unknown
  readonly isMerging: boolean
  /** The 控え it merges. */
  readonly settles?: string
}

type OpenProps = EditPlaceProps &
  Begun & {
    /** Begins anew on the newest revision, with the work done so far laid over it. */
    readonly onMerge: (work: unknown, copyId: string) => void
  }

/** The file with its editor: the bar, what stands in the way, the editor itself, and what a save still needs. */
function OpenFile({
  settles,
  onOwnSave,
  proposalId,
  person,
  attachment,
  onTheWay,
  onDesktop,
  onOffice,
  onClose,
  from,
  kept,
  isMerging,
  onMerge,
}: OpenProps) {
  const text = useText()
  const words = text.inPlace
  const [takeOver, setTakeOver] = useState(0)
  const { data: told, dataUpdatedAt: toldAt } = useEditing(proposalId)
  const isForOffice = told?.office.includes(endingOf(attachment.name)) === true
  const isOnItsWay = useRef(false)
  const { lease, isOffline } = useLease(attachment.id, from, takeOver, toldAt, isOnItsWay)
  // Read while it is still asked who edits it: nothing is shown of it before that is known.
  const opened = useOpened(from)
  const isOurs = lease.is === 'held' || lease.is === 'lost'
  const handle = useRef<EditorHandle>(null)
  const keeping = useKeeping({ person, attachmentId: attachment.id, from, kept })
  const [asksWeight, setAsksWeight] = useState(false)
  const [merges, setMerges] = useState(false)
  // What was chosen waits for its weight.
  const [merged, setMerged] = useState<Merged>()
  const saving = useSavingEdit({
    ...{ proposalId, attachment, from, person, handle, keeping },
    lease: isOurs ? lease.id : undefined,
    onWay: (isOn) => {
      isOnItsWay.current = isOn
    },
    settles,
    onConflict: () => setAsksWeight(false),
    onOwnSave,
    onSaved: onClose,
  })
  const { isChanged } = keeping
  const { conflict, problem } = saving
  // In a conflict it is saved already, as a 控え: what becomes of that comes first.
  const canSave = isChanged && !saving.isSaving && opened.data !== undefined && saving.conflict === undefined
  const save = () => {
    if (!canSave) return
    if (onTheWay === undefined) void saving.save()
    else setAsksWeight(true)
  }
  const [asksClose, setAsksClose] = useState(false)
  const isAtRisk = keeping.failed && isChanged
  const close = async () => {
    await handle.current?.rest?.()
    // Where nothing keeps it, it would be gone without a word.
    if (isAtRisk) setAsksClose(true)
    else onClose()
  }
  const askFirst = useEffectEvent((event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (link === null || link.getAttribute('target') === '_blank' || link.hasAttribute('download')) return
    event.preventDefault()
    event.stopPropagation()
    setAsksClose(true)
  })
  useEffect(() => {
    if (!isAtRisk) return
    // Before the router hears of it.
    document.addEventListener('click', askFirst, { capture: true })
    return () => document.removeEventListener('click', askFirst, { capture: true })
  }, [isAtRisk])
  const isLost = lease.is === 'lost'
  const keepAgain = useEffectEvent(() => keeping.again())
  useEffect(() => {
    // The other window may have forgotten what it found here.
    if (isLost) keepAgain()
  }, [isLost])
  usePageKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    save()
  })
  if (lease.is === 'elsewhere') {
    const over = () => setTakeOver((it) => it + 1)
    return <HeldElsewhere problem={lease.problem} onTakeOver={over} onClose={onClose} />
  }
  const error = lease.is === 'refused' ? lease.error : opened.error
  if (error !== null) {
    return (
      <div className="p-4" data-not-editable>
        <Notice
          tone="warning"
          live
          action={
            <>
              {lease.is !== 'refused' && isForOffice && onOffice !== undefined && (
                <Button size="small" onPress={onOffice} data-to-office-server>
                  <MonitorCog className="size-4" aria-hidden />
                  {text.editing.header.office}
                </Button>
              )}
              {lease.is !== 'refused' && onDesktop !== undefined && (
                <DesktopButton kind={attachment.kind} onPress={onDesktop} />
              )}
              <Button onPress={onClose}>{words.close}</Button>
            </>
          }
        >
          {problemText(error, text)}
        </Notice>
      </div>
    )
  }
  const Editor = opened.data && editors[opened.data.editor]
  return (
    <>
      {asksClose && (
        <Notice
          tone="warning"
          live
          action={
            <>
              <Button size="small" onPress={() => setAsksClose(false)}>
                {words.weight.back}
              </Button>
              <Button size="small" variant="quiet" onPress={onClose} data-close-anyway>
                {words.closeAnyway}
              </Button>
            </>
          }
        >
          {words.closeLoses}
        </Notice>
      )}
      <EditBar
        name={attachment.name}
        isChanged={isChanged}
        keptFailed={keeping.failed}
        isSaving={saving.isSaving}
        isBlocked={conflict !== undefined}
        onSave={save}
        instead={
          onDesktop !== undefined &&
          !isChanged && <DesktopButton kind={attachment.kind} onPress={onDesktop} />
        }
        onClose={() => void close()}
      />
      {isOffline && (
        <Notice tone="warning" live>
          {words.offline}
        </Notice>
      )}
      {isMerging && conflict === undefined && (
        <Notice tone="info" live>
          {words.conflict.merging}
        </Notice>
      )}
      {lease.is === 'lost' && conflict === undefined && (
        <LostNotice error={lease.error} onTakeBack={() => setTakeOver((it) => it + 1)} />
      )}
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      {conflict !== undefined && merges && !asksWeight && (
        <MergePanel
          copyId={conflict.copyId}
          newestId={attachment.revisionId}
          isSaving={saving.isSaving}
          onBack={() => setMerges(false)}
          onSave={(chosen) => {
            if (onTheWay === undefined) return void saving.saveMerged(chosen)
            setMerged(chosen)
            setAsksWeight(true)
          }}
        />
      )}
      {conflict !== undefined && !merges && (
        <ConflictNotice
          conflict={conflict}
          canMerge={opened.data?.editor === 'text' || isMergedThere(attachment.kind)}
          onMerge={() => {
            if (isMergedThere(attachment.kind)) return setMerges(true)
            saving.forgetConflict()
            onMerge(keeping.work(), conflict.copyId)
          }}
          onKeepMine={
            onTheWay === undefined
              ? () => void saving.keepMine()
              : () => {
                  setMerged(undefined)
                  setAsksWeight(true)
                }
          }
          onDrop={() => void saving.dropCopy()}
        />
      )}
      {asksWeight && onTheWay !== undefined && (
        <SavePanel
          {...onTheWay}
          isSaving={saving.isSaving}
          onBack={() => setAsksWeight(false)}
          onSave={(weighed) => {
            void onTheWay.act(weighed, (basis) => {
              const said = { ...basis, ...weighed }
              if (conflict === undefined) return saving.save(said, 'throws')
              return merged === undefined
                ? saving.keepMine(said, 'throws')
                : saving.saveMerged(merged, said, 'throws')
            })
          }}
        />
      )}
      <div
        className="relative flex min-h-0 flex-1 flex-col"
        inert={saving.isSaving || conflict !== undefined}
      >
        {opened.data === undefined || Editor === undefined || !isOurs ? (
          <Waiting label={words.opening} />
        ) : (
          <Editor
            file={{
              proposalId,
              attachmentId: attachment.id,
              revisionId: from,
              name: attachment.name,
              kind: attachment.kind,
            }}
            content={opened.data.content}
            facts={opened.data.facts}
            isTracked={opened.data.tracked}
            kept={kept}
            isMerging={isMerging}
            onWork={keeping.keep}
            onDesktop={onDesktop}
            ref={handle}
          />
        )}
      </div>
    </>
  )
}

type Opened = { readonly editor: EditorName; readonly tracked: boolean; readonly facts: unknown }

/** The bytes of the file, and what its editor needs besides. */
function useOpened(revisionId: string) {
  return useQuery({
    queryKey: keys.editable(revisionId),
    queryFn: async ({ signal }) => {
      const [about, content] = await Promise.all([
        request<Opened>('GET', `/v1/revisions/${revisionId}/editable`, { signal }),
        requestBytes(`/v1/revisions/${revisionId}/content`, signal),
      ])
      return { ...about, content }
    },
    // A revision never changes; its bytes need not stay in memory when nobody edits.
    staleTime: Infinity,
    gcTime: 0,
  })
}

function Waiting({ label }: { readonly label: string }) {
  return (
    <div className="grid flex-1 place-items-center p-6">
      <Spinner label={label} />
    </div>
  )
}
