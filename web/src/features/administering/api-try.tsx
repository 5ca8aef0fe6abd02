import { useState } from 'react'
import { type ApiOperation, type Tried, tryOperation } from '../../api/api-description.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, Disclosure, TextArea, TextField } from '../../ui/index.ts'

/** 試す: sends the operation as the person who is signed in. What it changes is changed. */
export function ApiTry({ operation }: { readonly operation: ApiOperation }) {
  const text = useText().administering.api
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [body, setBody] = useState('')
  const [tried, setTried] = useState<Tried | 'sending' | 'unreachable'>()
  const { parameters = [], requestBody, method } = operation
  const isFile = requestBody !== undefined && !('application/json' in requestBody.content)
  if (isFile || operation.path === '/v1/stream') return <p className="text-ink-2">{text.notHere}</p>
  const send = async (): Promise<void> => {
    setTried('sending')
    setTried(await tryOperation(operation, values, body).catch(() => 'unreachable' as const))
  }
  return (
    <Disclosure title={text.try}>
      <div className="grid grid-cols-1 gap-3 rounded-8 border border-line bg-well p-3">
        {method !== 'GET' && <p className="font-bold text-shu">{text.real}</p>}
        {parameters.map(({ name, required, description }) => (
          <TextField
            key={name}
            label={name}
            value={values[name] ?? ''}
            onChange={(value) => setValues({ ...values, [name]: value })}
            {...(description === undefined ? {} : { hint: description })}
            {...(required ? { requiredMark: text.required } : {})}
          />
        ))}
        {requestBody !== undefined && <TextArea label={text.json} value={body} onChange={setBody} rows={6} />}
        <Button onPress={() => void send()} isDisabled={tried === 'sending'} data-send>
          {text.send}
        </Button>
        <div role="status">
          {tried === 'unreachable' && <p className="text-shu">{text.unreachable}</p>}
          {typeof tried === 'object' && (
            <>
              <p className="font-bold" data-status>
                {tried.status}　<span className="font-normal text-ink-2">{tried.type}</span>
              </p>
              {tried.text !== '' && (
                // A long answer scrolls, by keyboard as well.
                // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
                <pre tabIndex={0} className="mt-1 max-h-96 overflow-auto rounded-6 bg-paper p-2 text-xs">
                  {tried.text}
                </pre>
              )}
            </>
          )}
        </div>
      </div>
    </Disclosure>
  )
}
