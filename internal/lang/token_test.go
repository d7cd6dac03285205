package lang

import "testing"

func TestTokenize(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"Didn't the U.S. say 5,000?", "did not the us say 5000"},
		{"Obama’s cease-fire, 1.5 hours", "obama cease fire 1.5 hours"},
		{"François won't", "francois will not"},
		{"\xff\xfe \x00 ok", "ok"},
		{"n't", "not"},
		{"$5 and €6, £7", "dollar 5 and euro 6 pound 7"},
		{"the boys' and Obama's", "the boys and obama"},
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
