import { aboveOf, endOf } from '../../i18n/bands.ts'
import type { AuthorityItems, OrganisationView } from '../../../../server/contract/organisation.ts'
import { yenOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { SearchSelect, TextField, TogglePill, cx } from '../../ui/index.ts'
import { AmountField } from '../../editing/amount-field.tsx'
import { ConcurringField } from './concurring-field.tsx'
import { withoutField } from './content.ts'
import type { FormPart } from './form-context.ts'
import { Section } from './section.tsx'

type Item = AuthorityItems['items'][number]
type Props = FormPart & {
  /** What stands in the field of the amount is none; the content then has no amount. */
  readonly isAmountUnreadable: boolean
  readonly onAmountUnreadable: (isUnreadable: boolean) => void
  readonly table: AuthorityItems | undefined
  readonly organisation: OrganisationView | undefined
}

/** 決裁区分, amount, flags and 合議先: everything that moves the route. */
export function AuthoritySection(props: Props) {
  const { content, change, missing, table, organisation, isAmountUnreadable, onAmountUnreadable } = props
  const { drafting: text, common } = useText()
  const items = table?.items ?? []
  const chosen = items.find((it) => it.code === content.authorityCode)
  return (
    <Section title={text.sections.authority}>
      <div className="grid gap-3">
        <SearchSelect
          label={text.fields.authorityCode}
          requiredMark={common.required}
          hint={text.authorityHint}
          value={content.authorityCode}
          onChange={(authorityCode) => {
            onAmountUnreadable(false)
            // Steps of one template mean nothing on another.
            change((it) => withoutField(withoutField({ ...it, authorityCode }, 'concurringUnits'), 'leftOut'))
          }}
          options={items.map((it) => ({
            id: it.code,
            label: `${it.code} ${it.name}`,
            note: [...new Set(it.bands.map((band) => band.deciderName ?? band.class))].join(' / '),
          }))}
          placeholder={text.authorityPlaceholder}
          noMatch={common.noMatch}
          error={missing('authorityCode')}
        />
        {chosen !== undefined && <Bands item={chosen} amountYen={content.amountYen} />}
        {chosen?.note !== undefined && <p className="text-sm text-ink-3">{chosen.note}</p>}
        {chosen?.needsAmount === true && table?.note !== undefined && (
          <p className="text-sm text-ink-3">{table.note}</p>
        )}
      </div>
      {(chosen?.needsAmount === true || content.amountYen !== undefined || isAmountUnreadable) && (
        <AmountField
          key={content.authorityCode}
          label={text.fields.amountYen}
          hint={text.amountHint}
          amountYen={content.amountYen}
          required={chosen?.needsAmount === true}
          error={missing('amountYen')}
          className="max-w-72"
          onChange={(amountYen, isUnreadable) => {
            onAmountUnreadable(isUnreadable)
            change((it) => (amountYen === undefined ? withoutField(it, 'amountYen') : { ...it, amountYen }))
          }}
        />
      )}
      {(table?.flags.length ?? 0) > 0 && (
        <div role="group" aria-labelledby="flags-label" className="grid gap-1.5">
          <span id="flags-label" className="text-sm font-bold">
            {text.fields.flags}
          </span>
          <span className="text-sm text-ink-3">{text.flagsHint}</span>
          <div className="flex flex-wrap gap-2">
            {table?.flags.map((flag) => (
              <TogglePill
                key={flag}
                isSelected={content.flags.includes(flag)}
                onChange={(on) =>
                  change((it) => ({
                    ...it,
                    flags: on ? [...it.flags, flag] : it.flags.filter((f) => f !== flag),
                    ...(on || it.flagReasons === undefined
                      ? {}
                      : { flagReasons: it.flagReasons.filter((one) => one.flag !== flag) }),
                  }))
                }
              >
                {flag}
              </TogglePill>
            ))}
          </div>
          {content.flags.map((flag) => {
            const others = (content.flagReasons ?? []).filter((it) => it.flag !== flag)
            const reason = content.flagReasons?.find((it) => it.flag === flag)?.reason ?? ''
            return (
              <TextField
                key={flag}
                label={text.flagReason(flag)}
                value={reason}
                onChange={(typed) =>
                  change((it) => ({ ...it, flagReasons: [...others, { flag, reason: typed }] }))
                }
                maxLength={400}
                error={reason.trim() === '' ? missing('flagReasons') : undefined}
              />
            )
          })}
        </div>
      )}
      {chosen !== undefined && (
        <ConcurringField
          content={content}
          change={change}
          missing={missing}
          item={chosen}
          organisation={organisation}
        />
      )}
    </Section>
  )
}

/** The bands of one row: which amount is whose decision, with the present one marked. */
function Bands({ item, amountYen }: { readonly item: Item; readonly amountYen: number | undefined }) {
  const { drafting: text } = useText()
  const { language } = useLanguage()
  if (item.bands.length === 1 && !item.needsAmount) return null
  return (
    <table className="w-full overflow-hidden rounded-8 border border-line text-sm">
      <caption className="sr-only">{text.bandsTitle}</caption>
      <tbody>
        {item.bands.map((band) => {
          const here = amountYen !== undefined && amountYen >= band.minYen && amountYen < endOf(band)
          const above = aboveOf(band)
          const range = [
            above === undefined ? '' : text.bandAbove(yenOf(above, language)),
            above === undefined && band.minYen > 0 ? text.bandFrom(yenOf(band.minYen, language)) : '',
            band.maxYen === undefined
              ? ''
              : (band.maxInclusive === true ? text.bandUpTo : text.bandBelow)(yenOf(band.maxYen, language)),
          ]
            .filter((it) => it !== '')
            .join(' ')
          return (
            <tr
              key={band.minYen}
              className={cx(
                'border-line not-first:border-t',
                here ? 'bg-lead-soft font-bold text-lead' : 'bg-well',
              )}
            >
              <td className="px-3 py-1.5 tabular">{range === '' ? text.bandAll : range}</td>
              <th scope="row" className="px-3 py-1.5 text-left font-[inherit]">
                {band.class} {band.deciderName}
                {here && <span className="ml-2 text-xs">({text.bandHere})</span>}
                {band.note !== undefined && (
                  <span className="block text-xs font-normal text-ink-3">{band.note}</span>
                )}
              </th>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
