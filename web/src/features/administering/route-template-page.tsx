import { ChevronLeft, Plus } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { RouteTemplateContent } from '../../../../server/contract/rules.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useRouteTemplates, useRuleDraft } from '../../api/rules.ts'
import { useText } from '../../i18n/index.tsx'
import { Badge, Button, EmptyState, Spinner, TextField } from '../../ui/index.ts'
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
  return code === undefined ? (
    <List onChoose={show} />
  ) : (
    <Template key={code} code={code} onBack={() => show(undefined)} />
  )
}

function List({ onChoose }: { readonly onChoose: (code: string) => void }) {
  const all = useText()
  const text = all.rules.route
  const list = useRouteTemplates()
  const [typed, setTyped] = useState('')
  if (list.data === undefined) {
    return list.isError ? (
      <EmptyState title={all.rules.failed} text={problemText(list.error, all)} />
    ) : (
      <div className="grid place-items-center p-16">
        <Spinner label={all.common.loading} />
      </div>
    )
  }
  const code = typed.trim().toUpperCase()
  const isCode = /^[A-Z0-9-]{1,40}$/.test(code) && !list.data.items.some((it) => it.code === code)
  return (
    <div className="grid gap-4">
      <header>
        <h2 className="text-lg font-bold">{text.title}</h2>
        <p className="text-sm leading-relaxed text-ink-2">{text.help}</p>
      </header>
      <ul aria-label={text.title} className="paper divide-y divide-line overflow-hidden">
        {list.data.items.map((it) => (
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

function Template({ code, onBack }: { readonly code: string; readonly onBack: () => void }) {
  const all = useText()
  const text = all.rules.route
  const list = useRouteTemplates()
  if (list.data === undefined) {
    return (
      <div className="grid place-items-center p-16">
        <Spinner label={all.common.loading} />
      </div>
    )
  }
  const known = list.data.items.some((it) => it.code === code)
  return (
    <>
      <Button variant="quiet" size="small" onPress={onBack} className="mb-2 -ml-2">
        <ChevronLeft className="size-4" aria-hidden />
        {text.all}
      </Button>
      <Editing code={code} isNew={!known} />
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
