import type { PolicyContent } from '../../../../server/contract/rules.ts'
import { useAuthorityItems } from '../../api/queries.ts'
import { useRuleDraft } from '../../api/rule-draft.ts'
import { useText } from '../../i18n/settings/index.ts'
import { type Switch, groups } from './policy-switches.ts'
import { Checkbox, RadioGroup, Shown, TextField, useReadOnly } from './read-only.tsx'
import { RulePage } from './rule-page.tsx'

const path = '/v1/policies'

/** 方針: each switch where regulations differ, with what it does and where it comes from. */
export function PoliciesPage() {
  const { rules } = useText()
  const draft = useRuleDraft<PolicyContent>(path)
  return (
    <RulePage path={path} title={rules.policy.title} help={rules.policy.help} draft={draft}>
      {(content, change) => (
        <div className="grid gap-6">
          {groups.map((group) => (
            <section key={group.id} aria-label={rules.policy.groups[group.id]} className="grid gap-5">
              <h4 className="border-b border-line pb-1 font-bold text-ink-2">
                {rules.policy.groups[group.id]}
              </h4>
              {group.switches.map((it) => (
                <Field
                  key={it.field}
                  of={it}
                  content={content}
                  onChange={(value) => change((now) => ({ ...now, [it.field]: value }))}
                />
              ))}
            </section>
          ))}
        </div>
      )}
    </RulePage>
  )
}

type FieldProps = {
  readonly of: Switch
  readonly content: PolicyContent
  readonly onChange: (value: unknown) => void
}

function Field({ of, content, onChange }: FieldProps) {
  const { rules } = useText()
  const isReadOnly = useReadOnly()
  const flags = useAuthorityItems().data?.flags ?? []
  const text = rules.policy.switches[of.field]
  const words = rules.policy.words
  const value = content[of.field]
  const hint = `${text.help}${of.source === undefined ? '' : ` ${rules.policy.source(of.source)}`}`
  if (of.kind === 'fixed') {
    return (
      <div className="grid gap-1">
        <span className="text-sm font-bold">{text.name}</span>
        <span className="text-sm leading-relaxed text-ink-3">{hint}</span>
        <span>{words[String(value) as keyof typeof words]}</span>
      </div>
    )
  }
  if (of.kind === 'number') {
    return (
      <TextField
        label={text.name}
        hint={hint}
        value={String(value)}
        inputMode="numeric"
        suffix={of.unit === 'MB' ? 'MB' : rules.policy.minutes}
        onChange={(typed) => /^[1-9]\d{0,4}$/.test(typed) && onChange(Number(typed))}
        className="max-w-72"
        inputClassName="text-right tabular"
      />
    )
  }
  if (of.kind === 'one') {
    return (
      <RadioGroup
        label={text.name}
        hint={hint}
        value={String(value)}
        onChange={onChange}
        options={of.words.map((it) => ({ value: it, label: words[it] }))}
      />
    )
  }
  const chosen = value as readonly string[]
  if (isReadOnly) {
    const names = chosen.map((it) => words[it as keyof typeof words] ?? it)
    return <Shown label={text.name}>{names.join('、')}</Shown>
  }
  const options: readonly { readonly id: string; readonly label: string }[] =
    of.kind === 'flags'
      ? [...new Set([...flags, '合議不調', ...chosen])].map((it) => ({ id: it, label: it }))
      : of.words.map((it) => ({ id: it, label: words[it] }))
  return (
    <fieldset className="grid gap-1.5">
      <legend className="text-sm font-bold">{text.name}</legend>
      <p className="text-sm leading-relaxed text-ink-3">{hint}</p>
      <div className="flex flex-wrap gap-x-5">
        {options.map((it) => (
          <Checkbox
            key={it.id}
            isSelected={chosen.includes(it.id)}
            onChange={(on) => onChange(on ? [...chosen, it.id] : chosen.filter((one) => one !== it.id))}
          >
            {it.label}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}
