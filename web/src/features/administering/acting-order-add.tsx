import { useState } from 'react'
import type { ActingOrderList, ActingPlaceView } from '../../../../server/contract/acting-orders.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, SearchSelect, Select } from '../../ui/index.ts'

type At = ActingPlaceView['at']

const places: readonly At[] = [
  'own_group',
  'own_section',
  'own_bureau',
  'own_department',
  'own_branch',
  'unit',
  'charge_vice_governor',
]

type Props = {
  readonly positions: ActingOrderList['positions']
  readonly onAdd: (place: ActingPlaceView) => void
}

/** One more place of the order: where, and which position there. */
export function ActingOrderAdd({ positions, onAdd }: Props) {
  const { common, administering } = useText()
  const text = administering.actingOrders
  const [at, setAt] = useState<At>('own_section')
  const [unit, setUnit] = useState('')
  const [position, setPosition] = useState('')
  const units = useOrganisation().data?.units ?? []
  const unitName = units.find((it) => it.code === unit)?.name
  const positionName = positions.find((it) => it.code === position)?.name
  const place: ActingPlaceView | undefined =
    at === 'charge_vice_governor'
      ? { at }
      : positionName === undefined || (at === 'unit' && unitName === undefined)
        ? undefined
        : {
            at,
            position,
            positionName,
            ...(unitName === undefined || at !== 'unit' ? {} : { unit, unitName }),
          }
  const add = () => {
    if (place === undefined) return
    onAdd(place)
    setPosition('')
    setUnit('')
  }
  return (
    <div className="flex flex-wrap items-end gap-3 rounded-8 bg-well px-4 py-3">
      <Select
        label={text.where}
        value={at}
        onChange={(id) => setAt(id as At)}
        options={places.map((id) => ({ id, label: text.at[id] }))}
        placeholder={common.choose}
        className="w-full sm:w-60"
      />
      {at === 'unit' && (
        <SearchSelect
          label={text.unit}
          value={unit}
          onChange={setUnit}
          options={units
            .filter((it) => it.kind !== 'root')
            .map((it) => ({
              id: it.code,
              label: it.name,
              note: units.find((one) => one.code === it.parent)?.name,
            }))}
          placeholder={common.choose}
          noMatch={common.noMatch}
          className="w-full sm:w-60"
        />
      )}
      {at !== 'charge_vice_governor' && (
        <Select
          label={text.position}
          value={position}
          onChange={setPosition}
          options={positions.map((it) => ({ id: it.code, label: it.name }))}
          placeholder={common.choose}
          className="w-full sm:w-52"
        />
      )}
      <Button isDisabled={place === undefined} onPress={add}>
        {text.add}
      </Button>
    </div>
  )
}
