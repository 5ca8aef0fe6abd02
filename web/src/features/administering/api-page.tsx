import { useState } from 'react'
import { type ApiDescription, type ApiOperation, useApiDescription } from '../../api/api-description.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Disclosure, TextField } from '../../ui/index.ts'
import { ApiAnswers, ApiSchemaView } from './api-schema.tsx'
import { ApiTry } from './api-try.tsx'

/** API: every operation that other systems and these pages use, what it answers, and a place to try it. */
export function ApiPage() {
  const text = useText().administering.api
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-4 pb-16" data-api>
      <h2 className="text-lg font-bold">{text.title}</h2>
      <p className="text-sm leading-relaxed text-ink-2">{text.help}</p>
      <p>
        <a href="/v1/openapi.json" download="kessai-openapi.json" className="text-lead underline">
          {text.download}
        </a>
      </p>
      <Loaded query={useApiDescription()} failed={text.failed}>
        {(description) => <Operations description={description} />}
      </Loaded>
    </div>
  )
}

function Operations({ description }: { readonly description: ApiDescription }) {
  const text = useText().administering.api
  const [words, setWords] = useState('')
  const wanted = words.toLowerCase().split(/\s+/)
  const found = description.operations.filter((it) => {
    const all = `${it.method} ${it.path} ${it.summary} ${it['x-summary-ja']}`.toLowerCase()
    return wanted.every((word) => all.includes(word))
  })
  return (
    <>
      <TextField label={text.find} type="search" value={words} onChange={setWords} />
      <p role="status" className="text-sm text-ink-2">
        {text.count(found.length, description.operations.length)}
      </p>
      {description.tags.map(({ name, description: what }) => {
        const operations = found.filter((it) => it.tags.includes(name))
        if (operations.length === 0) return null
        return (
          <section key={name} className="paper min-w-0 px-4 py-3">
            <h3 className="font-bold">{what}</h3>
            <ul className="mt-2 grid grid-cols-1 gap-1">
              {operations.map((it) => (
                <li
                  key={it.operationId}
                  className="min-w-0 border-t border-line pt-1"
                  data-operation={it.operationId}
                >
                  <Operation operation={it} schemas={description.schemas} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

type OperationProps = { readonly operation: ApiOperation; readonly schemas: ApiDescription['schemas'] }

function Operation({ operation, schemas }: OperationProps) {
  const text = useText().administering.api
  const { language } = useLanguage()
  const { method, path, security, requestBody } = operation
  const summary = language === 'ja' ? operation['x-summary-ja'] : operation.summary
  // What is in it is drawn when it is opened first: all of them at once are thousands of lines.
  const [isOpen, setOpen] = useState(false)
  const roles = security.flatMap((it) => it['application'] ?? [])
  const body = Object.entries(requestBody?.content ?? {})[0]
  return (
    <details className="min-w-0" onToggle={(event) => setOpen(isOpen || event.currentTarget.open)}>
      <summary className="cursor-pointer py-1.5 text-sm leading-relaxed">
        <span className="mr-2 font-mono font-bold text-lead">{method}</span>
        <span className="font-mono break-all">{path}</span>
        <span className="block pl-5 text-ink-2">{summary}</span>
      </summary>
      {isOpen && (
        <div className="grid min-w-0 grid-cols-1 gap-3 pb-3 pl-2 text-sm break-words wrap-anywhere sm:pl-5">
          <p>
            {security.length === 0
              ? text.open
              : roles.length === 0
                ? text.people
                : text.programs(roles.join('、'))}
          </p>
          {body !== undefined && (
            <Disclosure title={text.body(body[0])}>
              <ApiSchemaView schema={body[1].schema} schemas={schemas} />
            </Disclosure>
          )}
          <ApiAnswers answers={operation.responses} schemas={schemas} />
          <ApiTry operation={operation} />
        </div>
      )}
    </details>
  )
}
