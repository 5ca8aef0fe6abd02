import {
  BookOpen,
  Link as LinkIcon,
  Maximize,
  Moon,
  MoveHorizontal,
  Printer,
  RectangleVertical,
  RotateCw,
  Rows3,
  Ruler,
  TextQuote,
} from 'lucide-react'
import { useText } from '../i18n/index.tsx'
import { Menu, toast } from '../ui/index.ts'
import { type LinkTarget, copyLink } from './links.ts'
import { useSelectedPassage } from './selected-passage.ts'
import { setSurroundings, useSurroundings } from './surroundings.ts'
import { useActualZoom } from './measure/screen-size.ts'
import type { Wishes } from './use-wishes.ts'
import type { Spread, Zoom } from './scene.ts'
import type { PageName } from './seen/unseen.ts'

type Props = {
  readonly wishes: Wishes
  readonly onZoom: (zoom: Zoom) => void
  readonly onSpread: (spread: Spread) => void
  /** The page one reads, or all pages of its file, a quarter turn clockwise; absent on the cover sheet. */
  readonly onTurn: ((what: 'page' | 'file') => void) | undefined
  readonly pageHere: PageName | undefined
  /** Undefined where nothing is printed on record. */
  readonly onPrint: (() => void) | undefined
}

/** How large the pages are, how they lie beside each other, and which way up. */
export function LayoutMenu({ wishes, onZoom, onSpread, onTurn, pageHere, onPrint }: Props) {
  const { layout: text, print } = useText().viewer
  const actual = useActualZoom()
  const icon = 'size-4.5 text-ink-3'
  const surroundings = useSurroundings()
  const passage = useSelectedPassage()
  const copy = (target: LinkTarget) =>
    void copyLink(target).then((copied) =>
      toast(copied ? text.linkCopied : text.linkNotCopied, copied ? 'done' : 'warning'),
    )
  return (
    <Menu
      label={text.menu}
      trigger={<BookOpen className="size-5" aria-hidden />}
      sections={[
        {
          title: text.size,
          entries: [
            {
              id: 'fit',
              label: text.fit,
              icon: <MoveHorizontal className={icon} aria-hidden />,
              chosen: wishes.zoom === 'fit',
              onAction: () => onZoom('fit'),
            },
            {
              id: 'page',
              label: text.page,
              icon: <Maximize className={icon} aria-hidden />,
              chosen: wishes.zoom === 'page',
              onAction: () => onZoom('page'),
            },
            {
              id: 'actual',
              label: text.actual,
              icon: <Ruler className={icon} aria-hidden />,
              chosen: wishes.zoom === actual,
              onAction: () => onZoom(actual),
            },
          ],
        },
        {
          title: text.spread,
          entries: (['single', 'left_bound', 'right_bound'] as const).map((spread) => ({
            id: spread,
            label: text.spreads[spread],
            icon:
              spread === 'single' ? (
                <RectangleVertical className={icon} aria-hidden />
              ) : (
                <BookOpen className={icon} aria-hidden />
              ),
            chosen: wishes.spread === spread,
            onAction: () => onSpread(spread),
          })),
        },
        {
          entries: [
            {
              id: 'dark',
              label: text.dark,
              icon: <Moon className={icon} aria-hidden />,
              chosen: surroundings === 'dark',
              onAction: () => setSurroundings(surroundings === 'dark' ? 'light' : 'dark'),
            },
          ],
        },
        ...(onTurn === undefined
          ? []
          : [
              {
                title: text.turn,
                entries: [
                  {
                    id: 'turn_page',
                    label: text.turnPage,
                    icon: <RotateCw className={icon} aria-hidden />,
                    onAction: () => onTurn('page'),
                  },
                  {
                    id: 'turn_file',
                    label: text.turnFile,
                    icon: <Rows3 className={icon} aria-hidden />,
                    onAction: () => onTurn('file'),
                  },
                ],
              },
            ]),
        ...(pageHere === undefined
          ? []
          : [
              {
                entries: [
                  {
                    id: 'link',
                    label: text.link,
                    icon: <LinkIcon className={icon} aria-hidden />,
                    onAction: () => copy({ page: pageHere }),
                  },
                  ...(passage === undefined
                    ? []
                    : [
                        {
                          id: 'link_passage',
                          label: text.linkPassage,
                          icon: <TextQuote className={icon} aria-hidden />,
                          onAction: () => copy({ passage }),
                        },
                      ]),
                ],
              },
            ]),
        ...(onPrint === undefined
          ? []
          : [
              {
                entries: [
                  {
                    id: 'print',
                    label: print.heading,
                    icon: <Printer className={icon} aria-hidden />,
                    onAction: onPrint,
                  },
                ],
              },
            ]),
      ]}
    />
  )
}
