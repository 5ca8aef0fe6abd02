import { Ellipsis, MessageSquarePlus } from 'lucide-react'
import { Suspense, lazy, useRef, useState } from 'react'
import type { Book } from '../../../../server/contract/book.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { goToSignIn } from '../../api/client.ts'

import { useKeptWords } from '../../api/kept-words.ts'
import { Renewed } from '../../api/renewed.tsx'
import { useText } from '../../i18n/index.tsx'
import { Boundary, Button, Notice, ReturnFocus, Spinner, TextArea, cx } from '../../ui/index.ts'
import type { PageName } from '../../viewer/seen/unseen.ts'
import { ActNotes } from './act-notes.tsx'
import { type Panel, barActs, inPost, isActing, ownSteps, sealing } from './main-acts.ts'
import { rememberOpen } from './resumed-act.ts'
import { Standing } from './standing.tsx'
import { UnreadPages } from './unread-pages.tsx'
import type { Acting, Ask, Send } from './use-acting.ts'

const ActForm = lazy(async () => ({ default: (await import('./acting/act-form.tsx')).ActForm }))
const ActMenu = lazy(async () => ({ default: (await import('./acting/act-menu.tsx')).ActMenu }))

type Props = {
  readonly proposal: ProposalView
  readonly acting: Acting
  readonly me: string | undefined
  /** What is open above the buttons; other parts of the page open it too. */
  readonly asked: Panel | undefined
  readonly onOpen: (panel: Panel | undefined) => void
  readonly book: Book | undefined
  /** Brings a page into view. */
  readonly onPage: (page: PageName) => void
}

/** The acts the rules allow this person now, and only those; what an act needs opens in place above the buttons. */
export function ActBar({ proposal, acting, me, asked, onOpen: setOpen, book, onPage }: Props) {
  const { acts } = useText()
  const own = ownSteps(proposal, me)
  const words = useKeptWords(me ?? '', proposal.id, own[0]?.id ?? '')
  const [chosenPost, setPost] = useState<string>()
  // A post in which the act is done has no step left to act in.
  const as = own.find((it) => it.post === chosenPost)?.post
  const [paperChecked, setPaperChecked] = useState(false)
  const bar = useRef<HTMLElement>(null)
  const { first, second } = barActs(proposal)
  const open = asked !== undefined && stillThere(asked, proposal) ? asked : undefined
  const busy = acting.working !== undefined
  const seals = first.some((it) => sealing.some((one) => one === it))
  const paperWaits = proposal.paperToCheck !== undefined && !paperChecked

  /** What every seal brings along. */
  const seal = () => ({
    ...(words.get('comment').trim() === '' ? {} : { comment: words.get('comment').trim() }),
    ...(as === undefined ? {} : { as }),
    ...(paperChecked ? { paperChecked } : {}),
  })
  const send = async (ask: Ask, slots: readonly string[] = [], how?: Send) => {
    if (!(await acting.act(inPost(ask, as), how))) return
    // The button that was pressed goes when the case has moved on, and the focus would go with it.
    const held = document.activeElement
    if (held === document.body || bar.current?.contains(held) === true)
      bar.current?.focus({ preventScroll: true })
    words.drop(['comment', ...slots])
    setPaperChecked(false)
    setOpen(undefined)
  }
  const press = (type: Ask['type']) => {
    const ask = isActing(proposal, type) ? undefined : directAsk(type, proposal, seal())
    if (ask === undefined) setOpen(open === type ? undefined : type)
    else void send(ask)
  }
  const canNote = seals || first.includes('post_review') || first.includes('acknowledge')
  const form = open !== undefined && open !== 'menu' && open !== 'note'
  return (
    <section
      ref={bar}
      tabIndex={-1}
      aria-label={acts.heading}
      data-act-bar
      className="z-20 shrink-0 border-t border-line bg-paper px-3 pt-2.5 pb-[calc(0.625rem+env(safe-area-inset-bottom))] outline-none shadow-[0_-2px_12px_rgb(20_24_40/6%)] sm:px-4"
    >
      <div aria-live="polite" className="empty:hidden" data-act-result={acting.done?.type}>
        {acting.changed !== undefined && (
          <div className="mb-2.5" data-changed>
            <Notice tone="info">{acting.changed}</Notice>
          </div>
        )}
        {acting.problem !== undefined && (
          <div className="mb-2.5" data-problem>
            <Notice tone="warning">
              {acting.problem}
              {acting.wantsSignIn && (
                <Button
                  className="mt-2"
                  onPress={() => {
                    rememberOpen(proposal.id, open)
                    goToSignIn(true)
                  }}
                  data-sign-in-again
                >
                  {acts.signInAgain}
                </Button>
              )}
            </Notice>
          </div>
        )}
      </div>
      {open !== undefined && (
        <ReturnFocus>
          <div
            className={cx(
              'mx-auto mb-3 flex max-h-[60dvh] flex-col overflow-hidden rounded-8 border border-lead-line bg-lead-soft/40',
              isWide(open) ? 'max-w-6xl' : 'max-w-3xl',
            )}
            data-act-form={typeof open === 'object' ? 'replace' : open}
          >
            <Boundary key={keyOf(open)} instead={<Renewed text={acts.renewed} />}>
              <Suspense fallback={<Waiting />}>
                {open === 'note' ? (
                  <div className="grid gap-2 p-3 sm:p-4">
                    <TextArea
                      label={acts.comment}
                      value={words.get('comment')}
                      onChange={(it) => words.set('comment', it)}
                      maxLength={4000}
                      rows={2}
                      name="comment"
                    />
                  </div>
                ) : open === 'menu' ? (
                  <ActMenu proposal={proposal} onChoose={press} onClose={() => setOpen(undefined)} />
                ) : (
                  <ActForm
                    key={keyOf(open)}
                    open={open}
                    proposal={proposal}
                    words={words}
                    seal={seal()}
                    busy={busy}
                    onSend={(ask, slots, how) => void send(ask, slots, how)}
                    onClose={() => setOpen(undefined)}
                  />
                )}
              </Suspense>
            </Boundary>
          </div>
        </ReturnFocus>
      )}
      {!form && (
        <ActNotes
          proposal={proposal}
          own={own}
          seals={seals}
          wordsKept={words.isKept('comment') && words.get('comment') !== '' && acting.done === undefined}
          as={as}
          onAs={setPost}
          paperChecked={paperChecked}
          onPaperChecked={setPaperChecked}
        />
      )}
      <div className={cx('flex flex-wrap items-center gap-2', form && 'hidden')}>
        <Standing proposal={proposal} acting={acting}>
          {seals && book !== undefined && <UnreadPages book={book} onPage={onPage} />}
        </Standing>
        <Button
          variant="quiet"
          onPress={() => setOpen(open === 'menu' ? undefined : 'menu')}
          aria-expanded={open === 'menu'}
          aria-label={acts.more}
          className="max-sm:px-2"
          data-more-acts
        >
          <Ellipsis className="size-5" aria-hidden />
          <span className="hidden sm:inline">{acts.more}</span>
        </Button>
        {second.map((it) => (
          <Button
            key={it}
            variant="quiet"
            isDisabled={busy}
            onPress={() => press(it)}
            aria-expanded={open === it}
            className="max-sm:px-2"
            data-act={it}
          >
            {acts.name[it]}
          </Button>
        ))}
        {canNote && (
          <Button
            variant="quiet"
            onPress={() => setOpen(open === 'note' ? undefined : 'note')}
            aria-expanded={open === 'note'}
            aria-label={acts.addComment}
            className="max-sm:px-2"
            data-comment
          >
            <MessageSquarePlus
              className={cx('size-5', words.get('comment') !== '' && 'text-lead')}
              aria-hidden
            />
            <span className="hidden sm:inline">{acts.addComment}</span>
          </Button>
        )}
        {first.includes('concur') &&
          !isActing(proposal, 'concur') &&
          (['object', 'conditional'] as const).map((it) => (
            <Button
              key={it}
              size="large"
              className="max-sm:px-3"
              isDisabled={busy || paperWaits}
              onPress={() => setOpen(open === it ? undefined : it)}
              data-act={it}
            >
              {acts.name[it]}
            </Button>
          ))}
        {first.map((it, index) => (
          <Button
            key={it}
            variant={index === 0 ? 'primary' : 'secondary'}
            size="large"
            className="max-sm:flex-1 max-sm:px-3"
            isDisabled={busy || (paperWaits && sealing.some((one) => one === it))}
            onPress={() => press(it)}
            data-act={it}
          >
            {acting.working === it ? acts.working : acts.name[labelOf(proposal, it)]}
          </Button>
        ))}
      </div>
    </section>
  )
}

