package attribution

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/store"
)

type kind uint8

const (
	word    kind = iota
	stop         // punctuation
	quoted       // a whole quotation
	mention      // a whole mention
)

// A token is a word, a punctuation mark, a quotation or a mention.
type token struct {
	kind       kind
	start, end int
	low        string // lower-case, with straight apostrophes; of words and punctuation
	ref        int    // index of the quotation or mention
	capital    bool
	possessive bool
	sentence   int
	para       int
}

// A reader holds what is known of one text while it is read.
type reader struct {
	*tables
	text     string
	paras    []store.Span
	mentions []Mention
	quotes   []quotation
	toks     []token
	bounds   []int        // of each sentence: the index of its first token; one more at the end
	at       []int        // of each quotation: the index of its token, -1 inside a mention
	used     map[int]bool // tokens of cues that a rule has taken
	said     map[int]int  // token of a quotation → index in out
	out      []Attribution
}

// spans returns the spans that lie in a text of n bytes, in order.
func spans(in []store.Span, n int) []store.Span {
	var out []store.Span
	last := 0
	for _, s := range in {
		if s.Start >= last && s.Start < s.End && s.End <= n {
			out = append(out, s)
			last = s.End
		}
	}
	return out
}

// lines are the paragraphs of a text for which the caller gave none.
func lines(text string) []store.Span {
	var out []store.Span
	for i := 0; i < len(text); {
		end := strings.IndexByte(text[i:], '\n')
		if end < 0 {
			end = len(text) - i
		}
		if strings.TrimSpace(text[i:i+end]) != "" {
			out = append(out, store.Span{Start: i, End: i + end})
		}
		i += end + 1
	}
	return out
}

// A piece is a mention or quotation that becomes one token.
type piece struct {
	kind       kind
	start, end int
	ref        int
}

// pieces lists mentions and quotations by place; what lies within another is left out, except that
// a mention that holds a quotation (a nickname) wins.
func (r *reader) pieces() []piece {
	var all []piece
	for i, m := range r.mentions {
		if m.Start >= 0 && m.Start < m.End && m.End <= len(r.text) {
			all = append(all, piece{mention, m.Start, m.End, i})
		}
	}
	for i, q := range r.quotes {
		all = append(all, piece{quoted, q.start, q.end, i})
	}
	sort.SliceStable(all, func(i, k int) bool {
		if all[i].start != all[k].start {
			return all[i].start < all[k].start
		}
		return all[i].end > all[k].end
	})
	var out []piece
	last := 0
	for _, p := range all {
		if p.start >= last {
			out = append(out, p)
			last = p.end
		}
	}
	return out
}

// tokenize turns the text into tokens, paragraph by paragraph.
func (r *reader) tokenize() {
	pieces := r.pieces()
	r.at = make([]int, len(r.quotes))
	for i := range r.at {
		r.at[i] = -1
	}
	k := 0
	for n, p := range r.paras {
		for i := p.Start; i < p.End; {
			for k < len(pieces) && pieces[k].start < i {
				k++
			}
			if k < len(pieces) && pieces[k].start == i && pieces[k].end <= p.End {
				i = r.addPiece(pieces[k], n, p.End)
				continue
			}
			limit := p.End
			if k < len(pieces) && pieces[k].start < limit {
				limit = max(pieces[k].start, i+1)
			}
			i = r.addWord(i, limit, n)
		}
	}
}

func (r *reader) addPiece(p piece, para, limit int) int {
	t := token{kind: p.kind, start: p.start, end: p.end, ref: p.ref, para: para, capital: true}
	if p.kind == quoted {
		r.at[p.ref] = len(r.toks)
	} else {
		low := fold(r.text[p.start:p.end])
		t.possessive = strings.HasSuffix(low, "'s") || strings.HasSuffix(low, "s'")
		if n := possessive(r.text[p.end:limit]); n > 0 {
			t.end, t.possessive = p.end+n, true
		}
		if !t.possessive && !strings.ContainsRune(low, ' ') {
			t.low = low
		}
	}
	r.toks = append(r.toks, t)
	return t.end
}

// possessive returns the length of the 's that text begins with, 0 when there is none.
func possessive(text string) int {
	c, size := utf8.DecodeRuneInString(text)
	if c != '\'' && c != '’' && c != '`' {
		return 0
	}
	rest := text[size:]
	if strings.HasPrefix(rest, "s") {
		size++
		rest = rest[1:]
	}
	if next, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(next) {
		return 0
	}
	if size == 1 && rest != "" && rest[0] != ' ' {
		return 0
	}
	return size
}

// addWord adds the word or punctuation mark at i and returns where the next one may begin.
func (r *reader) addWord(i, limit, para int) int {
	c, size := utf8.DecodeRuneInString(r.text[i:])
	if unicode.IsSpace(c) {
		return i + size
	}
	t := token{kind: stop, start: i, end: i + size, para: para, low: string(c)}
	if isWord(c) {
		t.kind, t.end = word, r.wordEnd(i, limit)
		t.low = fold(r.text[i:t.end])
		if at := strings.IndexByte(t.low, '\''); at > 0 && r.pronounWord(t.low[:at]) {
			t.end, t.low = i+at, t.low[:at] // he's, they'd: the rest is the next word
		}
		t.capital = unicode.IsUpper(c) || unicode.IsDigit(c)
		if strings.HasSuffix(t.low, "'s") || strings.HasSuffix(t.low, "s'") {
			t.possessive = true
		}
	} else if n := enclitic(r.text[i:limit]); n > 0 {
		t.kind, t.end = word, i+n
		t.low = fold(r.text[i:t.end])
	} else if c == '-' || c == '–' || c == '―' || c == '−' {
		t.low = "—"
		if strings.HasPrefix(r.text[t.end:], "-") {
			t.end++
		}
	}
	r.toks = append(r.toks, t)
	return t.end
}

func isWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '$' || c == '@' || c == '#'
}

// wordEnd says where a word ends: letters and digits, and apostrophes, dots and hyphens between them,
// with the last dot of an abbreviation such as "U.S." or "Mr.".
func (r *reader) wordEnd(i, limit int) int {
	start, text := i, r.text
	for i < limit {
		c, size := utf8.DecodeRuneInString(text[i:])
		if !isWord(c) {
			next, _ := utf8.DecodeRuneInString(text[min(i+size, len(text)):])
			if i+size >= limit || !strings.ContainsRune("'’`.-&/", c) || !isWord(next) {
				break
			}
		}
		i += size
	}
	i = min(i, limit)
	w := text[start:i]
	if i < limit && text[i] == '.' && (strings.Contains(w, ".") || r.is("titles", fold(w)) || len(w) == 1 && unicode.IsUpper(rune(w[0]))) {
		i++
	}
	if n := min(i+1, limit); i < limit && strings.HasSuffix(w, "s") && text[i:n] == "'" && n < limit && text[n] == ' ' {
		i++ // the leaders'
	}
	return i
}

var straight = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "´", "'")

func fold(s string) string { return straight.Replace(strings.ToLower(s)) }

// enclitic returns the length of the 's, 'd, 'll, 've or 're that text begins with, 0 when there is none.
func enclitic(text string) int {
	c, size := utf8.DecodeRuneInString(text)
	if c != '\'' && c != '’' && c != '`' {
		return 0
	}
	for _, rest := range [...]string{"s", "d", "ll", "ve", "re", "m"} {
		if after, ok := strings.CutPrefix(text[size:], rest); ok {
			if next, _ := utf8.DecodeRuneInString(after); !isWord(next) {
				return size + len(rest)
			}
		}
	}
	return 0
}
