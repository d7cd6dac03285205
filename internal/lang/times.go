package lang

import "time"

// A TimeKind is what sort of time an expression names, after the types of TIMEX3 (TimeML 1.2.1).
type TimeKind string

const (
	DateTime      TimeKind = "date"      // a day, month, year, season ...; also a part of a day ("Friday night")
	ClockTime     TimeKind = "clock"     // an hour of a day
	DurationTime  TimeKind = "duration"  // a length of time
	SetTime       TimeKind = "set"       // what comes again: "every Monday"
	ReferenceTime TimeKind = "reference" // "now", "two weeks later": nothing that a calendar shows
)

// A Time is an expression of time in a text: text[Start:End].
//
// Value is in the manner of ISO 8601 and TIMEX3, X standing for what is not known:
//
//	2016-09-05  2016-09  2016  1980s  19XX (century)  2016-W36  2016-W36-WE (weekend)  2016-FA  2016-Q3  2016-H1
//	2016-09-05TMO (morning; AF, EV, NI)  2016-09-05T18:40  T18:40  XXXX-09-05  XXXX-WXX-1 (a Monday)
//	PT90M  PT2H  P2D  P3W  PXM (some months)  P1D of a set is "daily"  PRESENT_REF  PAST_REF  FUTURE_REF
//
// Hours with minutes are counted in minutes, so that "an hour and a half" and "ninety minutes" are the same value.
// T24:00 is midnight at the end of the day.
type Time struct {
	Start, End int // byte offsets
	Kind       TimeKind
	Value      string
	Relative   bool   // the value was told from the anchor or from another time of the text, or would be if that were known
	Hedge      string // "about", "nearly", "more than", "less than", "at least", "at most", "exactly", or ""
	Mod        string // "start", "mid", "end" of what Value says; "before", "after": earlier or later in it; or ""
	Zone       string // of a clock time: "Z", "-04:00", or "?" where words name one without an offset; or ""
}

// Times finds the expressions of time in running text, in order; they do not overlap. The anchor is the ISO date on
// which the text was published, or "" when that is unknown: then what is told from it stays unresolved.
//
// A weekday is the last one, the day of publication included, unless the clause is about what is to come. A date
// without a year is the one nearest to the anchor that the clause allows. Sources of the rules: the TIMEX3 guidelines
// (TimeML 1.2.1), measured on TempEval-3 (TIMES.md). It finds nothing when the built-in table is
// faulty, which [TimesTable] tells.
func Times(text, anchor string) []Time {
	tables, err := baseTimes()
	if err != nil {
		return nil
	}
	return tables.read(text, anchor)
}

// TimesTable returns the mistake in the built-in table of words of time, or nil.
func TimesTable() error {
	_, err := baseTimes()
	return err
}

// timeRules are tried in this order; each reads one sort of expression at a token. What they need of the article before
// it they look back at.
var timeRules = [...]func(*timeReader, int) (match, bool){
	(*timeReader).isoDate,
	(*timeReader).slashDate,
	(*timeReader).clock,
	(*timeReader).fullDate,
	(*timeReader).set,
	(*timeReader).dayWord,
	(*timeReader).quarter,
	(*timeReader).deictic,
	(*timeReader).weekday,
	(*timeReader).season,
	(*timeReader).century,
	(*timeReader).duration,
	(*timeReader).decade,
	(*timeReader).yearAlone,
	(*timeReader).reference,
}

// A timeReader reads one text.
type timeReader struct {
	text   string
	tables *timeTables
	tok    []timeToken
	anchor time.Time // zero: unknown
	last   seen      // the last time with a place in the calendar
	out    []Time
	bare   bool // the hour is read already: a day takes no other
}

// seen is a calendar time that what follows may be told from.
type seen struct {
	value string
	token int
}

// A match is what a rule reads: up to the token next.
type match struct {
	Time
	next   int
	the    bool  // an article before it belongs to it
	second *Time // the other end of "4-5 September"; then End is set
}

func (tt *timeTables) read(text, anchor string) []Time {
	r := timeReader{text: text, tables: tt, tok: tt.scan(text)}
	if day, err := time.Parse(time.DateOnly, anchor[:min(len(anchor), len(time.DateOnly))]); err == nil {
		r.anchor = day
	}
	for i := 0; i < len(r.tok); {
		m, ok := r.at(i)
		if !ok {
			i++
			continue
		}
		r.add(m.Time, m.next)
		if m.second != nil {
			r.add(*m.second, m.next)
		}
		i = m.next
	}
	return r.out
}

func (r *timeReader) add(t Time, next int) {
	if len(r.out) > 0 && t.Start < r.out[len(r.out)-1].End || t.End <= t.Start {
		return
	}
	r.out = append(r.out, t)
	if v := t.Value; t.Kind != DurationTime && t.Kind != SetTime && len(v) >= 4 && v[0] >= '0' && v[0] <= '9' {
		r.last = seen{v, next}
	}
}

// at reads the expression that begins at a token, with what limits it: "about", "the end of".
func (r *timeReader) at(i int) (match, bool) {
	hedge, j := r.phrase(i, "hedge")
	if hedge != "" && (r.is(j, "article") || r.is(j, "deictic")) && hedge != "about" && hedge != "nearly" {
		return match{}, false // "over the past year" says when, not how long
	}
	mod, k := r.phrase(j, "mod")
	if k > j && r.mark(k, '-') {
		k++
	}
	m, ok := r.limited(k)
	if !ok && k > j {
		mod = ""
		m, ok = r.limited(j)
	}
	if !ok {
		return m, false
	}
	m.Start = r.tok[i].start
	if m.Hedge == "" {
		m.Hedge = hedge
	}
	if m.Mod == "" {
		m.Mod = mod
	}
	return r.after(m), true
}

// limited reads an expression with or without an article that belongs to it.
func (r *timeReader) limited(i int) (match, bool) {
	if m, ok := r.core(i); ok {
		return m, true
	}
	if !r.is(i, "article") {
		return match{}, false
	}
	m, ok := r.core(i + 1)
	return m, ok && m.the
}

// core reads an expression that begins at a token: the first rule that fits.
func (r *timeReader) core(i int) (match, bool) {
	if i >= len(r.tok) {
		return match{}, false
	}
	for _, rule := range timeRules {
		if m, ok := rule(r, i); ok {
			m.Start = r.tok[i].start
			if m.second == nil {
				m.End = r.tok[m.next-1].end
			}
			return m, true
		}
	}
	return match{}, false
}

// after reads what may follow an expression and belongs to it: "or so".
func (r *timeReader) after(m match) match {
	if m.Kind != DurationTime || m.second != nil {
		return m
	}
	j := m.next
	if r.mark(j, '-') {
		j++
	}
	if hedge, next := r.phrase(j, "hedge-after"); next > j {
		m.Hedge, m.next, m.End = hedge, next, r.tok[next-1].end
	}
	return m
}
