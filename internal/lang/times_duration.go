package lang

import (
	"fmt"
	"strconv"
	"strings"
)

// An amount is a number as a text gives it, in sixtieths, so that halves and quarters stay whole.
type amount struct {
	sixtieths int
	vague     bool // "several"
	article   bool // "a", "an": one, or any
	upTo      bool // "two to three": the lower number
}

const whole = 60

// amount reads "90", "ninety", "two and a half", "a couple of", "two to three".
func (r *timeReader) amount(i int) (amount, int) {
	if q, next := r.phrase(i, "quantity"); next > i {
		if q == "X" {
			return amount{vague: true}, next
		}
		n, _ := strconv.Atoi(q)
		return amount{sixtieths: n * whole}, next
	}
	n, next := r.cardinal(i)
	if next == i {
		return amount{}, i
	}
	a := amount{sixtieths: n * whole}
	if t := r.tok[i]; next == i+1 && t.frac != "" {
		tenths, _ := strconv.Atoi(t.frac[:1])
		a.sixtieths += tenths * whole / 10
	}
	if end := r.andHalf(next); end > next {
		a.sixtieths += whole / 2
		return a, end
	}
	if part, end := r.andQuarters(next); end > next && r.is(end, "units") { // "two and a quarter hours"
		a.sixtieths += part
		return a, end
	}
	j := next
	if r.mark(j, '-') || r.is(j, "range") {
		if _, end := r.cardinal(j + 1); end > j+1 && !r.is(j, "and") {
			a.upTo = true
			return a, end
		}
	}
	return a, next
}

// cardinal reads a whole number in digits or words; the token after it, i itself when there is none.
func (r *timeReader) cardinal(i int) (int, int) {
	if i >= len(r.tok) || i < 0 {
		return 0, i
	}
	if t := r.tok[i]; t.digits > 0 {
		if t.money || t.suffix != 0 || t.n >= 1_000_000 {
			return 0, i
		}
		return t.n, i + 1
	}
	total, next := 0, i
	for j := i; ; {
		n, ok := r.number(j, "number")
		scale, scaled := r.number(j, "scale")
		switch {
		case ok && (total == 0 || total%100 == 0 || total%10 == 0 && total%100 >= 20 && n < 10):
			total += n
		case scaled && total < 1000:
			total = max(total, 1) * scale
		default:
			return total, next
		}
		next = j + 1
		j = next
		if r.mark(j, '-') || total >= 100 && r.is(j, "and") {
			j++
		}
	}
}

// duration reads "ninety minutes", "an hour and a half", "90-minute", "one hour and 40 minutes", and with "ago" a date.
func (r *timeReader) duration(i int) (match, bool) {
	if m, ok := r.partOfUnit(i); ok {
		return m, true
	}
	if unit, ok := r.word(i).as("unit-long"); ok {
		return duration(amount{sixtieths: whole}, unit, i+1), true
	}
	a, j := r.amount(i)
	if j == i {
		if r.is(i, "one-article") {
			a, j = amount{sixtieths: whole, article: true}, i+1
			if r.is(j, "scale") {
				n, next := r.cardinal(j)
				a, j = amount{sixtieths: n * whole}, next
			}
		} else if m, ok := r.bareUnit(i); ok {
			return m, true
		} else {
			return match{}, false
		}
	}
	hyphen := r.mark(j, '-')
	j = r.skip(j, '-')
	plus, j := r.phrase(j, "hedge-before-unit")
	for r.is(j, "between") {
		j++
	}
	unit, k := r.unit(j, a, hyphen)
	if k == j || r.isAge(k) || a.article && r.mark(k, '-') && r.near(k+1) && !r.is(k+1, "long") && !r.is(k+1, "and") || r.yearAt(j-1) && r.is(j, "unit") {
		return match{}, false
	}
	m := r.amountOf(i, a, unit, k, hyphen)
	if plus != "" {
		m.Hedge = plus
	}
	return m, true
}

