import { test } from 'tap'
import { languageCookieFor, languageOf } from '../../../server/contract/first-screen.ts'

test('the language is kept in a cookie that over https goes nowhere else, and is read where it is kept', async (t) => {
  t.match(
    languageCookieFor('en', 'https:'),
    /^__Host-kessai_language=en; path=\/; max-age=\d+; samesite=lax; secure$/,
  )
  t.match(languageCookieFor('en', 'http:'), /^kessai_language=en; path=\/; max-age=\d+; samesite=lax$/)
  for (const protocol of ['https:', 'http:'])
    for (const language of ['ja', 'en'] as const) {
      const [cookie = ''] = languageCookieFor(language, protocol).split(';')
      t.equal(languageOf(`a=1; ${cookie}; kessai=x`), language, cookie)
    }
  const both = (first: string, second: string) =>
    languageOf(`kessai_language=${first}; __Host-kessai_language=${second}`)
  t.same([both('en', 'ja'), both('ja', 'en')], ['ja', 'en'], 'the safe one counts')
  for (const none of ['', 'a=1', 'kessai_language=fr', 'xkessai_language=en', 'kessai_languages=en'])
    t.equal(languageOf(none), 'ja', none)
})
