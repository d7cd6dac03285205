package intake

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// splitBreaks makes paragraphs of texts that older pages keep apart by <br><br>; libraries that look for an article's
// paragraphs would run them together.
func splitBreaks(doc *html.Node) {
	var broken []*html.Node
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Br && n.Parent != nil && nextBreak(n) != nil {
			if k := len(broken); k == 0 || broken[k-1] != n.Parent {
				broken = append(broken, n.Parent)
			}
		}
	}
	done := map[*html.Node]bool{}
	for _, n := range broken {
		if !done[n] {
			done[n] = true
			splitAtBreaks(n)
		}
	}
}

// nextBreak returns the <br> that follows n with nothing but blanks between.
func nextBreak(n *html.Node) *html.Node {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		switch {
		case s.Type == html.TextNode && strings.TrimSpace(s.Data) == "":
		case s.DataAtom == atom.Br:
			return s
		default:
			return nil
		}
	}
	return nil
}

// splitAtBreaks puts what stands between double breaks into <p> elements. Blocks inside stay where they are.
func splitAtBreaks(parent *html.Node) {
	if parent.DataAtom == atom.P { // a paragraph cannot hold others
		parent.Data, parent.DataAtom = "div", atom.Div
	}
	var p *html.Node
	for c := parent.FirstChild; c != nil; {
		next := c.NextSibling
		switch last := doubleBreak(c); {
		case last != nil:
			next = last.NextSibling
			for b := c; b != next; {
				after := b.NextSibling
				parent.RemoveChild(b)
				b = after
			}
			p = nil
		case blocks[c.DataAtom]:
			p = nil
		default:
			if p == nil {
				p = &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
				parent.InsertBefore(p, c)
			}
			parent.RemoveChild(c)
			p.AppendChild(c)
		}
		c = next
	}
}

// doubleBreak returns the last of the breaks that begin at n, when there are two or more.
func doubleBreak(n *html.Node) (last *html.Node) {
	if n.DataAtom != atom.Br {
		return nil
	}
	for b := nextBreak(n); b != nil; b = nextBreak(b) {
		last = b
	}
	return last
}
