package slack

import (
	"encoding/json"
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"
)

// TestSignatures goes through cases on which the verifiers of Slack's own libraries agree.
func TestSignatures(t *testing.T) {
	b, err := os.ReadFile("testdata/signatures.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, Secret, Body, Signature string
		Timestamp                     int64
		Valid                         bool
	}
	if err := json.Unmarshal(b, &cases); err != nil || len(cases) == 0 {
		t.Fatalf("%d cases: %v", len(cases), err)
	}
	for _, c := range cases {
		h := http.Header{}
		h.Set("X-Slack-Request-Timestamp", strconv.FormatInt(c.Timestamp, 10))
		h.Set("X-Slack-Signature", c.Signature)
		for ago, fresh := range map[time.Duration]bool{0: true, 5 * time.Minute: true, -5 * time.Minute: true, 301 * time.Second: false, -301 * time.Second: false} {
			err := verify(c.Secret, h, []byte(c.Body), time.Unix(c.Timestamp, 0).Add(ago))
			if want := c.Valid && fresh; (err == nil) != want {
				t.Errorf("%s, %s later: %v, want valid %t", c.Name, ago, err, want)
			}
		}
		if verify("", h, []byte(c.Body), time.Unix(c.Timestamp, 0)) == nil {
			t.Errorf("%s: good without a secret", c.Name)
		}
	}
	for _, stamp := range []string{"", "now", "1e9", "99999999999999999999"} {
		h := http.Header{}
		h.Set("X-Slack-Request-Timestamp", stamp)
		if verify("s", h, nil, time.Now()) == nil {
			t.Errorf("good with the timestamp %q", stamp)
		}
	}
}
