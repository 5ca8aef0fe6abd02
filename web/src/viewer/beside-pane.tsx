import { Link2, Minus, Plus, Unlink2, X } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { ReadableBook } from '../../../server/contract/book.ts'
import { useText } from '../i18n/index.tsx'
import { IconButton } from '../ui/index.ts'
import { Desk } from './desk.tsx'
import { PageBox } from './page-box.tsx'
import { PageHost } from './page-host.ts'
import { pageBox } from './scene.ts'
import { useLinkedScroll } from './use-linked-scroll.ts'
import { type Pane, usePane } from './use-pane.ts'

type Props = {
  readonly book: ReadableBook | undefined
  /** The page it begins at. */
  readonly firstPage: number
  readonly main: Pick<Pane, 'desk' | 'scale' | 'wishes'>
  readonly onClose: () => void
}

/** A second window onto the same book, to lay one place beside another: the 申請書 beside the 審査調書. */
export function BesidePane({ book, firstPage, main, onClose }: Props) {
  const text = useText()
  const [host] = useState(() => new PageHost())
  useEffect(() => () => host.close(), [host])
  const pane = usePane(book, host, { isMain: false, lead: 0 })
  const { scene, desk, scale } = pane
  const [linked, setLinked] = useState(false)
  // Pages as wide as their column differ in scale from one to the next; there a pixel is a pixel.
  const ratio = pane.wishes.zoom === main.wishes.zoom ? 1 : scale / main.scale
  useLinkedScroll(main.desk, desk, ratio, linked)
  const begin = useEffectEvent(() => pane.goToPage(firstPage))
  const isLaidOut = scene.pageCount > 0
  useEffect(() => {
    if (isLaidOut) begin()
  }, [isLaidOut])

  const box = pageBox(scene, Math.max(0, desk.settledPage))
  const file = box === undefined ? undefined : book?.files[box.fileIndex]
  const { beside } = text.viewer
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col border-l-4 border-line" data-beside>
      <div className="flex min-h-12 shrink-0 items-center gap-1 border-b border-line bg-paper px-2 text-sm">
        <PageBox bookPage={desk.bookPage} pageCount={scene.pageCount} onPage={pane.goToPage} />
        <span className="min-w-0 flex-1 truncate px-2 text-ink-2" title={file?.name}>
          {file?.name}
        </span>
        <IconButton
          label={text.reader.zoomOut}
          icon={<Minus className="size-4.5" />}
          onPress={() => pane.step(-1)}
        />
        <IconButton
          label={text.reader.zoomIn}
          icon={<Plus className="size-4.5" />}
          onPress={() => pane.step(1)}
        />
        <IconButton
          label={linked ? beside.unlink : beside.link}
          icon={linked ? <Link2 className="size-5" /> : <Unlink2 className="size-5" />}
          aria-pressed={linked}
          onPress={() => setLinked((it) => !it)}
        />
        <IconButton label={beside.close} icon={<X className="size-5" />} onPress={onClose} />
      </div>
      <Desk pane={pane} book={book} host={host} label={beside.region} />
    </div>
  )
}
