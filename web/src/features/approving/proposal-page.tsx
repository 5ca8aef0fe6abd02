import { ArrowLeft, PanelRight } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { type ComponentProps, useEffect, useMemo, useRef, useState } from 'react'
import { useSearch } from 'wouter'
import { isProblem } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useEditing } from '../../api/editing.ts'
import { keys, useBook, useMe, useProposal } from '../../api/queries.ts'
import { ReadingPurposeForm } from '../../api/reading-purpose-form.tsx'
import { useAsksPurpose } from '../../api/use-asks-purpose.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import {
  Badge,
  Button,
  EmptyState,
  IconButton,
  Later,
  LinkButton,
  Notice,
  Spinner,
  cx,
  openFrom,
} from '../../ui/index.ts'
import { FileTools } from '../../viewer/file-header.tsx'
import type { Said } from '../../viewer/find/passages.ts'
import { Reader } from '../../viewer/reader.tsx'
import { ActBar } from './act-bar.tsx'
import { ChangedSinceMine } from './changed-since-mine.tsx'
import { CoverSheet } from './cover-sheet.tsx'
import { EditsToJudge } from './edits-to-judge.tsx'
import { FilePlace, type PlaceOfFile } from './file-place.tsx'
import { fileToolsOf } from './file-tools.tsx'
import { type SeenMarks, markKey } from './seal-box.tsx'
import { forgetOpen, takeRemembered } from './resumed-act.ts'
import { SidePanel } from './side-panel.tsx'
import { useActing } from './use-acting.ts'
import { useChangedPages } from './use-changed-pages.ts'

const wideEnoughForSide = 1024

/** Reading and approving one proposal: the whole book in one scroll, the route beside it, the acts below. */
export function ProposalPage({ id }: { readonly id: string }) {
  const text = useText()
  const proposal = useProposal(id)
  const asksPurpose = useAsksPurpose(id, proposal)
  if (proposal.data !== undefined) return <Loaded proposal={proposal.data} />
  if (asksPurpose) return <ReadingPurposeForm />
  if (!proposal.isError || proposal.isFetching) {
    return (
      <div className="grid h-full place-items-center">
        <Spinner label={text.common.loading} />
      </div>
    )
  }
  const gone = isProblem(proposal.error, 'not_found')
  return (
    <EmptyState
      isPage
      title={problemText(proposal.error, text)}
      action={
        gone ? (
          <LinkButton href="/">{text.common.toInbox}</LinkButton>
        ) : (
          <Button onPress={() => void proposal.refetch()}>{text.common.retry}</Button>
        )
      }
    />
  )
}

function marksOf(proposal: ProposalView): readonly string[] {
  return (proposal.route?.stages ?? []).flatMap((stage) =>
    stage.steps.flatMap((step) => (step.mark === undefined ? [] : [markKey(step.mark)])),
  )
}

