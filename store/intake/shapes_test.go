package intake

import (
	"strings"
	"testing"
)

// Ways of keeping paragraphs apart, and what stands between them. Each page's text must have the paragraphs as such.
func TestShapes(t *testing.T) {
	p := paragraphsOfNews
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"short, such as a government's readout": {`<header><nav><a href="/">Home</a></nav></header><main><h1>Readout of the meeting</h1><div><p>The leaders discussed the herring grounds.</p><p>They agreed to meet again.</p></div></main><footer><p>Privacy policy</p></footer>`,
			[]string{"The leaders discussed the herring grounds.", "They agreed to meet again."}},
		"transcript": {`<h1>Press conference</h1><div>` + strings.Repeat("<p>PRESIDENT MARTEN: Thank you all for coming.</p><p>Q: Did you agree?</p>", 10) + `</div>`,
			[]string{"PRESIDENT MARTEN: Thank you all for coming.", "Q: Did you agree?"}},
		"breaks":                {`<table><tr><td><font size="2"><b>Presidents meet</b><br>By Ana Ferreira<br><br>` + strings.Join(p, "<br>\n<br>") + `</font></td></tr></table>`, p},
		"breaks in a paragraph": {`<article><p>` + strings.Join(p, "<br><br>") + `</p></article>`, p},
		"divisions only":        {`<div><a href="/">Home</a></div><div><div>` + strings.Join(p, "</div><div>") + `</div></div>`, p},
		"list, quotation, heading": {`<article><h1>A walk</h1><p>` + p[0] + `</p><blockquote><p>` + p[1] + `</p></blockquote><h2>What they said</h2><ul><li>` + p[2] + `</li><li>` + p[3] + `</li></ul><p>` + p[4] + `</p></article>`,
			append([]string{"What they said"}, p...)},
		"marks inside words' ways": {`<article><p>` + strings.ReplaceAll(strings.Join(p, "</p><p>"), "President Ilse Marten", `<a href="/m"><b>President</b> Ilse&nbsp;<em>Marten</em></a>`) + `</p></article>`, p},
		"single breaks":            {`<article><p>` + strings.Join(p, "</p><p>") + `</p><p>One line<br>and the next.</p></article>`, append([]string{"One line\nand the next."}, p...)},
	} {
		a, _, err := readPage("<html><body>"+c.body+"</body></html>", nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range c.want {
			if !strings.Contains("\n\n"+a.Text+"\n\n", "\n\n"+want+"\n\n") {
				t.Errorf("%s: no paragraph %q in\n%s", name, want, a.Text)
			}
		}
		if strings.Contains(a.Text, "Privacy policy") || strings.Contains(a.Text, "The villa, seen") {
			t.Errorf("%s: more than the text in\n%s", name, a.Text)
		}
	}
}
