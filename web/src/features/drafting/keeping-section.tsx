import type { OrganisationView, Reference } from '../../../../server/contract/organisation.ts'
import { peopleChoices } from '../../api/choices.ts'
import { fromJapaneseTime, toJapaneseTime } from '../../i18n/japanese-time.ts'
import { useText } from '../../i18n/index.tsx'
import { Checkbox, PickSeveral, RadioGroup, SearchSelect, Select, TextField } from '../../ui/index.ts'
import { withoutField } from './content.ts'
import type { FormPart } from './form-context.ts'
import { Section } from './section.tsx'

type Props = FormPart & {
  /** The 簿冊 that a returned case lies in: it may stay there, although nothing new goes into it. */
  readonly filed: { readonly id: string; readonly name: string } | undefined
  readonly reference: Reference | undefined
  readonly organisation: OrganisationView | undefined
}

/** 簿冊, 保存期間, 公開区分 and 秘密区分. */
export function KeepingSection({ content, change, missing, filed, reference, organisation }: Props) {
  const { drafting: text, common } = useText()
  const folders = (reference?.folders ?? []).map((it) => ({
    id: it.id,
    label: it.name,
    note: `${it.classification} ・ ${it.code}`,
  }))
  const isOffered = filed === undefined || folders.some((it) => it.id === filed.id)
  const disclosure = reference?.disclosureClasses.find((it) => it.code === content.disclosure.class)
  return (
    <Section title={text.sections.keeping}>
      <div className="grid gap-5 sm:grid-cols-[1fr_12rem]">
        <SearchSelect
          label={text.fields.folderId}
          requiredMark={common.required}
          hint={text.folderHint}
          value={content.folderId}
          onChange={(folderId) =>
            change((it) => {
              const folder = reference?.folders.find((one) => one.id === folderId)
              return { ...it, folderId, ...(folder === undefined ? {} : { retentionCode: folder.retention }) }
            })
          }
          options={isOffered ? folders : [{ id: filed.id, label: filed.name }, ...folders]}
          placeholder={text.folderPlaceholder}
          noMatch={common.noMatch}
          error={missing('folderId')}
        />
        <Select
          label={text.fields.retentionCode}
          requiredMark={common.required}
          value={content.retentionCode}
          onChange={(retentionCode) => change((it) => ({ ...it, retentionCode }))}
          options={(reference?.retentionPeriods ?? []).map((it) => ({ id: it.code, label: it.name }))}
          placeholder={text.retentionPlaceholder}
          error={missing('retentionCode')}
          className="content-end sm:self-start sm:[&>button]:mt-[1.875rem]"
        />
      </div>
      <RadioGroup
        label={text.fields.disclosure}
        requiredMark={common.required}
        value={content.disclosure.class}
        onChange={(code) => {
          const next = reference?.disclosureClasses.find((it) => it.code === code)
          change((it) => ({
            ...it,
            disclosure: {
              class: code,
              grounds: next?.needsGround === true ? it.disclosure.grounds : [],
              ...(next?.needsUntil === true && it.disclosure.until !== undefined
                ? { until: it.disclosure.until }
                : {}),
            },
          }))
        }}
        options={(reference?.disclosureClasses ?? []).map((it) => ({ value: it.code, label: it.name }))}
        error={missing('disclosure') ?? missing('disclosure.class')}
      />
      {disclosure?.needsGround === true && <Grounds {...{ content, change, missing, reference }} />}
      {disclosure?.needsUntil === true && (
        <TextField
          label={text.fields.until}
          requiredMark={common.required}
          type="date"
          value={content.disclosure.until ?? ''}
          onChange={(until) =>
            change((it) => {
              const { until: _old, ...rest } = it.disclosure
              return { ...it, disclosure: until === '' ? rest : { ...rest, until } }
            })
          }
          error={missing('disclosure.until')}
          className="max-w-56"
        />
      )}
      <RadioGroup
        label={text.fields.secrecy}
        value={content.secrecy}
        onChange={(secrecy) =>
          change((was) => {
            const needsUntil = reference?.secrecyLevels.find((it) => it.code === secrecy)?.needsUntil === true
            const it = needsUntil ? was : withoutField(was, 'secretUntil')
            return { ...it, secrecy, ...(secrecy === 'none' ? { accessList: [] } : {}) }
          })
        }
        options={(reference?.secrecyLevels ?? []).map((it) => ({
          value: it.code,
          label: it.electronic ? it.name : `${it.name}(${text.secrecyPaperOnly})`,
          disabled: !it.electronic,
        }))}
        error={missing('secrecy')}
      />
      {reference?.secrecyLevels.find((it) => it.code === content.secrecy)?.needsUntil === true && (
        <TextField
          label={text.fields.secretUntil}
          hint={text.secretUntilHint}
          requiredMark={common.required}
          type="datetime-local"
          name="secret-until"
          value={toJapaneseTime(content.secretUntil)}
          onChange={(typed) => {
            const secretUntil = fromJapaneseTime(typed)
            change((it) =>
              secretUntil === undefined ? withoutField(it, 'secretUntil') : { ...it, secretUntil },
            )
          }}
          error={missing('secretUntil')}
          className="max-w-72"
        />
      )}
      {content.secrecy !== 'none' && content.secrecy !== '' && (
        <AccessList {...{ content, change, missing, organisation }} />
      )}
    </Section>
  )
}

function Grounds({ content, change, missing, reference }: FormPart & Pick<Props, 'reference'>) {
  const { drafting: text } = useText()
  const error = missing('disclosure.grounds')
  return (
    <div role="group" aria-labelledby="grounds-label" className="grid gap-1 border-l-4 border-line pl-4">
      <span id="grounds-label" className="text-sm font-bold">
        {text.fields.grounds}
      </span>
      <span className="text-sm text-ink-3">{text.groundsHint}</span>
      {reference?.disclosureGrounds.map((it) => (
        <Checkbox
          key={it.code}
          isSelected={content.disclosure.grounds.includes(it.code)}
          onChange={(on) =>
            change((was) => ({
              ...was,
              disclosure: {
                ...was.disclosure,
                grounds: on
                  ? [...was.disclosure.grounds, it.code]
                  : was.disclosure.grounds.filter((code) => code !== it.code),
              },
            }))
          }
        >
          {it.name}
        </Checkbox>
      ))}
      {error !== undefined && <p className="text-sm text-shu">{error}</p>}
    </div>
  )
}

function AccessList({ content, change, missing, organisation }: FormPart & Pick<Props, 'organisation'>) {
  const { drafting: text, common } = useText()
  const people = peopleChoices(organisation?.posts)
  return (
    <div className="grid gap-2 border-l-4 border-line pl-4">
      <span className="text-sm font-bold">{text.fields.accessList}</span>
      <PickSeveral
        label={text.accessAdd}
        hint={text.accessHint}
        chosenLabel={text.fields.accessList}
        chosen={content.accessList}
        options={people}
        nameOf={(id) => {
          const person = people.find((it) => it.id === id)
          return person === undefined ? id : `${person.label}(${person.note})`
        }}
        placeholder={text.accessPlaceholder}
        noMatch={common.noMatch}
        removeLabel={text.remove}
        error={missing('accessList')}
        onChange={(accessList) => change((it) => ({ ...it, accessList }))}
        className="max-w-md"
      />
    </div>
  )
}