function Loaded({ proposal }: { readonly proposal: ProposalView }) {
  const text = useText()
  const book = useBook(proposal.id)
  const me = useMe()
  const acting = useActing(proposal)
  // Opened again where the page was left to sign in anew; stillThere() asks whether it is offered.
  const [asked, setAsked] = useState(() => takeRemembered(proposal.id))
  useEffect(() => forgetOpen(proposal.id), [proposal.id])
  const [sideOpen, setSideOpen] = useState(() => openFrom(wideEnoughForSide))
  // Seals that were there when the page opened lie still; those that come later drop.
  const [seen] = useState<SeenMarks>(() => new Set(marksOf(proposal)))
  const title = proposal.content.title === '' ? text.reader.title : proposal.content.title
  useEffect(() => {
    document.title = `${title} - Kessai`
  }, [title])
  const [target, setTarget] = useState<ComponentProps<typeof Reader>['target']>()
  useShowStamp(acting.done?.type, proposal)
  useFreshBook(proposal)
  const jump = (name: string) => setTarget((it) => ({ name, asked: (it?.asked ?? 0) + 1 }))
  const changed = useChangedPages(proposal, book.data)
  const said = useMemo(() => saidIn(proposal.history), [proposal.history])
  const [shownSaid, setShownSaid] = useState<{ readonly key: string; readonly asked: number }>()
  useEffect(() => {
    document.querySelector(`[data-said="${shownSaid?.key ?? ''}"]`)?.scrollIntoView({ block: 'center' })
  }, [shownSaid])
  const editing = useEditing(proposal.id)
  const [asksPlace, setPlace] = useState(useAskedPlace())
  // Of a file that is not there (any more) there is nothing to open, and the acts stay in sight.
  const place = proposal.attachments.some((it) => it.id === asksPlace?.attachmentId) ? asksPlace : undefined
  const replaced = typeof asked === 'object' ? asked.replaces : undefined
  return (
    <div
      className="flex h-full min-h-0 flex-col"
      data-proposal={proposal.id}
      data-status={proposal.status}
      data-version={proposal.version}
    >
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line bg-paper px-2 py-1.5">
        <LinkButton href="/" variant="quiet" size="small" aria-label={text.reader.backToInbox}>
          <ArrowLeft className="size-5" aria-hidden />
        </LinkButton>
        {proposal.application?.trial === true && <Badge tone="solid-shu">{text.common.trial}</Badge>}
        {proposal.urgent && <Badge tone="solid-shu">{text.common.urgent}</Badge>}
        <p className="min-w-0 flex-1 truncate font-bold" title={title}>
          {title}
        </p>
        <span className="hidden shrink-0 text-sm text-ink-3 sm:inline">{proposal.number}</span>
        <Badge tone={proposal.status === 'returned' || proposal.status === 'rejected' ? 'shu' : 'lead'}>
          {text.common.status[proposal.status]}
        </Badge>
      </header>
      <Banner proposal={proposal} />
      {/* On a phone what is being written needs the room. */}
      <div className={cx('shrink-0', asked !== undefined && 'max-sm:hidden')}>
        <ChangedSinceMine proposal={proposal} onJump={jump} />
        <EditsToJudge proposal={proposal} onJump={jump} onJudge={() => setAsked('judge_edit')} />
      </div>
      <div className="relative flex min-h-0 flex-1">
        <FileTools
          value={fileToolsOf({
            proposal,
            editing: editing.data,
            replaced,
            onReplace: (id) => setAsked(replaced === id ? undefined : { replaces: id }),
            onPlace: setPlace,
          })}
        >
          <Reader
            book={book.data}
            target={target}
            said={said}
            changed={changed}
            onSaid={(key) => {
              setSideOpen(true)
              setShownSaid((it) => ({ key, asked: (it?.asked ?? 0) + 1 }))
            }}
            {...(proposal.asserted === undefined ? {} : { coverNames: text.reader.asserted.sheet })}
            cover={
              <CoverSheet
                proposal={proposal}
                book={book.data}
                seen={seen}
                onCorrect={() => setAsked(asked === 'revise' ? undefined : 'revise')}
              />
            }
            tools={
              <IconButton
                label={text.reader.showSide}
                icon={<PanelRight className="size-5" />}
                aria-expanded={sideOpen !== false}
                onPress={() => setSideOpen((it) => it !== true)}
              />
            }
          />
        </FileTools>
        {place !== undefined && me.data !== undefined && (
          <FilePlace
            place={place}
            proposal={proposal}
            acting={acting}
            me={me.data.id}
            copies={editing.data?.copies ?? []}
            onPlace={setPlace}
            onClose={() => setPlace(undefined)}
          />
        )}
        <aside
          aria-label={text.reader.side.heading}
          className={cx(
            'absolute inset-y-0 right-0 z-30 w-[min(21rem,92%)] border-l border-line bg-paper shadow-float lg:relative lg:z-auto lg:w-80 lg:shadow-none',
            sideOpen === 'by_width' ? 'max-lg:hidden' : !sideOpen && 'hidden',
          )}
        >
          <Later>
            <SidePanel
              proposal={proposal}
              acting={acting}
              seen={seen}
              me={me.data?.id}
              onClose={() => setSideOpen(false)}
              onAsk={(type) => {
                setAsked(type)
                // On a phone the panel lies over what was asked.
                if (window.innerWidth < wideEnoughForSide) setSideOpen(false)
              }}
            />
          </Later>
        </aside>
      </div>
      {book.isError && (
        <div className="px-4 pb-2">
          <Notice
            tone="warning"
            live
            action={<Button onPress={() => void book.refetch()}>{text.common.retry}</Button>}
          >
            {problemText(book.error, text)}
          </Notice>
        </div>
      )}
      {place?.is !== 'edit' && (
        <ActBar
          proposal={proposal}
          acting={acting}
          me={me.data?.id}
          asked={asked}
          onOpen={setAsked}
          book={book.data}
          onPage={(page) => setTarget((it) => ({ page, asked: (it?.asked ?? 0) + 1 }))}
        />
      )}
    </div>
  )
}

