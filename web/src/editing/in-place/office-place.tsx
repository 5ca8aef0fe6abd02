import { X } from 'lucide-react'
import { type RefObject, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { Editing } from '../../../../server/contract/editing.ts'
import type { OfficeSession } from '../../../../server/contract/office-session.ts'
import { type ProblemError, isProblem } from '../../api/client.ts'
import { openOfficeSession, useEditing, useRevised } from '../../api/editing.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/editing/index.ts'
import { Button, IconButton, Notice, Spinner, cx } from '../../ui/index.ts'
import type { EditPlaceProps } from './edit-place.tsx'
import { HeldElsewhere } from './held-elsewhere.tsx'
import { type OfficeMessage, officeMessageOf, tell } from './office-messages.ts'
import type { Weighed } from './on-the-way.ts'
import { SavePanel } from './save-panel.tsx'

/** オフィスサーバーで編集: a file opened on the office server, in a frame where it is read. On the way it is weighed before. */
export function OfficePlace({ proposalId, attachment, onTheWay, onOwnSave, onClose }: EditPlaceProps) {
  const text = useText()
  const words = text.office
  const [weighed, setWeighed] = useState<Weighed>()
  const [session, setSession] = useState<OfficeSession>()
  const { data: now } = useEditing(proposalId)
  const [joined, setJoined] = useState<Joined>()
  const [held, setHeld] = useState<ProblemError>()
  const [error, setError] = useState<unknown>()
  const [isOpening, setOpening] = useState(false)
  const revised = useRevised(proposalId)
  const failed = (failure: unknown) => {
    if (isProblem(failure, 'being_edited')) setHeld(failure)
    else setError(failure)
  }
  const ask = (takeOver: boolean, said?: Weighed) => {
    const there = now?.editing.find((it) => it.attachmentId === attachment.id && it.how === 'wopi')
    return openOfficeSession(attachment.id, { takeOver, ...said })
      .then((opened) => {
        onTheWay?.reason.write('')
        setJoined(takeOver ? undefined : there)
        setSession(opened)
      }, failed)
      .finally(() => setOpening(false))
  }
  const open = (takeOver: boolean, said?: Weighed) => {
    setOpening(true)
    setHeld(undefined)
    void ask(takeOver, said)
  }
  const openAtOnce = useEffectEvent(() => {
    if (onTheWay === undefined) void ask(false)
  })
  useEffect(() => openAtOnce(), [attachment.id])
  const close = () => {
    void revised()
    onClose()
  }
  return (
    <section
      aria-label={words.region(attachment.name)}
      className="absolute inset-0 z-20 flex min-h-0 flex-col bg-paper"
      data-over-pages
      data-office-place={attachment.id}
    >
      {error !== undefined ? (
        <div className="p-4" data-not-opened>
          <Notice tone="warning" live action={<Button onPress={onClose}>{words.close}</Button>}>
            {problemText(error, text)}
          </Notice>
        </div>
      ) : held !== undefined ? (
        <HeldElsewhere problem={held} onTakeOver={() => open(true, weighed)} onClose={onClose} />
      ) : session !== undefined ? (
        <OfficeFrame
          key={session.passId}
          name={attachment.name}
          session={session}
          joined={joined}
          isOnce={weighed?.effect === 'major'}
          onAnew={() => open(true, weighed)}
          onChanged={onOwnSave}
          onClose={close}
        />
      ) : onTheWay !== undefined && weighed === undefined ? (
        <SavePanel
          posts={onTheWay.posts}
          outcomes={onTheWay.outcomes}
          reason={onTheWay.reason}
          problem={undefined}
          isSaving={isOpening}
          words={{ ...words.before, title: words.beforeTitle(attachment.name) }}
          onBack={onClose}
          onSave={(said) => {
            setWeighed(said)
            open(false, said)
          }}
        />
      ) : (
        <div className="grid flex-1 place-items-center p-6">
          <Spinner label={words.opening} />
        </div>
      )}
    </section>
  )
}

/** Whoever was editing the file there when it was opened. */
type Joined = Pick<Editing['editing'][number], 'name' | 'title' | 'own'>

type FrameProps = {
  readonly name: string
  readonly session: OfficeSession
  readonly joined: Joined | undefined
  /** What is saved becomes one revision when it is closed. */
  readonly isOnce: boolean
  /** Ends the editing that was joined, and opens the file anew. */
  readonly onAnew: () => void
  /** Something was written that will be saved. */
  readonly onChanged: () => void
  readonly onClose: () => void
}

/** What the office server has said of its file so far. */
type State = 'opening' | 'open' | 'changed' | 'closing' | 'not_saved' | 'failed'

/** The office server in its frame, and a bar above it. It is given the key of the file by a form, so that it stands in no address. */
function OfficeFrame({ name, session, joined, isOnce, onAnew, onChanged, onClose }: FrameProps) {
  const { office: words } = useText()
  const [state, setState] = useState<State>('opening')
  const frame = useRef<HTMLIFrameElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const target = `office-${useId()}`
  useEffect(() => form.current?.submit(), [])
  const { origin } = session
  useOfficeMessages(frame, origin, (message) => {
    switch (message.is) {
      case 'loading':
        if (message.failed) setState('failed')
        else setState((it) => (it === 'opening' ? 'open' : it))
        // It listens to nothing before that.
        tell(frame.current, origin, 'Host_PostmessageReady')
        break
      case 'modified':
        if (message.isModified) onChanged()
        setState((it) => (it === 'closing' ? it : message.isModified ? 'changed' : 'open'))
        break
      case 'saved':
        if (message.isSaved && state === 'closing') onClose()
        else setState(message.isSaved ? 'open' : 'not_saved')
        break
      case 'close':
        onClose()
    }
  })
  const close = () => {
    // Saved first; pressed once more it closes at once, and the office server saves what it has.
    if (state !== 'changed') return onClose()
    setState('closing')
    tell(frame.current, origin, 'Action_Save', { DontTerminateEdit: true, Notify: true })
  }
  return (
    <>
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line bg-well px-2 py-1.5">
        <h2 className="min-w-0 flex-1 truncate pl-1 text-sm font-bold" title={name}>
          {name}
        </h2>
        <span
          role="status"
          className={cx('min-w-0 truncate text-xs text-ink-3 sm:inline', state !== 'closing' && 'hidden')}
          data-office-state={state}
        >
          {state === 'open' && isOnce ? words.once : words.state[state]}
        </span>
        <IconButton label={words.close} icon={<X className="size-5" />} onPress={close} data-close-office />
      </header>
      {joined !== undefined && state !== 'changed' && (
        <Notice
          live
          action={
            <Button size="small" onPress={onAnew} data-open-anew>
              {words.joined.anew}
            </Button>
          }
        >
          <p>{joined.own ? words.joined.own : words.joined.other(`${joined.title} ${joined.name}`.trim())}</p>
          <p>{words.joined.broken}</p>
        </Notice>
      )}
      {(state === 'not_saved' || state === 'failed') && (
        <Notice tone="warning" live>
          {words.told[state]}
        </Notice>
      )}
      <form method="post" action={session.action} target={target} hidden ref={form}>
        <input type="hidden" name="access_token" value={session.accessToken} readOnly />
        <input type="hidden" name="access_token_ttl" value={session.accessTokenTtl} readOnly />
      </form>
      {/* It runs scripts at its own address, which is not ours; what it may not do is lead this page elsewhere. */}
      <iframe
        ref={frame}
        name={target}
        title={words.frame(name)}
        className="min-h-0 w-full flex-1 border-0"
        // oxlint-disable-next-line react/iframe-missing-sandbox -- both words are safe together where the address is another one
        sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"
        allow="clipboard-read; clipboard-write; fullscreen"
      />
    </>
  )
}

/** Hears what the office server says, and nobody else. */
function useOfficeMessages(
  frame: RefObject<HTMLIFrameElement | null>,
  origin: string,
  hear: (message: OfficeMessage) => void,
): void {
  const heard = useEffectEvent((event: MessageEvent<unknown>) => {
    if (event.origin !== origin || event.source !== frame.current?.contentWindow) return
    const message = officeMessageOf(event.data)
    if (message !== undefined) hear(message)
  })
  useEffect(() => {
    const listener = (event: MessageEvent<unknown>) => heard(event)
    addEventListener('message', listener)
    return () => removeEventListener('message', listener)
  }, [])
}
