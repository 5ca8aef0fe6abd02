import { ListOrdered } from 'lucide-react'
import { useSearchParams } from 'wouter'
import type { ActingOrderList, ActingOrderView } from '../../../../server/contract/acting-orders.ts'
import { useActingOrders } from '../../api/acting-orders.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, EmptyState, cx } from '../../ui/index.ts'
import { ActingOrderPosition } from './acting-order-position.tsx'
import { SectionHead } from './section-head.tsx'

/** 代決の順位: the positions that decide, and of the chosen one its versions and the next order. */
export function ActingOrdersPage() {
  const text = useText().administering.actingOrders
  const [params, setParams] = useSearchParams()
  const chosen = params.get('position')
  const choose = (position: string | undefined) => setParams(position === undefined ? {} : { position })
  return (
    <div className="grid gap-4 pb-16">
      <SectionHead title={text.title} help={text.help} />
      <Loaded query={useActingOrders()} failed={text.failed}>
        {(list) => <Orders list={list} chosen={chosen} onChoose={choose} />}
      </Loaded>
    </div>
  )
}

type OrdersProps = {
  readonly list: ActingOrderList
  readonly chosen: string | null
  readonly onChoose: (position: string | undefined) => void
}

function Orders({ list, chosen, onChoose }: OrdersProps) {
  const text = useText().administering.actingOrders
  const order = list.items.find((it) => it.position === chosen)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <ul
        aria-label={text.positions}
        className={cx('paper divide-y divide-line overflow-hidden', order !== undefined && 'max-lg:hidden')}
      >
        {list.items.map((it) => (
          <li key={it.position}>
            <button
              type="button"
              aria-current={it.position === chosen ? 'true' : undefined}
              onClick={() => onChoose(it.position)}
              className={cx(
                'grid min-h-14 w-full content-center gap-0.5 px-4 py-2 text-left -outline-offset-2',
                it.position === chosen ? 'bg-lead-soft font-bold text-lead' : 'hover:bg-ink/4',
              )}
            >
              <span className="leading-snug">{it.name}</span>
              <PlaceCount order={it} />
            </button>
          </li>
        ))}
      </ul>
      <div className={cx('grid min-w-0 gap-4', order === undefined && 'max-lg:hidden')}>
        {order === undefined ? (
          <div className="paper">
            <EmptyState
              picture={<ListOrdered className="size-14" strokeWidth={1.2} aria-hidden />}
              title={text.choose}
            />
          </div>
        ) : (
          <ActingOrderPosition
            key={order.position}
            order={order}
            list={list}
            onBack={() => onChoose(undefined)}
          />
        )}
      </div>
    </div>
  )
}

function PlaceCount({ order }: { readonly order: ActingOrderView }) {
  const text = useText().administering.actingOrders
  const count = order.versions.find((it) => it.state === 'in_force')?.order.length ?? 0
  return (
    <span className="flex flex-wrap items-center gap-2 text-sm font-normal text-ink-3">
      {count === 0 ? <Badge tone="shu">{text.none}</Badge> : text.count(count)}
      {order.versions.some((it) => it.state === 'ahead') && <Badge tone="done">{text.ahead}</Badge>}
    </span>
  )
}
