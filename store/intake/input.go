package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/url"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"readout/store"
)

// An input is one thing to read, opened.
type input struct {
	source      string // as problems name it
	file        string // its name, where it is a file
	url         *url.URL
	contentType string // as the site declares it
	body        io.Reader
	hints       store.Article // what is known of the article beforehand; the thing's own words come first

	raw *counter // counts the bytes of body
}

// peek is how much of an input is looked at to see what it is.
const peek = 4 << 10

// maxNested is how often a thing may be gzipped: a file that was compressed for storage, then once more for the way.
const maxNested = 2

// input finds out what a thing is and reads it as that.
func (r *reader) input(in input) {
	in.raw = &counter{r: in.body}
	text, head, err := unpack(in.raw)
	if err != nil {
		r.fail(at(in.source, r.web.explain(err), ErrFormat))
		return
	}
	format, err := sniff(head, in.file, in.contentType)
	if err != nil {
		r.fail(at(in.source, err, ErrNotText))
		return
	}
	switch format {
	case JSON:
		r.records(in, text)
	case Feed:
		r.feed(in, text)
	case HTML:
		r.page(in, text)
	default:
		r.plain(in, text)
	}
}

// unpack takes off gzip and UTF-16, and returns the beginning of what is inside.
func unpack(body io.Reader) (*bufio.Reader, []byte, error) {
	br := bufio.NewReaderSize(body, 64<<10)
	for nested := 0; ; nested++ {
		head, err := br.Peek(2)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, nil, broken("gzip file", err)
		}
		if !bytes.Equal(head, []byte{0x1f, 0x8b}) {
			break
		}
		if nested == maxNested {
			return nil, nil, &Problem{What: "this is gzipped again and again", Fix: "unpack it first", Kind: ErrFormat}
		}
		zip, err := gzip.NewReader(br)
		if err != nil {
			return nil, nil, broken("gzip file", err)
		}
		br = bufio.NewReaderSize(zip, 64<<10)
	}
	head, err := br.Peek(peek)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, broken("file", err)
	}
	if order, ok := utf16Order(head); ok {
		br = bufio.NewReaderSize(transform.NewReader(br, unicode.UTF16(order, unicode.UseBOM).NewDecoder()), 64<<10)
		if head, err = br.Peek(peek); err != nil && !errors.Is(err, io.EOF) {
			return nil, nil, broken("UTF-16 file", err)
		}
	}
	if mark := []byte("\xef\xbb\xbf"); bytes.HasPrefix(head, mark) {
		_, _ = br.Discard(len(mark)) // it is in the buffer
		head = head[len(mark):]
	}
	return br, head, nil
}

// broken says of err, met while unpacking, what it means for what.
func broken(what string, err error) error {
	if isDamage(err) {
		return &Problem{What: "this " + what + " is damaged or cut off", Fix: "get it again", Kind: ErrFormat, Cause: err}
	}
	return err
}

func isDamage(err error) bool {
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) || isFlate(err)
}

// utf16Order tells UTF-16 by its mark or, without one, by the zero bytes that every other byte of English is.
func utf16Order(head []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0}): // UTF-32, which nobody writes
		return unicode.LittleEndian, false
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return unicode.BigEndian, true
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs < 4:
	case zeros[1] > pairs*3/4 && zeros[0] == 0:
		return unicode.LittleEndian, true
	case zeros[0] > pairs*3/4 && zeros[1] == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// all reads the whole of an article, page or feed, and no more than the limit.
func (r *reader) all(text io.Reader) ([]byte, error) {
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(contextReader{r.ctx, text}, r.opt.Limit+1))
	switch {
	case err != nil:
		return nil, r.web.explain(broken("file", err))
	case n > r.opt.Limit:
		return nil, tooLarge("it", r.opt.Limit)
	}
	return b.Bytes(), nil
}

func tooLarge(what string, limit int64) error {
	return &Problem{What: fmt.Sprintf("%s is larger than %s, which is the limit for one article", what, megabytes(limit)),
		Fix: "cut it into its articles, as files or as JSON lines", Kind: ErrTooLarge}
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d MB", n>>20)
}

// A counter counts what was read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
