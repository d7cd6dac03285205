package lang

import (
	"strings"
	"testing"
)

// An English word that is spelt right is never corrected, unless the table of slips says so.
func TestMendLeavesWords(t *testing.T) {
	l := withStore(baseOf(t))
	for word := range strings.FieldsSeq(wordList) {
		if l.root().slips[word] != "" {
			continue
		}
		if mends := l.Mend(Tokenize(word)); len(mends) > 0 {
			t.Errorf("%q was taken for %q", word, mends[0].Meant)
		}
	}
}

func TestMend(t *testing.T) {
	l := withStore(baseOf(t))
	for written, want := range map[string]string{
		"obmaa": "obama", "hangzou": "hangzhou", "negotaitions": "negotiations", "pls": "please", "wat": "what", "talsk": "talks",
		"quux": "quux", "zzyzxq": "zzyzxq", "abc": "abc", "x9zz": "x9zz", "сирии": "сирии", "putin": "putin",
		strings.Repeat("qz", 18): strings.Repeat("qz", 18),
	} {
		tokens := Tokenize(written)
		mends := l.Mend(tokens)
		if got := tokens[0].Norm; got != want || (len(mends) > 0) != (written != want) {
			t.Errorf("%q was taken for %q (%v), want %q", written, got, mends, want)
		}
	}
	if mends := l.Mend(nil); mends != nil {
		t.Errorf("no tokens, mends %v", mends)
	}
}

// Without a store there is nothing to measure by, and the table still counts.
func TestMendBase(t *testing.T) {
	tokens := Tokenize("pls hangzou")
	if mends := baseOf(t).Mend(tokens); len(mends) != 1 || mends[0] != (Mend{"pls", "please"}) {
		t.Errorf("mends %v", mends)
	}
}

func TestKnown(t *testing.T) {
	l := withStore(baseOf(t))
	for word, want := range map[string]bool{"quux": true, "zebra": true, "Merkel": true, "obmaa": false, "ceasefire": true} {
		if got := l.Known(Tokenize(word)[0]); got != want {
			t.Errorf("Known(%q) = %v", word, got)
		}
	}
}

func TestEnglish(t *testing.T) {
	for word := range strings.FieldsSeq(wordList) {
		if !isEnglish(word) {
			t.Errorf("isEnglish(%q) = false", word)
		}
	}
	for _, word := range []string{"", "zzz", "aaa", "obamma", "meetin", "\n", "aardvark\naardvarks"} {
		if isEnglish(word) {
			t.Errorf("isEnglish(%q) = true", word)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"putin", "puitn", 1}, {"putin", "putin", 0}, {"obama", "obma", 1}, {"kerry", "merry", 1}, {"ab", "cd", 2}, {"", "ab", 2}, {"", "", 0},
		{"ceasefire", "seasefrie", 2}, {"assad", "asad", 1}, {"summit", "sumit", 1}, {"abc", "xyz", 3},
	} {
		if got := distance(tt.a, tt.b, 2); got != tt.want {
			t.Errorf("distance(%s, %s) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := distance(tt.b, tt.a, 2); got != tt.want {
			t.Errorf("distance(%s, %s) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}

// plainDistance fills the whole table, without a limit and without leaving out what is alike.
func plainDistance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				rows[i][j] = rows[i-1][j-1]
			default:
				rows[i][j] = 1 + min(rows[i-1][j-1], rows[i-1][j], rows[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

func FuzzDistance(f *testing.F) {
	f.Add("putin", "puitn")
	f.Add("abab", "baba")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > maxWord || len(b) > maxWord {
			return
		}
		want := plainDistance(a, b)
		for limit := range 4 {
			if got := distance(a, b, limit); got != want && (got <= limit || want <= limit) {
				t.Errorf("distance(%q, %q, %d) = %d, want %d", a, b, limit, got, want)
			}
		}
	})
}
