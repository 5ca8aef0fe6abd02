import { useState } from 'react'
import { Link } from 'wouter'
import type { DeciderView } from '../../../../server/contract/absences.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useMe, useStandIns } from '../../api/queries.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, TextField, TogglePill, searchKey } from '../../ui/index.ts'

type Holders = DeciderView['holders']

function isNeeded(it: DeciderView): boolean {
  return it.holders.every((one) => one.absent)
}

/** 代決の順位 of every post that decides, with who is there today. */
export function DeciderSection() {
  const all = useText()
  const text = all.administering.absences
  const roles = useMe().data?.roles ?? []
  const mayChange = roles.includes('records_manager') || roles.includes('administrator')
  const [typed, setTyped] = useState('')
  const [onlyAway, setOnlyAway] = useState(false)
  const key = searchKey(typed)
  const isShown = (it: DeciderView) =>
    (!onlyAway || isNeeded(it)) &&
    searchKey(
      [it, ...it.standIns.map((one) => ({ title: one.postName, holders: one.holders }))]
        .flatMap((one) => [one.title, ...one.holders.map((who) => who.name)])
        .join('\n'),
    ).includes(key)
  return (
    <section className="paper" aria-labelledby="deciders">
      <header className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3">
        <div className="flex-1 basis-64">
          <h3 id="deciders" className="font-bold">
            {text.order}
          </h3>
          <p className="text-sm text-ink-3">{text.orderText}</p>
          {mayChange && (
            <Link href="/settings/actingOrders" className="text-sm text-lead underline">
              {all.administering.actingOrders.change}
            </Link>
          )}
        </div>
        <TextField
          label={text.search}
          type="search"
          value={typed}
          onChange={setTyped}
          className="w-full sm:w-64"
        />
        <TogglePill isSelected={onlyAway} onChange={setOnlyAway}>
          {text.onlyAway}
        </TogglePill>
      </header>
      <Loaded query={useStandIns()} failed={text.failed} isSmall>
        {({ deciders }) => {
          const shown = deciders.filter(isShown)
          if (shown.length === 0) {
            return <p className="px-4 py-4 text-ink-2">{onlyAway ? text.noneNeeded : all.common.noMatch}</p>
          }
          return (
            <ul className="divide-y divide-line">
              {shown.map((it) => (
                <li
                  key={it.post}
                  className="grid gap-x-4 gap-y-1 px-4 py-3 md:grid-cols-[16rem_minmax(0,1fr)]"
                >
                  <div>
                    <p className="leading-snug font-bold">{it.title}</p>
                    <Names holders={it.holders} />
                  </div>
                  <StandIns decider={it} />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </section>
  )
}

/** The order of one decider, and a warning when nobody of it is there. */
export function StandIns({ decider }: { readonly decider: DeciderView }) {
  const text = useText().administering.absences
  return (
    <div className="grid content-start gap-1">
      {decider.uncovered && (
        <p>
          <Badge tone="solid-shu">{text.uncovered}</Badge>
        </p>
      )}
      {decider.standIns.length === 0 ? (
        <p className="text-sm text-ink-3">{text.noOrder}</p>
      ) : (
        <ol className="grid gap-1">
          {decider.standIns.map((it) => (
            <li key={it.post} className="flex flex-wrap items-center gap-x-2 text-sm">
              <span className="text-ink-3 tabular">{text.place(it.place)}</span>
              <span>{it.postName}</span>
              <Names holders={it.holders} />
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function Names({ holders }: { readonly holders: Holders }) {
  const text = useText().administering.absences
  if (holders.length === 0) return <Badge tone="shu">{text.vacant}</Badge>
  return (
    <span className="flex flex-wrap items-center gap-2 text-sm">
      {holders.map((it) => (
        <span key={it.person} className="inline-flex items-center gap-1.5">
          {it.name}
          {it.absent && <Badge tone="shu">{text.absent}</Badge>}
        </span>
      ))}
    </span>
  )
}
