package intake

import (
	"bytes"
	"mime"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
)

// Format is what a thing turned out to be.
type Format string

const (
	Plain Format = "text"
	HTML  Format = "html"
	JSON  Format = "json"
	Feed  Format = "feed"
)

var (
	// A feed's root comes after nothing but the XML declaration, instructions, a DOCTYPE and comments.
	feedRoot = regexp.MustCompile(`(?is)^(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)*<(?:rss|feed|rdf:rdf)[\s>]`)
	htmlRoot = regexp.MustCompile(`(?is)^(?:\s|<\?xml.*?\?>|<!--.*?-->)*<(?:!doctype html|html|head|body|title|meta|link|script|style|article|main|section|header|div|table|p|h[1-6])[\s>]`)
	anyTag   = regexp.MustCompile(`(?i)</?(?:html|head|body|div|p|article|span|h1|a|br)\b[^>]*>`)
	jsonRoot = regexp.MustCompile(`^\s*(?:\{\s*["}]|\[\s*\{)`)
	// A JSON feed names its version (jsonfeed.org, version 1.1, "Top-level").
	jsonFeed = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org`)
)

// sniff tells the format of text by its beginning; the name and the declared type count only where the beginning
// could be more than one thing. Its errors are Problems without a source.
func sniff(head []byte, file, contentType string) (Format, error) {
	if len(bytes.TrimSpace(head)) == 0 && len(head) < peek {
		return "", &Problem{What: "this is empty", Fix: "give a file with the text of an article", Kind: ErrEmpty}
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if what, fix := binary(head); what != "" {
		return "", &Problem{What: "this is " + what + ", not text", Fix: fix, Kind: ErrNotText}
	}
	switch {
	case feedRoot.Match(head):
		return Feed, nil
	case jsonRoot.Match(head):
		if jsonFeed.Match(head) {
			return Feed, nil
		}
		return JSON, nil
	case htmlRoot.Match(head), saysHTML(file, contentType) && anyTag.Match(head):
		return HTML, nil
	}
	return Plain, nil
}

func saysHTML(file, contentType string) bool {
	media, _, _ := mime.ParseMediaType(contentType)
	ext := strings.ToLower(filepath.Ext(strings.TrimSuffix(strings.ToLower(file), ".gz")))
	return media == "text/html" || media == "application/xhtml+xml" || ext == ".html" || ext == ".htm" || ext == ".xhtml"
}

// magics are the beginnings of what people may take for an article; the rest is told by [http.DetectContentType].
var magics = []struct{ magic, what, fix string }{
	{"%PDF-", "a PDF", fixPDF},
	{"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the document as plain text"},
	{"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"},
	{"{\\rtf", "an RTF document", "save it as plain text"},
	{"BZh91AY", "compressed with bzip2", fixCompressed},
	{"\xfd7zXZ\x00", "compressed with xz", fixCompressed},
	{"\x28\xb5\x2f\xfd", "compressed with zstd", fixCompressed},
	{"7z\xbc\xaf", "a 7-Zip archive", "unpack it"},
	{"SQLite format 3\x00", "an SQLite database", "give the articles, not a store"},
	{"\x7fELF", "a program", fixText},
	{"MZ\x90\x00", "a program", fixText},
}

const (
	fixPDF        = "save its text as a .txt file and give that"
	fixCompressed = "unpack it first, or use gzip"
	fixText       = "give a file with the text of an article"
)

// binary says what head is when it is no text: "a PDF", "a picture (image/png)".
func binary(head []byte) (what, fix string) {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.what, m.fix
		}
	}
	if bytes.IndexByte(head, 0) < 0 && controls(head) <= len(head)/20 { // "BMW" begins like a bitmap, "ID3" like a song
		return "", ""
	}
	media, _, _ := mime.ParseMediaType(http.DetectContentType(head))
	switch kind, _, _ := strings.Cut(media, "/"); {
	case kind == "image":
		return "a picture (" + media + ")", "give the text that belongs to it"
	case kind == "audio" || kind == "video":
		return "a recording (" + media + ")", "give its transcript"
	}
	return "binary data", fixText
}

// controls counts the bytes that no text has: control characters that are no white space and no escape (ISO-2022-JP).
func controls(head []byte) (n int) {
	for _, b := range head {
		if b < 0x20 && !bytes.ContainsRune([]byte("\t\n\v\f\r\x1b"), rune(b)) {
			n++
		}
	}
	return n
}
