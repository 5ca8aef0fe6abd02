import { test } from 'tap'
import { unescaped } from './entities.ts'

test('character references become their characters, and what is none stays', async (t) => {
  t.equal(unescaped('A&amp;B &lt;p&gt; &quot;&apos;&nbsp;&#22618;&#x585A;'), 'A&B <p> "\' 塚塚')
  t.equal(unescaped('&amp;lt; &copy; &#0; &#x110000; R&D'), '&lt; &copy; &#0; &#x110000; R&D')
})
