package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/store"
)

// A quotation is a passage between quotation marks. One that runs over several paragraphs is
// several quotations, of which all but the last are open at the end.
type quotation struct {
	start, end int  // bytes, marks included
	para       int  // index of the paragraph
	open       bool // no closing mark: it ends with the paragraph
	first      bool // it begins its paragraph
}

// A mark is one quotation mark.
type mark struct {
	at, end int
	single  bool
	family  rune // '"' for all double marks that may be mixed, '\'' for single ones, '«' for guillemets
	opens   bool
	closes  bool
}

// quotations pairs the quotation marks of each paragraph.
func quotations(text string, paragraphs []store.Span) []quotation {
	var out []quotation
	for i, p := range paragraphs {
		marks := marksOf(text, p)
		marks = append(marks, mark{at: p.End, end: p.End}) // so that a closing one can always be looked for
		for k := 0; k < len(marks)-1; {
			m := marks[k]
			if !m.opens {
				k++
				continue
			}
			c := closing(text, marks, k)
			if c < 0 && (m.single || m.family == '`') { // more likely an apostrophe
				k++
				continue
			}
			q := quotation{start: m.at, para: i, first: strings.TrimSpace(text[p.Start:m.at]) == ""}
			if c < 0 {
				q.end, q.open = openEnd(text, marks, k, p.End)
				for k++; k < len(marks)-1 && marks[k].at < q.end; k++ {
				}
			} else {
				q.end, k = marks[c].end, c+1
			}
			if q.end-q.start > m.end-m.at {
				out = append(out, q)
			}
		}
	}
	return out
}

// openEnd says where a quotation without a closing mark ends: before the next one, or with its paragraph.
func openEnd(text string, marks []mark, k, paraEnd int) (int, bool) {
	for _, m := range marks[k+1:] {
		if m.opens && !m.closes && m.family == marks[k].family && m.at < paraEnd {
			return trimRight(text, marks[k].end, m.at), false
		}
	}
	return trimRight(text, marks[k].end, paraEnd), true
}

func trimRight(text string, lo, hi int) int {
	return lo + len(strings.TrimRightFunc(text[lo:hi], unicode.IsSpace))
}

// most marks looked through for the one that closes another.
const maxMarks = 100

// closing returns the index of the mark that closes marks[k], or -1.
func closing(text string, marks []mark, k int) int {
	first := -1
	for c := k + 1; c < min(len(marks)-1, k+maxMarks); c++ {
		m := marks[c]
		if m.family != marks[k].family {
			continue
		}
		if !m.closes {
			if m.opens && !marks[k].single {
				return -1 // the next quotation begins: this one was never closed
			}
			continue
		}
		if !marks[k].single {
			return c
		}
		// A single mark may be the apostrophe of "the leaders' talks": one after a stop is surer.
		before, _ := utf8.DecodeLastRuneInString(text[:m.at])
		if first < 0 && before != 's' || isStop(before) {
			return c
		}
		if first < 0 {
			first = c
		}
	}
	return first
}

func isStop(r rune) bool { return strings.ContainsRune(",.?!…;", r) }

// marksOf lists the quotation marks of a paragraph, each with what it may be by what stands beside it.
func marksOf(text string, p store.Span) []mark {
	var out []mark
	for i := p.Start; i < p.End; {
		r, size := utf8.DecodeRuneInString(text[i:p.End])
		m := mark{at: i, end: i + size}
		switch r {
		case '"', '“', '”', '„', '‟', '″', '＂':
			m.family = '"'
		case '«', '»':
			m.family = '«'
		case '\'', '‘', '’', '‚', '‛', '`', '´':
			m = singleOrDouble(text[:p.End], i, size, r)
		}
		if m.family != 0 {
			m.opens, m.closes = sides(text, p, m, r)
			out = append(out, m)
		}
		i = m.end
	}
	return out
}

// singleOrDouble reads “ and ” (two single marks) as one double mark.
func singleOrDouble(text string, i, size int, r rune) mark {
	next, nextSize := utf8.DecodeRuneInString(text[i+size:])
	if next == r || r == '´' && next == '´' {
		return mark{at: i, end: i + size + nextSize, family: '"'}
	}
	return mark{at: i, end: i + size, family: '\'', single: true}
}

// sides says whether a mark may open or close, by the rune before and after it and by its shape.
func sides(text string, p store.Span, m mark, r rune) (opens, closes bool) {
	before, _ := utf8.DecodeLastRuneInString(text[p.Start:m.at])
	after, _ := utf8.DecodeRuneInString(text[m.end:p.End])
	atStart, atEnd := m.at == p.Start, m.end == p.End
	spaceBefore := atStart || unicode.IsSpace(before) || strings.ContainsRune("([{—–-/", before)
	spaceAfter := atEnd || unicode.IsSpace(after)
	wordBefore := unicode.IsLetter(before) || unicode.IsDigit(before)
	wordAfter := unicode.IsLetter(after) || unicode.IsDigit(after)
	if m.single {
		opens = (spaceBefore || strings.ContainsRune(`"“`, before)) && !spaceAfter && r != '’' && r != '´'
		closes = !atStart && !unicode.IsSpace(before) && !wordAfter && r != '‘' && r != '`'
		if r == '‘' && wordBefore || r == '`' && wordBefore { // used as an apostrophe
			opens = false
		}
		closes = closes || r == '`' && isStop(before) && !wordAfter
		return opens && !closes || opens && r == '‘', closes
	}
	switch {
	case r == '„', r == '«' && !spaceAfter:
		return true, false
	case r == '»' && !spaceBefore:
		return false, true
	case spaceBefore && !spaceAfter:
		return true, false
	case spaceAfter && !spaceBefore:
		return false, true
	case r == '“':
		return true, false
	case r == '”':
		return false, true
	case wordAfter && !wordBefore && !isStop(before):
		return true, false
	case !wordAfter:
		return false, true
	}
	return true, true
}
