import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderRichText, toPlainText, toSafeHtml } from './rich-text.ts'

describe('text without markup', () => {
  it.each([
    ['x < 5 & y', 'x &lt; 5 &amp; y'],
    ['a <b dan c> d', 'a &lt;b dan c&gt; d'],
    ['jika p<q maka', 'jika p&lt;q maka'],
    ['baris satu\r\nbaris dua\n\nbaris empat', 'baris satu<br />baris dua<br /><br />baris empat'],
    ['isi <nama> di sini', 'isi &lt;nama&gt; di sini'],
    ['Apa guna tag <b> dalam HTML?', 'Apa guna tag &lt;b&gt; dalam HTML?'],
    ['Apa guna <script>alert(1)</script>?', 'Apa guna &lt;script&gt;alert(1)&lt;/script&gt;?'],
    ['“kutip” & ∑ 漢字 ꦗꦮ', '“kutip” &amp; ∑ 漢字 ꦗꦮ'],
    ['AT&amp;T &#8211; &lt;script&gt;&nbsp;&amp;lt; &copy;', 'AT&amp;T – &lt;script&gt;\u00a0&amp;lt; &amp;copy;'],
    ['', ''],
    ['a\u0000b\u001bc\td', 'abc\td'],
  ])('[B20] %j stays as written', (source, html) => {
    expect(renderRichText(source)).toEqual({ html, warnings: [] })
  })
})

describe('HTML', () => {
  it.each([
    ['Satu<br>dua</br>tiga', 'Satu<br />dua<br />tiga'],
    ['<b><u>sama</u></b> arti', '<b><u>sama</u></b> arti'],
    ['𝑥<sup>2</sup> < 𝑦', '𝑥<sup>2</sup> &lt; 𝑦'],
    ['<p>a<b dan c</p>', '<p>a&lt;b dan c</p>'],
    ['<b>tebal</b>\nbaris', '<b>tebal</b><br />baris'],
    ['<p>satu</p>\n<p>dua</p>', '<p>satu</p>\n<p>dua</p>'],
    ['<p>belum ditutup', '<p>belum ditutup</p>'],
    ['<p>A &amp; B &lt; C&nbsp;D</p>', '<p>A &amp; B &lt; C\u00a0D</p>'],
    [
      '<table border=1><tr><td colspan="2">1</td></tr></table>',
      '<table border="1"><tr><td colspan="2">1</td></tr></table>',
    ],
    ['<span lang="jv">kula</span>', '<span lang="jv">kula</span>'],
    ['<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>', '<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>'],
    ['<img\nsrc="data:image/png;base64,AAAA"\nalt="peta">', '<img src="data:image/png;base64,AAAA" alt="peta" />'],
    ['<img src="data:image/jpg;base64,AAAA" alt="">', '<img src="data:image/jpeg;base64,AAAA" alt="" />'],
    ['<img src="data:image/svg+xml;base64,AAAA" alt="x">', '<img src="data:image/svg+xml;base64,AAAA" alt="x" />'],
    ['<p>x<!-- rahasia --></p>', '<p>x</p>'],
  ])('[B21] %s', (source, html) => {
    expect(renderRichText(source)).toEqual({ html, warnings: [] })
  })

  it.each([
    ['<p>x</p><script>alert(1)</script>', '<p>x</p>', 'tag script'],
    ['<p>x</p><SCRIPT SRC=//jahat.test/x.js></SCRIPT>', '<p>x</p>', 'tag script'],
    ['<p>x<img src=x onerror=alert(1)></p>', '<p>x</p>', 'gambar x, atribut onerror'],
    ['<img src="https://jahat.test/a.png" alt="a">y', 'y', 'gambar https://jahat.test/a.png'],
    ['<img src="data:text/html;base64,PHNjcmlwdD4=">y', 'y', 'gambar data:text/html;base64,PHNjcmlwdD4='],
    ['<img src="javascript:alert(1)">y', 'y', 'gambar javascript:alert(1)'],
    ['<br><svg onload=alert(1)><script>alert(2)</script></svg>y', '<br />y', 'tag svg, tag script'],
    ['<br><svg/onload=alert(1)>y', '<br />y', 'tag svg'],
    ['<p><a href="javascript:alert(1)">klik</a></p>', '<p>klik</p>', 'tag a'],
    [
      '<p style="background:url(//jahat)" class="x" onclick="y">z</p>',
      '<p>z</p>',
      'atribut style, atribut class, atribut onclick',
    ],
    ['<br><iframe srcdoc="<script>alert(1)</script>">x</iframe>', '<br />', 'tag iframe'],
    ['<br><style>p{display:none}</style>y', '<br />y', 'tag style'],
    ['<p>a</p><form action="//jahat"><input name=x></form>', '<p>a</p>', 'tag form, tag input'],
    [
      '<math><mi xlink:href="javascript:alert(1)" href="javascript:alert(1)">x</mi></math>',
      '<math><mi>x</mi></math>',
      'atribut xlink:href, atribut href',
    ],
    [
      '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
      '<math><mtext><table></table></mtext></math>',
      'tag mglyph, tag style',
    ],
    [
      '<math><semantics><mi>x</mi><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></semantics></math>',
      '<math><semantics><mi>x</mi></semantics></math>',
      'tag annotation-xml',
    ],
  ])('[B22] takes the danger out of %s', (source, html, what) => {
    expect(renderRichText(source)).toEqual({ html, warnings: [{ kind: 'removed', what }] })
  })

  it('[B22] whatever comes in, only the allow-list comes out (property)', () => {
    const pieces = fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '/',
        '=',
        ' ',
        '\n',
        '&',
        ';',
        '<!--',
        '-->',
        '<![CDATA[',
        '\\(',
        '\\)',
        '$$',
        '`',
        '\\href{javascript:x}{y}',
        '\\text{',
        '}',
      ],
      ...[
        '<p',
        '<p>',
        '</p>',
        '<b>',
        '</b>',
        '<img',
        ' src=',
        'data:image/png,',
        'javascript:',
        ' onerror=',
        'alert(1)',
        '<svg',
        '<script>',
        '</script>',
      ],
      ...[
        '<math>',
        '</math>',
        '<mtext>',
        '<annotation encoding="x">',
        '<style>',
        '</style>',
        '<a href=',
        '<table>',
        '<td',
        '<iframe',
        '<br>',
        '<xmp>',
        '<title>',
        '<noscript>',
      ],
      ...['x', 'formula0n0n', '&lt;', '&#60;', '&quot;', '\u0000', ' alt="', '<textarea>', '<o:p>'],
    )
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: pieces }, fc.string()), { maxLength: 24 }), (parts) => {
        expectSafe(toSafeHtml(parts.join('')))
      }),
      { numRuns: 4000, seed: 5 },
    )
  })

  it('[B22] hostile lengths take no time', () => {
    const before = process.cpuUsage()
    for (const piece of ['<a b=', '<p ', '\\(', '$$', '<a/b/c', '<p a="', '<!--', '<p a=b/', "<p a='", '<'])
      toSafeHtml(`<br>${piece.repeat(20_000 / piece.length)}`)
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000)
  })
})

