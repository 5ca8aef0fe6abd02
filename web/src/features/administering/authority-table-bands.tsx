import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { AuthorityTableContent } from '../../../../server/contract/authority-table.ts'
import { useRuleWords } from '../../api/rules.ts'
import { amountText, parseAmount } from '../../i18n/amount.ts'
import { yenOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { aboveOf } from '../../i18n/bands.ts'
import { Button, IconButton, cx } from '../../ui/index.ts'
import { type Band, chained, withBorder } from './bands.ts'
import { Checkbox, Editable, Select, TextField, useReadOnly } from './read-only.tsx'

type Props = {
  readonly bands: readonly Band[]
  readonly classes: AuthorityTableContent['classes']
  readonly onChange: (bands: Band[]) => void
}

/** 金額の区切り: from which amount on who decides. */
export function AuthorityTableBands({ bands, classes, onChange }: Props) {
  const { rules } = useText()
  const text = rules.table
  const isReadOnly = useReadOnly()
  const add = () => {
    const last = bands.at(-1)
    const minYen = last === undefined ? 0 : last.minYen === 0 ? 1_000_000 : last.minYen * 2
    const next = classes[Math.max(0, classes.findIndex((it) => it.class === last?.class) - 1)]
    const decider = next?.deciders[0]
    const band: Band = { minYen, class: next?.class ?? '', ...(decider === undefined ? {} : { decider }) }
    onChange(chained([...bands, band]))
  }
  return (
    <fieldset className="grid gap-3">
      <legend className={cx('text-sm', isReadOnly ? 'pb-1 text-ink-3' : 'font-bold')}>{text.bands}</legend>
      <Editable>
        <p className="text-sm text-ink-3">{text.bandsHelp}</p>
      </Editable>
      <ul className={cx('grid', isReadOnly ? 'gap-1.5' : 'gap-3')}>
        {bands.map((band, index) => (
          <BandRow
            key={index}
            place={index + 1}
            band={band}
            classes={classes}
            onChange={(next) => onChange(bands.map((it, at) => (at === index ? next : it)))}
            isAbove={bands[index - 1]?.maxInclusive === true}
            onAbove={(isAbove) => onChange(withBorder(bands, index, isAbove))}
            onMinimum={(minYen) =>
              onChange(chained(bands.map((it, at) => (at === index ? { ...it, minYen } : it))))
            }
            onRemove={
              bands.length < 2 ? undefined : () => onChange(chained(bands.filter((_it, at) => at !== index)))
            }
          />
        ))}
      </ul>
      <Editable>
        <div>
          <Button size="small" onPress={add}>
            <Plus className="size-4" aria-hidden />
            {text.addBand}
          </Button>
        </div>
      </Editable>
    </fieldset>
  )
}

/** 3,000,000円以上 5,000,000円未満 */
function useRangeText(): (band: Band) => string {
  const { rules, drafting } = useText()
  const { language } = useLanguage()
  return (band) => {
    const { minYen, maxYen, maxInclusive } = band
    const above = aboveOf(band)
    const from =
      above !== undefined
        ? drafting.bandAbove(yenOf(above, language))
        : minYen > 0
          ? drafting.bandFrom(yenOf(minYen, language))
          : ''
    const to =
      maxYen === undefined
        ? ''
        : (maxInclusive === true ? drafting.bandUpTo : drafting.bandBelow)(yenOf(maxYen, language))
    return [from, to].filter((it) => it !== '').join(' ') || rules.table.anyAmount
  }
}

type BandProps = {
  /** From 1. */
  readonly place: number
  readonly band: Band
  readonly classes: AuthorityTableContent['classes']
  readonly onChange: (band: Band) => void
  /** It begins above its amount (超), and the band before ends with it (以下). */
  readonly isAbove: boolean
  readonly onAbove: (isAbove: boolean) => void
  readonly onMinimum: (minYen: number) => void
  readonly onRemove: (() => void) | undefined
}

function BandRow(props: BandProps) {
  const { place, band, classes, isAbove, onChange, onAbove, onMinimum, onRemove } = props
  const { rules, drafting } = useText()
  const { language } = useLanguage()
  const rangeText = useRangeText()
  const isReadOnly = useReadOnly()
  const text = rules.table
  const positions = useRuleWords().data?.positions ?? []
  const [typed, setTyped] = useState<string | undefined>()
  const amount = typed === undefined ? undefined : parseAmount(typed)
  const border = isAbove ? 1 : 0
  const nobody = !classes.some((it) => it.class === band.class)
  const { decider: _decider, ...rest } = band
  const choose = (id: string) => {
    if (id === 'none') return onChange({ ...rest, class: text.beyond })
    const [itsClass = '', decider = ''] = id.split('/')
    return onChange({ ...rest, class: itsClass, decider })
  }
  const options = classes.flatMap((it) =>
    it.deciders.map((decider) => ({
      id: `${it.class}/${decider}`,
      label: `${it.class} ${positions.find((one) => one.code === decider)?.name ?? decider}`,
    })),
  )
  if (isReadOnly) {
    const decider = positions.find((one) => one.code === band.decider)?.name ?? band.decider ?? ''
    const words = [
      `${band.class} ${decider}`.trim(),
      band.selfDecides === true ? text.selfDecides : '',
      band.entrustedBy === undefined ? '' : text.entrusted(band.entrustedBy),
      band.note ?? '',
    ]
    return (
      <li aria-label={text.band(place)} className="grid gap-x-4 text-sm sm:grid-cols-[19rem_minmax(0,1fr)]">
        <span className="tabular">{rangeText(band)}</span>
        <span>{words.filter((it) => it !== '').join('・')}</span>
      </li>
    )
  }
  return (
    <li
      aria-label={text.band(place)}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3 rounded-8 border border-line bg-paper p-3 sm:grid-cols-[11rem_minmax(0,1fr)_auto]"
    >
      {place === 1 ? (
        <p className="text-sm max-sm:col-span-2 sm:pb-2.5">
          {band.maxYen === undefined
            ? text.anyAmount
            : (band.maxInclusive === true ? text.upToAndWith : text.upTo)(yenOf(band.maxYen, language))}
        </p>
      ) : (
        <TextField
          label={isAbove ? text.above : text.minimum}
          value={typed ?? amountText(band.minYen - border)}
          onChange={setTyped}
          // The bands are put in order once the amount is whole: a row must not jump away while it is typed.
          onBlur={() => {
            if (amount?.kind === 'yen') onMinimum(amount.yen + border)
            if (amount?.kind !== 'unreadable') setTyped(undefined)
          }}
          error={amount?.kind === 'unreadable' ? drafting.amountUnreadable : undefined}
          suffix={drafting.yen}
          className="max-sm:col-span-2"
          inputClassName="text-right tabular"
        />
      )}
      <Select
        label={text.decider}
        value={nobody ? 'none' : `${band.class}/${band.decider ?? ''}`}
        placeholder={text.choose}
        options={[...options, { id: 'none', label: nobody ? band.class : text.beyond }]}
        onChange={choose}
      />
      {onRemove === undefined ? (
        <span />
      ) : (
        <IconButton
          label={text.removeBand(place)}
          icon={<X className="size-4" aria-hidden />}
          onPress={onRemove}
        />
      )}
      <div className="col-span-full grid gap-2">
        {place > 1 && (
          <Checkbox isSelected={isAbove} onChange={onAbove}>
            <span className="text-sm">{text.isAbove}</span>
          </Checkbox>
        )}
        <Checkbox
          isSelected={band.selfDecides ?? false}
          onChange={(selfDecides) => {
            const { selfDecides: _old, ...others } = band
            onChange(selfDecides ? { ...others, selfDecides } : others)
          }}
        >
          <span className="text-sm">{text.selfDecides}</span>
        </Checkbox>
        <TextField
          label={text.entrustedBy}
          hint={text.entrustedHint}
          value={band.entrustedBy ?? ''}
          maxLength={200}
          onChange={(entrustedBy) => {
            const { entrustedBy: _old, ...others } = band
            onChange(entrustedBy === '' ? others : { ...others, entrustedBy })
          }}
        />
        <TextField
          label={text.note}
          value={band.note ?? ''}
          maxLength={1000}
          onChange={(note) => {
            const { note: _old, ...others } = band
            onChange(note === '' ? others : { ...others, note })
          }}
        />
      </div>
    </li>
  )
}
