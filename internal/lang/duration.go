package lang

import (
	"fmt"
	"strconv"
	"strings"
)

// FormatDuration writes an ISO 8601 duration of minutes and hours ("PT90M") as people say it: "90 minutes".
// What it cannot read it returns as it is.
func FormatDuration(iso string) string {
	minutes, ok := Minutes(iso)
	switch {
	case !ok:
		return iso
	case minutes == 1:
		return "a minute"
	case minutes == 60:
		return "an hour"
	case minutes > 0 && minutes%60 == 0:
		return fmt.Sprintf("%d hours", minutes/60)
	}
	return fmt.Sprintf("%d minutes", minutes)
}

// Minutes reads an ISO 8601 duration of hours and minutes.
func Minutes(iso string) (int, bool) {
	rest, ok := strings.CutPrefix(iso, "PT")
	if !ok || rest == "" {
		return 0, false
	}
	total := 0
	for rest != "" {
		i := strings.IndexAny(rest, "HM")
		if i < 1 {
			return 0, false
		}
		n, err := strconv.Atoi(rest[:i])
		if err != nil || n < 0 || n > 1_000_000 {
			return 0, false
		}
		if rest[i] == 'H' {
			n *= 60
		}
		total += n
		rest = rest[i+1:]
	}
	return total, true
}

// HasNumber reports whether a text gives a number, in digits or in words.
func HasNumber(tokens []Token) bool {
	for _, t := range tokens {
		if t.Norm[0] >= '0' && t.Norm[0] <= '9' || numberWords[t.Norm] {
			return true
		}
	}
	return false
}

var numberWords = map[string]bool{}

func init() {
	for _, w := range strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
		"seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands " +
		"million millions billion billions dozen dozens half twice once") {
		numberWords[w] = true
	}
}