/** The file that the address asks to edit: from where a draft is written. */
function useAskedPlace(): PlaceOfFile | undefined {
  const asked = new URLSearchParams(useSearch()).get('edit')
  return asked === null ? undefined : { is: 'edit', attachmentId: asked }
}

/** What was said on the way, to be found like the pages. */
function saidIn(history: ProposalView['history']): readonly Said[] {
  return history.flatMap(({ seq, title, name, comment }) =>
    comment === undefined || comment === ''
      ? []
      : [{ key: String(seq), who: `${title} ${name}`, text: comment }],
  )
}

/** Asks for the book again when a file or the text became another: the stream tells of the proposal only. */
function useFreshBook({ id, manifestSha256 }: ProposalView) {
  const client = useQueryClient()
  const shown = useRef(manifestSha256)
  useEffect(() => {
    if (shown.current === manifestSha256) return
    shown.current = manifestSha256
    void client.invalidateQueries({ queryKey: keys.book(id) })
  }, [client, id, manifestSha256])
}

/** Brings the cover into view after an act that puts a seal on it. */
function useShowStamp(done: string | undefined, proposal: ProposalView) {
  const shown = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (
      done === undefined ||
      done === shown.current ||
      !['approve', 'provisionally_decide', 'examine', 'concur', 'decide'].includes(done)
    )
      return
    shown.current = done
    document.querySelector('[data-desk]')?.scrollTo({ top: 0, behavior: 'instant' })
  }, [done, proposal.version])
}

/** On top of everything: why it lies with the drafter again, or why it ended. */
function Banner({ proposal }: { readonly proposal: ProposalView }) {
  const text = useText()
  const { language } = useLanguage()
  const { returned, ended, status } = proposal
  if (status === 'returned' && returned !== undefined) {
    return (
      <div className="border-b border-shu-line bg-shu-soft px-4 py-2.5" data-returned>
        <p className="font-bold text-shu-strong">
          {text.reader.returned.title(`${returned.title} ${returned.by}`)}
          <span className="ml-2 text-sm font-normal tabular">{dateTimeOf(returned.at, language)}</span>
        </p>
        <p className="max-h-40 overflow-y-auto whitespace-pre-wrap">{returned.reason}</p>
      </div>
    )
  }
  if (ended !== undefined && (status === 'rejected' || status === 'withdrawn' || status === 'abandoned')) {
    return (
      <div className="border-b border-line bg-well px-4 py-2.5" data-ended>
        <p className="font-bold">{text.reader.ended[status]}</p>
        <p className="max-h-40 overflow-y-auto whitespace-pre-wrap">{ended.reason}</p>
      </div>
    )
  }
  if (proposal.asserted !== undefined) {
    return (
      <div className="border-b border-line bg-well px-4 py-2.5" data-imported>
        <p className="font-bold">{text.reader.asserted.word}</p>
        <p className="text-sm">{text.reader.asserted.meaning(proposal.asserted.source)}</p>
      </div>
    )
  }
  return null
}
