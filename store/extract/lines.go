package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/internal/lang"
	"readout/store"
)

// lineKind is what a line of an article is.
type lineKind uint8

const (
	body     lineKind = iota
	headline          // the article's title
	deck              // the line under the title that sums it up
	subhead           // a title within the article
	caption           // under a picture
	credit            // who wrote, photographed, contributed
	related           // a link to something else
	banner            // what the site says, not the article
)

// A line is a paragraph of the article: one line of its text, or several that were wrapped.
type line struct {
	span     store.Span
	kind     lineKind
	dateline int    // bytes of "HANGZHOU, China (CNN) — " at its start
	turn     string // key of who speaks, for all paragraphs of a turn; "" outside of transcripts
	speaker  string // of a line of a transcript, as written: "PRESIDENT REAGAN"
	spoken   int    // bytes of "PRESIDENT REAGAN: " at its start
}

// maxText bounds what is read of an article; no report is longer.
const maxText = 400_000

// cutLines finds the paragraphs of a text and what each is.
func (t *tables) cutLines(text, title string) []line {
	var lines []line
	for _, s := range joinWrapped(text, rawLines(text)) {
		lines = append(lines, line{span: s})
	}
	title = plainForm(title)
	for i := range lines {
		lines[i].kind = t.lineKind(text[lines[i].span.Start:lines[i].span.End], title)
	}
	t.markHead(text, lines)
	for i := range lines {
		if lines[i].kind == body {
			raw := text[lines[i].span.Start:lines[i].span.End]
			lines[i].dateline = t.dateline(raw)
			if lines[i].dateline == 0 {
				lines[i].speaker, lines[i].spoken = turn(raw)
			}
		}
	}
	return lines
}

// rawLines are the lines that are not blank, without the blanks around them.
func rawLines(text string) []store.Span {
	var out []store.Span
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		if s := trim(text, store.Span{Start: start, End: end}); s.Start < s.End {
			out = append(out, s)
		}
		start = end + 1
	}
	return out
}

// trim takes blanks off both ends of a span.
func trim(text string, s store.Span) store.Span {
	part := text[s.Start:s.End]
	s.Start += len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	return store.Span{Start: s.Start, End: s.Start + len(strings.TrimSpace(text[s.Start:s.End]))}
}