// isAge reports whether "year" at the token before is that of "6-year-old" or "six years old".
func (r *timeReader) isAge(k int) bool { return r.is(r.skip(k, '-'), "old") }

// amountOf reads on behind an amount and its unit.
func (r *timeReader) amountOf(i int, a amount, unit string, k int, hyphen bool) match {
	if end := r.andHalf(k); end > k && !a.vague {
		a.sixtieths += whole / 2
		k = end
		if r.mark(k, '-') && r.is(k+1, "long") {
			k += 2
		}
	} else if r.mark(k, '-') && r.near(k) && r.is(k+1, "long") {
		k += 2
	} else if part, end := r.andQuarters(k); end > k && unit == "H" && !a.vague {
		a.sixtieths += part
		k = end
	} else if sum, end := r.andMore(a, unit, k); end > k {
		a, unit, k = sum, "N", end
	}
	k = r.skipDot(k)
	m := duration(a, unit, k)
	m.the = !hyphen && !a.article
	if !hyphen {
		if moved, ok := r.moved(i, m, a, unit); ok {
			return moved
		}
		if a.article && r.isRate(i) {
			m.Kind = SetTime
		}
	}
	return m
}

// skipDot passes the full stop of "45 min." when the sentence goes on.
func (r *timeReader) skipDot(k int) int {
	if r.mark(k, '.') && r.near(k) && len(r.word(k-1).norm) <= 4 && k+1 < len(r.tok) && !r.tok[k+1].capital && !r.tok[k+1].paragraph {
		switch r.word(k - 1).norm {
		case "min", "mins", "hr", "hrs", "sec", "secs", "yr", "yrs":
			return k + 1
		}
	}
	return k
}

// unit reads a unit of time that fits the amount before it.
func (r *timeReader) unit(i int, a amount, hyphen bool) (string, int) {
	if u, ok := r.word(i).as("units"); ok {
		return u, i + 1
	}
	u, ok := r.word(i).as("unit")
	if !ok || u == "WE" && a.article || u == "S" && a.article {
		return "", i
	}
	if u == "S" && !hyphen && a.sixtieths != whole || a.vague && !hyphen {
		return "", i
	}
	return u, i + 1
}

// andMore reads the minutes of "one hour and 40 minutes".
func (r *timeReader) andMore(a amount, unit string, k int) (amount, int) {
	j := k
	if r.mark(j, ',') || r.is(j, "and") {
		j++
	}
	if unit != "H" || a.vague {
		return a, k
	}
	b, end := r.amount(j)
	if end == j || b.vague || b.upTo {
		return a, k
	}
	if u, next := r.unit(r.skip(end, '-'), b, true); u == "N" {
		return amount{sixtieths: a.sixtieths*60 + b.sixtieths}, next
	}
	if last := end == len(r.tok) || r.tok[end].mark != 0 && r.tok[end].mark != '-' && r.tok[end].mark != '%'; last && r.is(end-1, "number") && b.sixtieths >= 5*whole && b.sixtieths < whole*60 {
		return amount{sixtieths: a.sixtieths*60 + b.sixtieths}, end // "an hour and ten"
	}
	return a, k
}

// partOfUnit reads "half an hour", "a half-hour", "half-day", "three quarters of an hour".
func (r *timeReader) partOfUnit(i int) (match, bool) {
	j, part, the := i, whole/2, false
	if q, next := r.phrase(i, "quarters"); next > i {
		n, _ := strconv.Atoi(q)
		j, part = next, n*whole/4
	} else if r.is(i, "half") {
		j = r.skip(i+1, '-')
	} else if r.is(i, "one-article") && r.is(i+1, "half") {
		j = r.skip(i+2, '-')
	} else if r.is(i, "one-article") {
		q, next := r.phrase(i+1, "quarters")
		if q == "" {
			return match{}, false
		}
		j, part = next, whole/4
	} else {
		return match{}, false
	}
	if r.is(j, "one-article") {
		j = r.skip(j+1, '-')
	}
	unit, ok := r.word(j).as("unit")
	if !ok || !strings.Contains("NHDWMYDECE", unit) || part != whole/2 && unit != "H" {
		return match{}, false
	}
	end := j + 1
	if r.mark(end, '-') && r.is(end+1, "long") {
		end += 2
	}
	m := duration(amount{sixtieths: part}, unit, end)
	m.the = the
	return m, true
}

