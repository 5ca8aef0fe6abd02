import { useState } from 'react'
import type { ApplicationView, ChangeApplicationBody } from '../../../../server/contract/applications.ts'
import { useApplicationActs } from '../../api/applications.ts'
import { isProblem } from '../../api/client.ts'
import { dropKept, keepForm, keptForm } from '../../api/kept-form.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useMe } from '../../api/queries.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, Checkbox, Notice, TextField, toast } from '../../ui/index.ts'
import { type Difference, differencesOf, isWider } from './application-differences.ts'
import { DifferenceList } from './difference-list.tsx'
import { MattersField } from './matters-field.tsx'
import { ReasonField } from './reason-field.tsx'

type Props = { readonly view: ApplicationView; readonly onAgain: () => void }

/** 基本, 提出できる専決事項 and 知らせる専決事項: edited, looked at, and saved at once. What is not saved is kept in this browser. */
export function ApplicationEditor({ view, onAgain }: Props) {
  const all = useText()
  const text = all.administering.applications
  const { change } = useApplicationActs()
  const slot = `application.${useMe().data?.id ?? ''}.${view.clientId}`
  const [start, setStart] = useState(() => bodyOf(view))
  const [kept] = useState(() => keptForm<ChangeApplicationBody>(slot))
  const [body, setBody] = useState(kept ?? start)
  const [refusal, setRefusal] = useState<unknown>()
  const [isSending, setSending] = useState(false)
  const differences = differencesOf(start, body)
  const isChanged = differences.length > 0
  const edit = (more: Partial<ChangeApplicationBody>) => {
    const next = { ...body, ...more }
    setBody(next)
    setRefusal(undefined)
    if (differencesOf(start, next).length === 0) dropKept(slot)
    else keepForm(slot, next)
  }
  const again = () => {
    dropKept(slot)
    onAgain()
  }
  const save = async () => {
    setSending(true)
    setRefusal(undefined)
    try {
      const saved = bodyOf(await change(view.clientId, { ...body, reason: body.reason.trim() }))
      dropKept(slot)
      setStart(saved)
      setBody(saved)
      toast(text.saved)
    } catch (error) {
      setRefusal(error)
    }
    setSending(false)
  }
  const touchesRights = differences.some((it) => it.kind === 'gain' || it.kind === 'lose')
  const isWhole = body.name.trim() !== '' && (!touchesRights || body.reason.trim() !== '')
  return (
    <section aria-labelledby="basics" className="paper grid gap-4 px-4 py-4 sm:px-5">
      <h3 id="basics" className="font-bold">
        {text.basics}
      </h3>
      {kept !== undefined && isChanged && <Notice>{text.kept}</Notice>}
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:max-w-3xl">
        <TextField
          label={text.name}
          hint={text.nameHint}
          value={body.name}
          onChange={(name) => edit({ name })}
          maxLength={60}
          error={body.name.trim() === '' ? text.nameMissing : undefined}
        />
        <TextField
          label={text.contact}
          hint={text.contactHint}
          value={body.contact}
          onChange={(contact) => edit({ contact })}
          maxLength={200}
        />
        <MattersField
          label={text.maySubmit}
          hint={text.maySubmitHint}
          chosen={body.maySubmit}
          onChange={(maySubmit) => edit({ maySubmit: [...maySubmit] })}
        />
        <MattersField
          label={text.mayFollow}
          hint={text.mayFollowHint}
          chosen={body.mayFollow}
          onChange={(mayFollow) => edit({ mayFollow: [...mayFollow] })}
        />
      </div>
      {!view.sandbox && (
        <Checkbox isSelected={body.mayProvision === true} onChange={(mayProvision) => edit({ mayProvision })}>
          {text.mayProvision}
        </Checkbox>
      )}
      <div aria-labelledby="look" role="group" className="grid gap-3 rounded-8 bg-well px-4 py-3">
        <div className="flex min-h-8 flex-wrap items-center gap-3">
          <h4 id="look" className="flex-1 font-bold">
            {text.look}
          </h4>
          {isChanged && (
            <Button size="small" variant="quiet" className="text-lead" onPress={again}>
              {text.discard}
            </Button>
          )}
        </div>
        <div aria-live="polite" className="grid gap-3">
          {isChanged ? (
            <Changes differences={differences} />
          ) : (
            <p className="text-sm text-ink-2">{text.untouched}</p>
          )}
        </div>
        {isChanged && (
          <>
            {touchesRights && (
              <ReasonField
                label={text.rightsReason}
                placeholder={text.reasonHint}
                value={body.reason}
                onChange={(reason) => edit({ reason })}
              />
            )}
            {refusal !== undefined && (
              <Notice
                tone="warning"
                live
                action={
                  isProblem(refusal, 'application_changed') ? (
                    <Button size="small" onPress={again}>
                      {text.latest}
                    </Button>
                  ) : undefined
                }
              >
                {problemText(refusal, all)}
              </Notice>
            )}
            <div className="flex flex-wrap items-center gap-3">
              <Button
                variant="primary"
                isDisabled={!isWhole}
                isPending={isSending}
                onPress={() => void save()}
              >
                {text.save}
              </Button>
              <span className="text-sm text-ink-2">{text.fromNow}</span>
            </div>
          </>
        )}
      </div>
    </section>
  )
}

function Changes({ differences }: { readonly differences: readonly Difference[] }) {
  const text = useText().administering.applications
  if (!isWider(differences)) return <DifferenceList differences={differences} />
  return (
    <Notice tone="warning" title={text.wider}>
      <DifferenceList differences={differences} />
    </Notice>
  )
}

function bodyOf({ maySubmit, mayFollow, ...it }: ApplicationView): ChangeApplicationBody {
  const { version, name, contact, mayProvision } = it
  return {
    ...{ version, name, contact, mayProvision, reason: '' },
    maySubmit: maySubmit.map((it) => it.code),
    mayFollow: mayFollow.map((it) => it.code),
  }
}
