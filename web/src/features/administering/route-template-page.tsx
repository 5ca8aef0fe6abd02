import { ChevronLeft, Plus } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { RouteTemplateContent, RouteTemplates } from '../../../../server/contract/rules.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useRuleDraft } from '../../api/rule-draft.ts'
import { useRouteTemplates } from '../../api/rules.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, TextField } from '../../ui/index.ts'
import { RouteTemplateEditor } from './route-template-editor.tsx'
import { RulePage } from './rule-page.tsx'

/** A route nobody wrote yet: the 決裁 by the 課長, from where steps are added in front. */
const empty: RouteTemplateContent = {
  name: '',
  steps: [
    {
      key: 'decide',
      role: 'decide',
      where: { at: 'own_section' },
      position: 'P-SEC',
      onVacant: 'block',
      parallel: false,
      optional: false,
    },
  ],
  circulation: [],
}

/** 経路: the list of templates, and one of them by version. */
export function RouteTemplatePage() {
  const [params, setParams] = useSearchParams()
  const code = params.get('code') ?? undefined
  const show = (next: string | undefined) => setParams(next === undefined ? {} : { code: next })
  return (
    <Loaded query={useRouteTemplates()} failed={useText().rules.failed}>
      {({ items }) =>
        code === undefined ? (
          <List items={items} onChoose={show} />
        ) : (
          <Template
            key={code}
            code={code}
            isNew={!items.some((it) => it.code === code)}
            onBack={() => show(undefined)}
          />
        )
      }
    </Loaded>
  )
}

type ListProps = {
  readonly items: RouteTemplates['items']
  readonly onChoose: (code: string) => void
}

function List({ items, onChoose }: ListProps) {
  const all = useText()
  const text = all.rules.route
  const [typed, setTyped] = useState('')
  const code = typed.trim().toUpperCase()
  const isCode = /^[A-Z0-9-]{1,40}$/.test(code) && !items.some((it) => it.code === code)
  return (
    <div className="grid gap-4">
      <header>
        <h2 className="text-lg font-bold">{text.title}</h2>
        <p className="text-sm leading-relaxed text-ink-2">{text.help}</p>
      </header>
      <ul aria-label={text.title} className="paper divide-y divide-line overflow-hidden">
        {items.map((it) => (
          <li key={it.code}>
            <button
              type="button"
              onClick={() => onChoose(it.code)}
              className="grid w-full gap-1 px-4 py-3 text-left hover:bg-ink/4"
            >
              <span className="flex flex-wrap items-center gap-2">
                <span className="text-sm font-bold text-ink-2 tabular">{it.code}</span>
                <span className="font-bold">{it.name}</span>
                {it.hasDraft && <Badge tone="shu">{all.rules.draft}</Badge>}
                {it.version !== undefined && (
                  <span className="text-sm text-ink-3">{all.rules.version(it.version)}</span>
                )}
              </span>
              <span className="text-sm text-ink-2">{it.steps.join(' → ')}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="paper flex flex-wrap items-end gap-3 px-4 py-4">
        <TextField
          label={text.newCode}
          hint={text.newCodeHelp}
          value={typed}
          onChange={setTyped}
          maxLength={40}
          className="w-64"
        />
        <Button isDisabled={!isCode} onPress={() => onChoose(code)}>
          <Plus className="size-4" aria-hidden />
          {text.create}
        </Button>
      </div>
    </div>
  )
}

type TemplateProps = { readonly code: string; readonly isNew: boolean; readonly onBack: () => void }

function Template({ code, isNew, onBack }: TemplateProps) {
  const text = useText().rules.route
  return (
    <>
      <Button variant="quiet" size="small" onPress={onBack} className="mb-2 -ml-2">
        <ChevronLeft className="size-4" aria-hidden />
        {text.all}
      </Button>
      <Editing code={code} isNew={isNew} />
    </>
  )
}

function Editing({ code, isNew }: { readonly code: string; readonly isNew: boolean }) {
  const { rules } = useText()
  const path = `/v1/route-templates/${encodeURIComponent(code)}`
  // Decided once: a template that was saved meanwhile is still the one being written here.
  const [initial] = useState(isNew ? empty : undefined)
  const draft = useRuleDraft<RouteTemplateContent>(path, initial)
  return (
    <RulePage path={path} title={rules.route.one(code)} help={rules.route.editHelp} draft={draft}>
      {(content, change) => <RouteTemplateEditor content={content} change={change} />}
    </RulePage>
  )
}