describe('formulas', () => {
  it('[B23] between \\( \\), \\[ \\] and $$ $$ become MathML', () => {
    const { html, warnings } = renderRichText('Luas \\(\\frac{1}{2}\nat\\), \\[a<b\\] dan $$c^2$$.')
    expect(warnings).toEqual([])
    expect(html.match(/<math /g)).toHaveLength(3)
    expect(html.match(/display="block"/g)).toHaveLength(2)
    expect(html).toContain('<mfrac><mn>1</mn><mn>2</mn></mfrac>')
    expect(html).toContain('<mo>&lt;</mo>')
    expect(toPlainText(html)).toBe('Luas \\frac{1}{2} at, a<b dan c^2.')
    expectSafe(html)
  })

  it('[B23] also inside HTML, where < is written as an entity', () => {
    expect(toSafeHtml('<b>\\(a &lt; b\\)</b>')).toContain(
      '<b><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>',
    )
  })

  it.each(['harga $5 dan $6', '$a < b$', 'US$ 3 – $$', 'C:\\\\(x)', '\\( \\)'])('[B24] %s is no formula', (source) => {
    expect(toSafeHtml(source)).not.toContain('<math')
    expect(toPlainText(toSafeHtml(source))).toBe(source)
  })

  it.each([
    '\\(\\tidakada{x}\\)',
    '\\(\\frac{1}\\)',
    '\\(\\href{javascript:alert(1)}{x}\\)',
    '\\[\\includegraphics{https://jahat.test/x.png}\\]',
    '\\(\\def\\a{\\a\\a}\\a\\)',
    "$$`text 'Jika ' x = √9 `text ' maka ....'$$",
    '\\(a<b>c</b>\\)',
  ])('[B25] %s stays as written, with a warning', (source) => {
    const { html, warnings } = renderRichText(source)
    expect(warnings).toEqual([{ kind: 'latex', what: source }])
    expect(toPlainText(html)).toBe(source)
    expectSafe(html)
  })

  it('[B25] a formula cannot break out of an attribute', () => {
    const html = toSafeHtml('<img alt="\\(" onerror="alert(1)\\)" src="data:image/gif;base64,R0lG">')
    expect(html).toBe('<img alt="\\(&quot; onerror=&quot;alert(1)\\)" src="data:image/gif;base64,R0lG" />')
  })
})

describe('plain text', () => {
  it.each([
    ['<p>satu</p><p>dua &amp; tiga</p>', 'satu\ndua & tiga'],
    ['a<br />b', 'a\nb'],
    ['<img src="data:image/png,x" alt="peta Jawa" />', 'peta Jawa'],
    ['<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>', '1 2\n3'],
    ['x &lt; 5', 'x < 5'],
    ['&amp;lt;', '&lt;'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(toPlainText(html)).toBe(text)
  })
})

const TAGS = new Set(
  (
    'b i u s strong em sub sup small mark code span q del ins p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table caption ' +
    'colgroup col thead tbody tfoot tr th td br hr img math semantics annotation mrow mi mn mo ms mtext mspace msub msup msubsup munder ' +
    'mover munderover mmultiscripts mprescripts none mfrac msqrt mroot mtable mtr mtd mstyle mpadded mphantom merror menclose'
  ).split(' '),
)

/** A reader of its own, stricter than any browser: every '<' must begin a well-formed tag of the list. */
function expectSafe(html: string): void {
  const rest = html.replace(
    /<(\/?)([a-z0-9]+)((?: [a-z]+="[^"<>]*"| [a-z]+)*)(?: \/)?>/g,
    (tag, _slash, name: string, attributes: string) => {
      if (!TAGS.has(name)) throw new Error(`tag ${name} came through: ${html}`)
      for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z]+)(?:="([^"]*)")?/g)) {
        if (/^(on|style|class|id|href|srcset|action|formaction)/.test(attribute))
          throw new Error(`attribute ${attribute} came through: ${html}`)
        if (attribute === 'src' && !/^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i.test(value))
          throw new Error(`src ${value} came through`)
      }
      return tag.startsWith('<') ? '' : tag
    },
  )
  expect(rest).not.toMatch(/[<>]/)
}
