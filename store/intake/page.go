package intake

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"readout/store"
)

// Bounds on pages. Finding the text takes time that grows faster than the page, so that markup is limited apart from bytes.
const (
	maxNodes   = 100_000 // elements and texts; the longest live blogs have some ten thousand
	maxDepth   = 400     // of elements in each other
	fewLetters = 250     // a page with less text than this, in bytes, may be a notice and no article
)

// page reads an HTML page.
func (r *reader) page(in input, text io.Reader) {
	raw, err := r.all(text)
	if err != nil {
		r.fail(at(in.source, err, ErrUnreadable))
		return
	}
	a, closed, err := readPage(decode(raw, in.contentType), in.url)
	if err != nil {
		r.fail(at(in.source, err, ErrFormat))
		return
	}
	switch {
	case closed && len(a.Text) < fewLetters:
		r.fail(&Problem{Source: in.source, What: "the page says that its text is for subscribers", Fix: "save the text by hand and give the file", Kind: ErrDenied})
	case !hasWords(a.Text):
		r.fail(&Problem{Source: in.source, What: "there is no article text on this page", Fix: "some pages are built by scripts in the browser: save the text by hand and give the file", Kind: ErrEmpty})
	default:
		r.emit(in, Item{Article: a, Source: in.source, Format: HTML, Partial: closed}, "")
	}
}

// readPage finds an article and what the page says about it. closed means that the page declares its text to be for
// subscribers. A library that panics on a page does not end the run: it is a page that cannot be read.
func readPage(page string, address *url.URL) (a store.Article, closed bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Problem{What: "the page's markup cannot be made sense of", Fix: "save its text and give that", Kind: ErrFormat, Cause: fmt.Errorf("panic: %v", p)}
		}
	}()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return a, false, &Problem{What: "the page's markup cannot be made sense of", Fix: "save its text and give that", Kind: ErrFormat, Cause: err}
	}
	about := readMetadata(doc, address)
	if err := prune(doc); err != nil {
		return a, false, err
	}
	splitBreaks(doc)
	text, author, title := mainText(doc, address)
	if about.body != "" && len(text) < fewLetters && len(about.body) > len(text) {
		text = clean(about.body) // pages built by scripts often bring their text for search engines
	}
	about.author, about.title = either(about.author, author), either(about.title, title)
	a = about.article()
	a.Text = text
	return a, about.closed, nil
}

// mainText finds the article's text, and what the library takes for its author and title.
func mainText(doc *html.Node, address *url.URL) (text, author, title string) {
	res, err := trafilatura.ExtractDocument(doc, trafilatura.Options{OriginalURL: address, EnableFallback: true, ExcludeComments: true,
		HtmlDateMode: trafilatura.Disabled})
	if err != nil || res == nil || res.ContentNode == nil {
		return "", "", ""
	}
	text = paragraphs(res.ContentNode)
	if len(text) < fewLetters { // the library's own rescue for short pages says everything twice
		text = shortText(doc)
	}
	return text, res.Metadata.Author, res.Metadata.Title
}

// aside are the elements round an article, where no library says what the article is.
var aside = map[atom.Atom]bool{atom.Nav: true, atom.Footer: true, atom.Aside: true, atom.Header: true, atom.Form: true, atom.Figure: true, atom.Title: true, atom.Head: true}

// shortText is the text of a page that has little: its <p> elements, or all that is there. It takes doc apart.
func shortText(doc *html.Node) string {
	var inP strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.Type == html.ElementNode && aside[c.DataAtom]:
				n.RemoveChild(c)
			case c.DataAtom == atom.P:
				inP.WriteString(paragraphs(c) + "\n\n")
			default:
				walk(c)
			}
			c = next
		}
	}
	walk(doc)
	if text := clean(inP.String()); hasWords(text) {
		return text
	}
	return paragraphs(doc)
}

// unread are the elements that never hold text of an article.
var unread = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true,
	atom.Svg: true, atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Select: true, atom.Textarea: true, atom.Button: true, atom.Link: true}

// prune takes off a page what is no text, which is most of a page's bytes, and says when it is too much of a page.
func prune(doc *html.Node) error {
	count := 0
	var err error
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		if count++; count > maxNodes || depth > maxDepth {
			err = &Problem{What: "the page has more markup than an article has", Fix: "save its text and give that", Kind: ErrTooLarge}
			return
		}
		for c := n.FirstChild; c != nil && err == nil; {
			next := c.NextSibling
			if c.Type == html.CommentNode || c.Type == html.ElementNode && unread[c.DataAtom] {
				n.RemoveChild(c)
			} else {
				walk(c, depth+1)
			}
			c = next
		}
	}
	walk(doc, 0)
	return err
}

// blocks are the elements that begin a new paragraph.
var blocks = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.Blockquote: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Table: true,
	atom.Tr: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Section: true, atom.Article: true,
	atom.Pre: true, atom.Hr: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Figure: true, atom.Figcaption: true, atom.Header: true, atom.Footer: true,
	atom.Body: true, atom.Main: true, atom.Aside: true, atom.Address: true, atom.Details: true, atom.Summary: true}

// paragraphs writes the text below n with an empty line between paragraphs, and a new line where the page has <br>.
func paragraphs(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		name := tag(n)
		switch {
		case n.Type == html.TextNode:
			b.WriteString(strings.Map(oneBlank, n.Data))
		case unread[name]:
			return
		case name == atom.Br:
			b.WriteByte('\n')
		case name == atom.Td || name == atom.Th:
			b.WriteByte(' ')
		}
		if blocks[name] {
			b.WriteString("\n\n")
			defer b.WriteString("\n\n")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	lines := strings.Split(clean(b.String()), "\n")
	for i, line := range lines {
		lines[i] = strings.Join(strings.Fields(line), " ")
	}
	return clean(strings.Join(lines, "\n"))
}

// tag is the name of an element; of one that the library renamed, DataAtom is not up to date.
func tag(n *html.Node) atom.Atom {
	if n.Type != html.ElementNode {
		return 0
	}
	return atom.Lookup([]byte(n.Data))
}

// oneBlank turns the source's line breaks, which mean nothing in HTML, into blanks.
func oneBlank(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' || r == '\f' {
		return ' '
	}
	return r
}

// fragment returns the text of a piece of HTML, such as a feed's item has.
func fragment(markup string) string {
	nodes, err := html.ParseFragment(strings.NewReader(markup), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return ""
	}
	root := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	if prune(root) != nil {
		return ""
	}
	return paragraphs(root)
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