function Waiting() {
  const { common } = useText()
  return (
    <div className="grid place-items-center p-4">
      <Spinner small label={common.loading} />
    </div>
  )
}

/** 代決 is called by its name. */
function labelOf<Type extends Ask['type']>(proposal: ProposalView, type: Type) {
  if (!isActing(proposal, type)) return type
  return type === 'decide' ? 'actDecide' : 'actConcur'
}

/** A correction stands in two columns, so that the paper above it stays in sight. */
function isWide(panel: Panel): boolean {
  return typeof panel === 'object' || panel === 'revise'
}

function keyOf(panel: Panel): string {
  return typeof panel === 'object' ? panel.replaces : panel
}

function stillThere(panel: Panel, { allowed }: ProposalView): boolean {
  if (typeof panel === 'object') return allowed.includes('revise')
  if (panel === 'menu' || panel === 'note') return true
  return allowed.includes(panel === 'conditional' || panel === 'object' ? 'concur' : panel)
}

type Sealing = { readonly comment?: string; readonly as?: string; readonly paperChecked?: boolean }

/**
 * An act that needs no further word. 決裁 is asked once more, in place; the ordinary acts are not: what can be taken
 * back needs no question.
 */
function directAsk(type: Ask['type'], proposal: ProposalView, seal: Sealing): Ask | undefined {
  const comment = seal.comment === undefined ? {} : { comment: seal.comment }
  switch (type) {
    case 'submit':
    case 'end_hold':
      return { type }
    case 'approve':
    case 'provisionally_decide':
    case 'examine':
      return { type, ...seal }
    case 'concur':
      return { type, opinion: 'agree', ...seal }
    case 'acknowledge':
      return { type, ...comment }
    case 'post_review': {
      const review = proposal.postReviews.find((it) => it.own)?.id
      return { type, ...comment, ...(review === undefined ? {} : { review }) }
    }
    default:
      return undefined
  }
}
