package lang

import "testing"

func TestTokenize(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"Didn't the U.S. say 5,000?", "did not the us say 5000"},
		{"Obama’s cease-fire, 1.5 hours", "obama cease fire 1.5 hours"},
		{"François won't", "francois will not"},
		{"\xff\xfe \x00 ok", "ok"},
	} {
		got := ""
		for i, tok := range Tokenize(tt.in) {
			if i > 0 {
				got += " "
			}
			got += tok.Norm
		}
		if got != tt.want {
			t.Errorf("Tokenize(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestEnglish(t *testing.T) {
	for word, want := range map[string]bool{"backing": true, "zebra": true, "aardvark": true, "zzz": false, "obamma": false, "meeting": true, "": false} {
		if got := isEnglish(word); got != want {
			t.Errorf("isEnglish(%q) = %v", word, got)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"putin", "puitn", 1}, {"putin", "putin", 0}, {"obama", "obma", 1}, {"kerry", "merry", 1}, {"ab", "cd", 2}} {
		if got := distance(tt.a, tt.b, 2); got != tt.want {
			t.Errorf("distance(%s, %s) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
