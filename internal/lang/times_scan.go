package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A timeToken is a word, a number or a mark. Unlike a [Token] it keeps the marks, which dates are written with.
type timeToken struct {
	start, end int
	word       *timeWord
	digits     int // of a number's whole part; 0: no number
	n          int
	frac       string // digits behind a decimal point
	suffix     byte   // 'o': ordinal ("5th"), 's': "1980s", 0
	mark       byte   // of a mark; 'x' for any that no rule asks for
	comma      bool   // a number written with a comma: "1,998"
	money      bool   // a sign of currency stands before it
	capital    bool
	gap        bool // white space stands before it
	paragraph  bool // a blank line stands before it
}

// scan cuts a text into words, numbers and marks.
func (tt *timeTables) scan(text string) []timeToken {
	out := make([]timeToken, 0, len(text)/5+1)
	gap, lines, money := false, 0, false
	for i := 0; i < len(text); {
		c := text[i]
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			gap = true
			if c == '\n' {
				lines++
			}
			i++
			continue
		}
		t := timeToken{start: i, word: unknownWord, gap: gap, paragraph: lines > 1, money: money}
		money = false
		switch {
		case c >= '0' && c <= '9':
			tt.scanNumber(text, &t)
		case letterAt(text, i):
			tt.scanWord(text, &t)
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			if unicode.IsSpace(r) {
				gap = true
				i += size
				continue
			}
			t.end, t.mark = i+size, markOf(r)
			money = t.mark == '$'
		}
		out = append(out, t)
		i, gap, lines = t.end, false, 0
	}
	return out
}

func letterAt(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	if c := text[i]; c < utf8.RuneSelf {
		return c|0x20 >= 'a' && c|0x20 <= 'z'
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
}

func markOf(r rune) byte {
	switch r {
	case '-', '\u2010', '\u2011', '\u2012', '\u2013':
		return '-'
	case '\'', '\u2019', '\u2018', '\u02bc':
		return '\''
	case '"', '\u201c', '\u201d':
		return '"'
	case '$', '€', '£', '¥':
		return '$'
	case '©':
		return 'c'
	case '.', ',', ':', ';', '!', '?', '/', '(', ')', '%':
		return byte(r)
	}
	return 'x'
}

func digitAt(text string, i int) bool {
	return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9'
}

func (tt *timeTables) scanNumber(text string, t *timeToken) {
	i := t.start
	for digitAt(text, i) || i+3 < len(text) && text[i] == ',' && digitAt(text, i+1) && digitAt(text, i+2) && digitAt(text, i+3) && !digitAt(text, i+4) && t.digits < 4 {
		if text[i] == ',' {
			t.comma = true
		} else {
			t.n = min(t.n*10+int(text[i]-'0'), 1_000_000_000)
			t.digits++
		}
		i++
	}
	if i+1 < len(text) && text[i] == '.' && digitAt(text, i+1) {
		j := i + 1
		for digitAt(text, j) {
			j++
		}
		t.frac, i = text[i+1:j], j
	}
	j := i
	for letterAt(text, j) && j-i < 3 {
		j++
	}
	if s := text[i:j]; !letterAt(text, j) {
		switch strings.ToLower(s) {
		case "st", "nd", "rd", "th":
			t.suffix, i = 'o', j
		case "s":
			t.suffix, i = 's', j
		}
	}
	t.end = i
}

// scanWord reads letters; the full stops inside "a.m." and the apostrophe of "o'clock" are left out.
func (tt *timeTables) scanWord(text string, t *timeToken) {
	var buf [64]byte
	n, i := 0, t.start
	first, _ := utf8.DecodeRuneInString(text[i:])
	t.capital = unicode.IsUpper(first)
	for i < len(text) {
		switch c := text[i]; {
		case !letterAt(text, i):
			if !(c == '.' && i-t.start == 1 && letterAt(text, i+1) && i+2 < len(text) && text[i+2] == '.' && !letterAt(text, i+3)) && !oclock(text, i) {
				t.end = i
				t.word = tt.known(buf[:n])
				return
			}
			i++
			if c >= utf8.RuneSelf {
				i += len("\u2019") - 1
			}
		default:
			_, size := utf8.DecodeRuneInString(text[i:])
			if n+size <= len(buf) {
				n += copy(buf[n:], text[i:i+size])
			}
			if size == 1 && n <= len(buf) {
				buf[n-1] |= 0x20
			}
			i += size
		}
		if i-t.start == 3 && i < len(text) && text[i] == '.' && text[t.start+1] == '.' {
			i++
			break
		}
	}
	t.end = i
	t.word = tt.known(buf[:n])
}

// oclock reports whether the apostrophe of "o'clock" is at i.
func oclock(text string, i int) bool {
	if i < 1 || text[i-1]|0x20 != 'o' {
		return false
	}
	for _, a := range []string{"'clock", "\u2019clock"} {
		if len(text)-i >= len(a) && strings.EqualFold(text[i:i+len(a)], a) {
			return true
		}
	}
	return false
}

func (tt *timeTables) known(norm []byte) *timeWord {
	if len(norm) <= tt.longest {
		if w := tt.words[string(norm)]; w != nil {
			return w
		}
	}
	return unknownWord
}

// mark reports whether a token is a mark.
func (r *timeReader) mark(i int, mark byte) bool {
	return i >= 0 && i < len(r.tok) && r.tok[i].mark == mark
}

// near reports whether a token follows the one before it without white space.
func (r *timeReader) near(i int) bool { return i > 0 && i < len(r.tok) && !r.tok[i].gap }

// skip returns the token after a mark, or i itself when another stands there.
func (r *timeReader) skip(i int, mark byte) int {
	if r.mark(i, mark) {
		return i + 1
	}
	return i
}
