import { Ellipsis, type Inbox } from 'lucide-react'
import { Link } from 'react-aria-components'
import { useLocation } from 'wouter'
import { Menu, cx } from '../ui/index.ts'

/** One of the places of the product. */
export type Place = {
  readonly href: string
  readonly label: string
  readonly icon: typeof Inbox
  /** How much waits there. */
  readonly count?: number
}

type Props = {
  /** In order; the first few stand at the foot of a phone, the others in a menu beside them. */
  readonly places: readonly Place[]
  readonly label: string
  /** The name of that menu. */
  readonly more: string
  readonly isHiddenOnPhone: boolean
}

/** How many places a thumb finds at the foot of a phone. */
const atFoot = 4

const look =
  'relative grid min-h-14 w-full content-center justify-items-center gap-0.5 rounded-8 text-center text-xs leading-tight no-underline -outline-offset-2'

/** The way to every place: at the side, on a phone at the foot. */
export function Rail({ places, label, more, isHiddenOnPhone }: Props) {
  const [path, navigate] = useLocation()
  const isHere = ({ href }: Place) => (href === '/' ? path === '/' : path.startsWith(href))
  const others = places.slice(atFoot)
  return (
    <nav
      aria-label={label}
      className={cx(
        'shrink-0 border-line bg-paper pb-[env(safe-area-inset-bottom)] max-md:border-t md:w-20 md:overflow-y-auto md:border-r md:py-2 print:hidden',
        isHiddenOnPhone && 'max-md:hidden',
      )}
    >
      <ul className="flex md:grid md:gap-1 md:px-1.5">
        {places.map((it, index) => (
          <li key={it.href} className={cx('flex-1', index >= atFoot && 'max-md:hidden')}>
            <Link
              href={it.href}
              aria-current={isHere(it) ? 'page' : 'false'}
              className={cx(look, shade(isHere(it)))}
            >
              <PlaceIcon place={it} isHere={isHere(it)} />
              {it.label}
            </Link>
          </li>
        ))}
        <li className="flex-1 md:hidden">
          <Menu
            label={more}
            triggerClassName={cx(look, 'px-0', shade(others.some(isHere)))}
            trigger={
              <>
                <Ellipsis className="size-6" strokeWidth={1.8} aria-hidden />
                {more}
              </>
            }
            sections={[
              {
                entries: others.map((it) => ({
                  id: it.href,
                  label: it.label,
                  icon: <it.icon className="size-5 text-ink-2" strokeWidth={1.8} aria-hidden />,
                  chosen: isHere(it),
                  onAction: () => navigate(it.href),
                })),
              },
            ]}
          />
        </li>
      </ul>
    </nav>
  )
}

function shade(isHere: boolean): string {
  return isHere
    ? 'bg-lead-soft font-bold text-lead max-md:bg-transparent'
    : 'text-ink-2 data-[hovered]:bg-well data-[hovered]:text-ink'
}

function PlaceIcon({ place, isHere }: { readonly place: Place; readonly isHere: boolean }) {
  const { icon: Icon, count = 0 } = place
  return (
    <span className="relative">
      <Icon className="size-6" strokeWidth={isHere ? 2.2 : 1.8} aria-hidden />
      {count > 0 && (
        <span className="absolute -top-1.5 left-3.5 min-w-5 rounded-full bg-lead px-1 text-center text-[0.6875rem] leading-5 font-bold text-white tabular">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </span>
  )
}
