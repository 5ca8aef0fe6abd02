import { Copy, ExternalLink, X } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useState } from 'react'
import { desktopAppOf } from '../../../../server/contract/desktop-app.ts'
import type { DesktopLink } from '../../../../server/contract/desktop-link.ts'
import type { Editing } from '../../../../server/contract/editing.ts'
import { endPass, makeDesktopLink, useEditing, useEditingChanged } from '../../api/editing.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/editing/index.ts'
import { timeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Badge, Button, IconButton, LinkButton, Notice, Spinner, toast } from '../../ui/index.ts'
import type { EditPlaceProps } from './edit-place.tsx'
import type { Weighed } from './on-the-way.ts'
import { SavePanel } from './save-panel.tsx'

/** What a save on the desktop does: nothing more, an act each time, or an act that gives the turn back to those who acted before. */
type Saves = 'draft' | 'on_the_way' | 'once'

type Props = Omit<EditPlaceProps, 'person'>

/**
 * デスクトップで開く: an address by which Word, Excel or LibreOffice opens and saves the file. On the way what a save needs is said
 * before. It lies above the pages, which follow what is saved there.
 */
export function DesktopPlace({ proposalId, attachment, onTheWay, onOwnSave, onClose }: Props) {
  const text = useText()
  const words = text.desktop
  const [link, setLink] = useState<DesktopLink & { readonly saves: Saves }>()
  const [error, setError] = useState<unknown>()
  const [isMaking, setMaking] = useState(false)
  const changed = useEditingChanged(proposalId)
  const make = (said?: Weighed) =>
    makeDesktopLink(attachment.id, said ?? {})
      .then((made) => {
        const falls = said?.effect === 'major' && (onTheWay?.outcomes?.major.falls.length ?? 0) > 0
        onTheWay?.reason.write('')
        setLink({ ...made, saves: said === undefined ? 'draft' : falls ? 'once' : 'on_the_way' })
        void changed()
      }, setError)
      .finally(() => setMaking(false))
  const makeAtOnce = useEffectEvent(() => {
    if (onTheWay === undefined) void make()
  })
  useEffect(() => makeAtOnce(), [attachment.id])
  const asks = onTheWay !== undefined && link === undefined
  return (
    <section
      aria-label={words.region(attachment.name)}
      className="absolute inset-x-0 top-0 z-20 flex max-h-full min-h-0 flex-col border-b border-line bg-paper shadow-float"
      data-desktop-place={attachment.id}
    >
      {asks ? (
        <SavePanel
          posts={onTheWay.posts}
          outcomes={onTheWay.outcomes}
          reason={onTheWay.reason}
          problem={error === undefined ? undefined : problemText(error, text)}
          isSaving={isMaking}
          words={{ ...words.before, title: words.beforeTitle(attachment.name) }}
          onBack={onClose}
          onSave={(said) => {
            setMaking(true)
            setError(undefined)
            void make(said)
          }}
        />
      ) : (
        <>
          <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line bg-well px-2 py-1.5">
            <h2 className="min-w-0 flex-1 truncate pl-1 text-sm font-bold">{words.title(attachment.name)}</h2>
            <IconButton label={words.close} icon={<X className="size-5" />} onPress={onClose} />
          </header>
          {error !== undefined ? (
            <div className="p-4" data-no-link>
              <Notice tone="warning" live action={<Button onPress={onClose}>{words.close}</Button>}>
                {problemText(error, text)}
              </Notice>
            </div>
          ) : link === undefined ? (
            <div className="grid place-items-center p-6">
              <Spinner label={words.preparing} />
            </div>
          ) : (
            <LinkMade
              {...{ proposalId, attachment, link, onOwnSave }}
              onEnd={async (id) => {
                await endPass(id)
                toast(words.ended)
                await changed()
                if (id === link.id) onClose()
              }}
            />
          )}
        </>
      )}
    </section>
  )
}

type MadeProps = Pick<Props, 'proposalId' | 'attachment' | 'onOwnSave'> & {
  readonly link: DesktopLink & { readonly saves: Saves }
  readonly onEnd: (id: string) => Promise<void>
}