// bareUnit reads "hour-long", "hour and a half", and "hours", "weeks" behind "for" and the like.
func (r *timeReader) bareUnit(i int) (match, bool) {
	u, ok := r.word(i).as("unit")
	if !ok {
		if u, ok = r.word(i).as("units"); ok && (u != "S") && r.is(i-1, "lasting") {
			return duration(amount{vague: true}, u, i+1), true
		}
		return match{}, false
	}
	if end := r.andHalf(i + 1); end > i+1 && u != "S" {
		return r.amountOf(i, amount{sixtieths: whole}, u, i+1, true), true
	}
	if r.mark(i+1, '-') && r.near(i+1) && r.word(i+2).norm == "long" {
		return duration(amount{sixtieths: whole}, u, i+3), true
	}
	return match{}, false
}

// isRate reports whether "a year" at i says how often: "twice a year", "5 percent a year".
func (r *timeReader) isRate(i int) bool {
	for j := i - 1; j >= i-3 && j >= 0; j-- {
		if t := r.tok[j]; r.is(j, "rate-cue") || t.money || t.mark == '%' {
			return true
		} else if t.mark != 0 {
			return false
		}
	}
	return false
}

// moved reads what makes a date of a length: "three days ago", "two weeks later".
func (r *timeReader) moved(i int, m match, a amount, unit string) (match, bool) {
	k := m.next
	if next := r.end("ago", k); next > k {
		return r.ago(a, unit, -1, next), true
	}
	if next := r.end("hence", k); next > k {
		return r.ago(a, unit, 1, next), true
	}
	if next := r.end("earlier", k); next > k {
		return r.fromSeen(a, unit, -1, next), true
	}
	if next := r.end("later", k); next > k {
		return r.fromSeen(a, unit, 1, next), true
	}
	return m, false
}

func (r *timeReader) end(class string, k int) int {
	_, next := r.phrase(k, class)
	return next
}

// duration is the value of an amount of a unit.
func duration(a amount, unit string, next int) match {
	m := match{next: next, Time: Time{Kind: DurationTime, Value: durationValue(a, unit)}}
	if a.upTo {
		m.Hedge = "at least"
	}
	return m
}

// smaller tells how many of the next smaller unit make one, for halves of it.
var smaller = map[string]struct {
	unit string
	n    int
}{"H": {"N", 60}, "D": {"H", 24}, "Y": {"M", 12}, "DE": {"Y", 10}, "CE": {"Y", 100}, "N": {"S", 60}}

func durationValue(a amount, unit string) string {
	switch unit {
	case "F":
		a.sixtieths, unit = a.sixtieths*2, "W"
	case "Q":
		a.sixtieths, unit = a.sixtieths*3, "M"
	case "WE":
		return fmt.Sprintf("P%dWE", max(a.sixtieths/whole, 1))
	}
	if !a.vague && (unit == "DE" || unit == "CE" || a.sixtieths%whole != 0) {
		if s, ok := smaller[unit]; ok {
			a.sixtieths, unit = a.sixtieths*s.n, s.unit
		}
	}
	n := strconv.Itoa(a.sixtieths / whole)
	switch rest := a.sixtieths % whole; {
	case a.vague:
		n = "X"
	case rest != 0:
		n += "." + strconv.Itoa(rest*10/whole)
	}
	switch unit {
	case "S", "H":
		return "PT" + n + unit
	case "N":
		return "PT" + n + "M"
	}
	return "P" + n + unit
}