// joinWrapped joins lines that a mail program or a page has cut: all lines between blank ones where nearly
// all have the same length, else only those that cannot stand by themselves.
func joinWrapped(text string, lines []store.Span) []store.Span {
	wrapped := hardWrapped(text, lines)
	var out []store.Span
	for i, s := range lines {
		if i > 0 && len(out) > 0 && oneBreak(text[lines[i-1].End:s.Start]) {
			before := text[lines[i-1].Start:lines[i-1].End]
			if wrapped && len(before) > 40 || goesOn(before, text[s.Start:s.End]) {
				out[len(out)-1].End = s.End
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

func oneBreak(gap string) bool { return strings.Count(gap, "\n") == 1 }

// hardWrapped reports whether a text is cut at some 60 to 90 characters.
func hardWrapped(text string, lines []store.Span) bool {
	if len(lines) < 8 {
		return false
	}
	long, most, open := 0, 0, 0
	for i, s := range lines {
		n := utf8.RuneCountInString(text[s.Start:s.End])
		most = max(most, n)
		if n > 50 {
			long++
		}
		if i+1 < len(lines) && !closed(text[s.Start:s.End]) && oneBreak(text[s.End:lines[i+1].Start]) {
			open++
		}
	}
	return most <= 100 && long*2 > len(lines) && open*2 > len(lines)
}

// goesOn reports whether a line cannot end where it does: nothing closes it, and the next begins small or it
// ends with a word that wants more.
func goesOn(before, next string) bool {
	if closed(before) || len(before) < 30 {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(next); unicode.IsLower(r) {
		return true
	}
	switch last := before[strings.LastIndexByte(before, ' ')+1:]; last {
	case "by", "to", "of", "the", "a", "an", "with", "and", "in", "on", "at", "for", "from", "that", "as":
		return true
	}
	return false
}

// closed reports whether a text ends as a sentence does.
func closed(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"'”’»)]`, r) })
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…", last) && s != ""
}

// plainForm is a text in small letters with straight quotation marks, for comparing.
func plainForm(s string) string {
	s = strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'", "\u00a0", " ").Replace(s)
	return strings.ToLower(strings.TrimSpace(s))
}

// lineKind tells a line by itself; whether one without a full stop is the headline shows its place.
func (t *tables) lineKind(raw, title string) lineKind {
	plain := plainForm(raw)
	words := len(strings.Fields(raw))
	switch {
	case title != "" && strings.Trim(plain, `"' .`) == strings.Trim(title, `"' .`):
		return headline
	case words < 70 && t.begins("banner-start", plain), words < 90 && t.contains("banner-has", plain):
		return banner
	case words < 40 && t.begins("related-start", plain):
		return related
	case words < 60 && t.begins("caption-start", plain), words < 60 && t.contains("caption-has", plain) && !spoken(plain) && t.dateline(raw) == 0:
		return caption
	case words < 25 && t.begins("credit-start", plain) && !((strings.HasPrefix(plain, "by ") || strings.HasPrefix(plain, "from ")) && (closed(raw) || words > 12)),
		words < 30 && t.contains("credit-has", plain):
		return credit
	case !letters(raw):
		return banner
	case !closed(raw) && words <= 9 && !strings.HasSuffix(raw, ":") && !strings.Contains(raw, ": "):
		return subhead
	}
	return body
}

// spoken reports whether a line has a quotation in it: captions have none.
func spoken(plain string) bool { return strings.Count(plain, `"`) >= 2 }

func letters(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// markHead finds the title and the deck among the lines before the first paragraph.
func (t *tables) markHead(text string, lines []line) {
	first := -1
	for i := range lines {
		l := &lines[i]
		raw := text[l.span.Start:l.span.End]
		if l.kind == subhead && first < 0 {
			l.kind, first = headline, i
			continue
		}
		if l.kind == headline {
			first = i
		}
		if l.kind != body {
			continue
		}
		if !closed(raw) && len(strings.Fields(raw)) <= 25 && t.dateline(raw) == 0 {
			l.kind = headline
			if first >= 0 {
				l.kind = deck
			}
			first = i
			continue
		}
		if first == i-1 && first >= 0 && i+1 < len(lines) && len(strings.Fields(raw)) <= 35 &&
			(lines[i+1].kind == caption || lines[i+1].kind == credit) {
			l.kind = deck
			continue
		}
		return
	}
}

// dateline returns the length of "GENEVA, March 3 (Reuters) - " at the start of a paragraph, 0 when it has none.
func (t *tables) dateline(raw string) int {
	head := raw[:min(len(raw), 90)]
	for _, dash := range []string{"—", "–", " - ", "--", ") -", " _ ", ". /TASS/.", ". "} {
		at := strings.Index(head, dash)
		if at < 3 {
			continue
		}
		if strings.HasPrefix(dash, ")") {
			at++
		}
		if !t.isDateline(strings.TrimSpace(head[:at])) || dash == ". " && !(strings.Contains(head[:at], ", ") && strings.ContainsAny(head[:at], "0123456789")) {
			continue
		}
		end := at + len(strings.TrimPrefix(dash, ")"))
		rest := raw[end:]
		return end + len(rest) - len(strings.TrimLeft(rest, " -—–_\u00a0"))
	}
	if end := strings.Index(head, ") "); end > 2 && t.agency(head[:end+1]) {
		return end + 2
	}
	if end := strings.Index(head, "): "); end > 0 && t.isDateline(head[:end+1]) {
		return end + 3
	}
	return 0
}

// isDateline reports whether a text is a place in capitals, or a place and an agency.
func (t *tables) isDateline(s string) bool {
	if t.agency(s) || dayline.MatchString(s) {
		return true
	}
	first := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '(' || r == '/' })
	if len(first) == 0 {
		return false
	}
	word := strings.TrimSpace(first[0])
	return len(word) > 2 && len(strings.Fields(word)) <= 4 && strings.ToUpper(word) == word && letters(word)
}

// dayline is a dateline whose town is not in capitals: "Geneva, Nov. 19" and "Geneva, 19 November (XYZ)".
var dayline = regexp.MustCompile(`^\p{Lu}[\p{L} .'-]{2,30},( \p{L}+,)? (?:\p{Lu}\p{L}{2,8}\.? \d{1,2}|\d{1,2} \p{Lu}\p{L}{2,8})(?:, \d{4})?,?(?: [(/][\p{L} -]{2,30}[)/])?$`)

// agency reports whether a text ends with an agency or outlet in brackets, as a dateline does.
func (t *tables) agency(s string) bool {
	open := strings.LastIndexByte(s, '(')
	if open < 0 || !strings.HasSuffix(s, ")") || len(strings.Fields(s[:open])) > 7 {
		return false
	}
	return slices.Contains(t.lines["agency"], strings.ToLower(s[open+1:len(s)-1]))
}

// turn returns the name that a line of a transcript begins with, and how many bytes go before what is said.
func turn(raw string) (speaker string, length int) {
	at := strings.Index(raw[:min(len(raw), 90)], ":")
	if at < 1 {
		return "", 0
	}
	name := strings.TrimSpace(raw[:at])
	if i := strings.IndexByte(name, '('); i > 0 {
		name = strings.TrimSpace(name[:i])
	}
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 8 || strings.ContainsAny(name, `"“”`) {
		return "", 0
	}
	capitals := strings.ToUpper(name) == name
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && lang.Fold(w) != "of" && lang.Fold(w) != "the" {
			return "", 0
		}
	}
	if !capitals && len(words) > 4 && words[0] != "President" && words[0] != "Chancellor" && words[0] != "Prime" {
		return "", 0
	}
	rest := raw[at+1:]
	return name, at + 1 + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
}
