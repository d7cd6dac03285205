package slack

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

func TestMayRespond(t *testing.T) {
	for _, tt := range []struct {
		api, address string
		want         bool
	}{
		{"", "https://hooks.slack.com/commands/T1/2/x", true},
		{"", "https://hooks.slack-gov.com/commands/T1/2/x", true},
		{"", "http://hooks.slack.com/commands/T1/2/x", false},
		{"", "https://hooks.slack.com.evil.example/x", false},
		{"", "https://evilslack.com/x", false},
		{"", "https://user@hooks.slack.com/x", false},
		{"", "https://hooks.slack.com:8443/x", false},
		{"", "http://127.0.0.1/x", false},
		{"", "file:///etc/passwd", false},
		{"", "", false},
		{"http://127.0.0.1:3100/api/", "http://127.0.0.1:3100/response/1", true},
		{"http://127.0.0.1:3100/api/", "http://localhost:3101/response/1", true},
		{"http://127.0.0.1:3100/api/", "http://169.254.169.254/latest", false},
		{"https://slack.example/api", "https://slack.example/r", true},
		{"https://slack.example/api", "http://slack.example/r", false},
	} {
		c := Config{APIURL: tt.api}.withDefaults()
		if got := c.mayRespond(tt.address); got != tt.want {
			t.Errorf("with %q, %q: %t", tt.api, tt.address, got)
		}
	}
}

func TestHide(t *testing.T) {
	err := hide(&url.Error{Op: "Post", URL: "https://hooks.slack.com/secret", Err: errors.New("EOF")})
	if strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "EOF") {
		t.Errorf("got %v", err)
	}
	if hide(nil) != nil {
		t.Error("nothing became something")
	}
}
