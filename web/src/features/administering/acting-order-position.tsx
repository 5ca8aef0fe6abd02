import { useState } from 'react'
import type { ActingOrderList, ActingOrderView } from '../../../../server/contract/acting-orders.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button } from '../../ui/index.ts'
import { ActingOrderEditor } from './acting-order-editor.tsx'
import { placeText } from './acting-place.ts'

type Version = ActingOrderView['versions'][number]

type Props = { readonly order: ActingOrderView; readonly list: ActingOrderList; readonly onBack: () => void }

/** One position: the versions of its order, and the next one. */
export function ActingOrderPosition({ order, list, onBack }: Props) {
  const text = useText().administering.actingOrders
  // The newest that counts or will; what follows starts from there.
  const latest = order.versions.find((it) => it.state === 'ahead' || it.state === 'in_force')
  const [start, setStart] = useState({
    places: latest?.order ?? [],
    version: order.version,
    isCopy: false,
    times: 0,
  })
  const startFrom = (places: Version['order'], isCopy: boolean) =>
    setStart({ places, version: order.version, isCopy, times: start.times + 1 })
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3">
        <Button variant="quiet" size="small" className="-ml-2 text-lead lg:hidden" onPress={onBack}>
          {text.back}
        </Button>
        <h3 className="basis-full text-lg font-bold">{order.name}</h3>
      </div>
      <section aria-labelledby="order-versions" className="paper px-4 py-3 sm:px-5">
        <h4 id="order-versions" className="mb-1 font-bold">
          {text.versions}
        </h4>
        {order.versions.length === 0 ? (
          <p className="py-1 text-ink-2">{text.noVersions}</p>
        ) : (
          <ol className="divide-y divide-line">
            {order.versions.map((it) => (
              <VersionRow
                key={`${it.from ?? ''} ${it.recorded?.at ?? ''}`}
                version={it}
                onCopy={it === latest ? undefined : () => startFrom(it.order, true)}
              />
            ))}
          </ol>
        )}
      </section>
      <ActingOrderEditor
        key={start.times}
        position={order.position}
        start={start}
        list={list}
        onRecorded={(done) =>
          setStart({
            places: done.versions.find((it) => it.state === 'ahead' || it.state === 'in_force')?.order ?? [],
            version: done.version,
            isCopy: false,
            times: start.times + 1,
          })
        }
        onLatest={() => startFrom(latest?.order ?? [], false)}
      />
    </>
  )
}

const tones = { in_force: 'lead', ahead: 'done', past: 'plain', replaced: 'plain' } as const

function VersionRow({
  version,
  onCopy,
}: {
  readonly version: Version
  readonly onCopy: (() => void) | undefined
}) {
  const text = useText().administering.actingOrders
  const { language } = useLanguage()
  const { from, recorded, state } = version
  return (
    <li className="grid gap-1 py-2.5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={tones[state]}>{text.states[state]}</Badge>
        <span className="font-bold">
          {from === undefined ? text.beginning : text.from(dayOf(from, language))}
        </span>
        {recorded !== undefined && (
          <span className="text-ink-3">
            {text.recordedBy(recorded.by.name, dateTimeOf(recorded.at, language))}
          </span>
        )}
        {onCopy !== undefined && (
          <Button size="small" variant="quiet" className="text-lead" onPress={onCopy}>
            {text.copy}
          </Button>
        )}
      </p>
      {version.order.length === 0 ? (
        <p className="text-sm text-ink-2">{text.ended}</p>
      ) : (
        <ol className="flex flex-wrap gap-x-5 gap-y-0.5 text-sm">
          {version.order.map((it, index) => (
            <li key={placeText(it, text)}>
              <span className="mr-1.5 text-ink-3 tabular">{text.place(index + 1)}</span>
              {placeText(it, text)}
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}
