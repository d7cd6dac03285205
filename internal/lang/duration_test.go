package lang

import "testing"

func TestMinutes(t *testing.T) {
	for iso, want := range map[string]int{
		"PT90M": 90, "PT1H": 60, "PT1H30M": 90, "PT0M": 0, "PT": -1, "": -1, "90": -1, "PTM": -1, "PT-5M": -1, "PT5": -1, "PT5S": -1,
		"PT9999999M": -1, "PT99999999999999999999H": -1, "P1D": -1,
	} {
		got, ok := Minutes(iso)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("Minutes(%q) = %d, %v", iso, got, ok)
		}
	}
}

func TestFormatDuration(t *testing.T) {
	for iso, want := range map[string]string{
		"PT90M": "90 minutes", "PT60M": "an hour", "PT1H": "an hour", "PT120M": "2 hours", "PT3H": "3 hours", "PT2H30M": "150 minutes",
		"PT1M": "a minute", "PT0M": "0 minutes", "two hours": "two hours", "": "",
	} {
		if got := FormatDuration(iso); got != want {
			t.Errorf("FormatDuration(%q) = %q, want %q", iso, got, want)
		}
	}
}

func TestHasNumber(t *testing.T) {
	for text, want := range map[string]bool{
		"ninety minutes": true, "90 minutes": true, "1.5 hours": true, "20th": true, "some minutes": false, "": false, "n't": false,
		"half of it": true,
	} {
		if got := HasNumber(Tokenize(text)); got != want {
			t.Errorf("HasNumber(%q) = %v", text, got)
		}
	}
}
