package discord

import (
	"slices"
	"testing"
)

func TestBases(t *testing.T) {
	for in, want := range map[string][]string{
		"":                               {"https://discord.com/api/v10"},
		"http://127.0.0.1:1/api/v10":     {"http://127.0.0.1:1/api/v10"},
		"http://127.0.0.1:1/api/v9/":     {"http://127.0.0.1:1/api/v9"},
		"http://127.0.0.1:1/api":         {"http://127.0.0.1:1/api/v10", "http://127.0.0.1:1/api"},
		"http://127.0.0.1:1":             {"http://127.0.0.1:1/api/v10", "http://127.0.0.1:1/v10", "http://127.0.0.1:1/api", "http://127.0.0.1:1"},
		"http://127.0.0.1:1//":           {"http://127.0.0.1:1/api/v10", "http://127.0.0.1:1/v10", "http://127.0.0.1:1/api", "http://127.0.0.1:1"},
		" https://proxy.example/discord": {"https://proxy.example/discord/api/v10", "https://proxy.example/discord/v10", "https://proxy.example/discord/api", "https://proxy.example/discord"},
	} {
		if got := bases(in); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestParseShards(t *testing.T) {
	for in, want := range map[string]shards{
		"": {}, "auto": {}, "AUTO ": {}, "1": {0, 0, 1}, "4": {0, 3, 4}, "0-3/16": {0, 3, 16}, "12 - 15 / 16": {12, 15, 16}, "5/16": {5, 5, 16},
	} {
		if got, err := parseShards(in); err != nil || got != want {
			t.Errorf("%q: got %v, %v, want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"0", "-1", "x", "3-1/4", "0-4/4", "4/4", "1-2", "1-/2", "/2", "99999"} {
		if got, err := parseShards(in); err == nil {
			t.Errorf("%q: got %v", in, got)
		}
	}
}

func TestOwnerOf(t *testing.T) {
	if got := ownerOf("OTAwMDAwMDAwMDAwMDAwMDAy.Gtest0.x"); got != "900000000000000002" {
		t.Errorf("got %q", got)
	}
	for _, token := range []string{"", "x", "....", "bm90IGFuIGlk.x.y"} {
		if got := ownerOf(token); got != "" {
			t.Errorf("%q: got %q", token, got)
		}
	}
}