/** The address: to be opened, copied, ended; until when it opens, and whether it is open. */
function LinkMade({ proposalId, attachment, link, onOwnSave, onEnd }: MadeProps) {
  const { desktop: words } = useText()
  const { language } = useLanguage()
  const { data } = useEditing(proposalId)
  const hint = useId()
  const [isEnding, setEnding] = useState(false)
  const app = desktopAppOf(attachment.kind) ?? ''
  // LibreOffice knows the same commands under a scheme of its own.
  const hrefOf = (scheme: string) => `${scheme}:ofe|u|${link.url}`
  const own = 'vnd.libreoffice.command'
  const passes = data?.passes.filter((it) => it.attachmentId === attachment.id && it.way === 'webdav') ?? []
  const until = passes.find((it) => it.id === link.id)?.expiresAt ?? link.expiresAt
  const end = (id: string) => {
    setEnding(true)
    void onEnd(id).finally(() => setEnding(false))
  }
  const copy = () => {
    navigator.clipboard.writeText(link.url).then(
      () => toast(words.copied),
      () => toast(words.notCopied, 'warning'),
    )
  }
  return (
    <div className="grid min-h-0 content-start gap-3 overflow-y-auto p-3 sm:p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <LinkButton
          variant="primary"
          href={hrefOf(link.openWith ?? own)}
          rel="noreferrer"
          data-open-on-desktop
        >
          <ExternalLink className="size-4" aria-hidden />
          {words.open(app)}
        </LinkButton>
        {link.openWith !== null && (
          <LinkButton href={hrefOf(own)} rel="noreferrer" data-open-in-libreoffice>
            {words.open('LibreOffice')}
          </LinkButton>
        )}
        <OnDesktop {...{ attachment, onOwnSave }} editing={data?.editing ?? []} />
      </div>
      <p className="text-sm text-ink-2">{link.saves === 'draft' ? words.saves : words.onTheWay}</p>
      {link.saves === 'once' && <Notice tone="warning">{words.major}</Notice>}
      <div className="flex flex-wrap items-end gap-2">
        <label className="grid min-w-64 flex-1 gap-1 text-sm font-bold">
          {words.address}
          <input
            readOnly
            value={link.url}
            onFocus={(event) => event.target.select()}
            aria-describedby={hint}
            className="min-h-10 w-full rounded-8 border border-line-strong bg-well px-3 text-sm font-normal"
            data-desktop-address
          />
        </label>
        <Button onPress={copy} data-copy-address>
          <Copy className="size-4" aria-hidden />
          {words.copy}
        </Button>
      </div>
      <p id={hint} className="text-sm text-ink-3">
        {words.addressHint}
      </p>
      <p className="text-sm text-ink-2">
        {words.secret} {words.until(timeOf(until, language))}
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line pt-3">
        <Button
          size="small"
          isDisabled={isEnding}
          aria-label={words.endOf(attachment.name)}
          onPress={() => end(link.id)}
          data-end-pass
        >
          {words.end}
        </Button>
        <p className="min-w-48 flex-1 text-sm text-ink-3">{words.endHint}</p>
      </div>
      <OtherPasses
        passes={passes.filter((it) => it.id !== link.id)}
        {...{ isEnding, name: attachment.name }}
        onEnd={end}
      />
    </div>
  )
}

/** Who has it open on the desktop now. While it is the reader, new contents are the reader's own. */
function OnDesktop({
  attachment,
  editing,
  onOwnSave,
}: Pick<MadeProps, 'attachment' | 'onOwnSave'> & { readonly editing: Editing['editing'] }) {
  const { desktop: words } = useText()
  const { language } = useLanguage()
  const open = editing.find((it) => it.attachmentId === attachment.id && it.how === 'webdav')
  const expectOwn = useEffectEvent(() => onOwnSave())
  useEffect(() => {
    if (open?.own === true) expectOwn()
  }, [open?.own, attachment.revisionId])
  return (
    <span role="status" data-on-desktop={open === undefined ? 'closed' : 'open'}>
      {open === undefined ? (
        <span className="text-sm text-ink-3">{words.waiting}</span>
      ) : (
        <Badge tone="lead">{words.editing(open.name, timeOf(open.since, language))}</Badge>
      )}
    </span>
  )
}

/** Addresses of the file that were made before and still open it. */
function OtherPasses({
  passes,
  name,
  isEnding,
  onEnd,
}: {
  readonly passes: Editing['passes']
  readonly name: string
  readonly isEnding: boolean
  readonly onEnd: (id: string) => void
}) {
  const { desktop: words } = useText()
  const { language } = useLanguage()
  if (passes.length === 0) return null
  return (
    <section aria-label={words.earlier} className="text-sm">
      <h3 className="font-bold">{words.earlier}</h3>
      <ul>
        {passes.map((it) => (
          <li key={it.id} className="flex flex-wrap items-center gap-2" data-earlier-pass={it.id}>
            <span>{words.earlierOf(timeOf(it.madeAt, language), timeOf(it.expiresAt, language))}</span>
            <Button
              size="small"
              variant="quiet"
              isDisabled={isEnding}
              aria-label={words.endOf(name)}
              onPress={() => onEnd(it.id)}
            >
              {words.end}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
