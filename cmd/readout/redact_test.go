package main

import (
	"log/slog"
	"strings"
	"testing"
)

func TestRedactor(t *testing.T) {
	var b strings.Builder
	log := slog.New(slog.NewTextHandler(newRedactor(&b, []string{"s3cret-of-ours", "a"}), nil))
	for _, text := range []string{
		"token s3cret-of-ours is wrong", "xoxb-12-34-abcdef", "Post \"https://discord.com/api/v10/webhooks/1234/aW50ZXJhY3Rpb246MTIz.abc/messages\": EOF",
		"https://discord.com/api/v10/interactions/99/aW50ZXJhY3Rpb246MTIzNDU2/callback", "Authorization: Bot MTIz.abcdef.ghijklmnopq", "https://hooks.slack.com/commands/T1/2/abc",
	} {
		log.Info("it", "err", text)
	}
	got := b.String()
	for _, secret := range []string{"s3cret", "12-34", "aW50", "MTIz", "T1/2"} {
		if strings.Contains(got, secret) {
			t.Errorf("%q is in %s", secret, got)
		}
	}
	for _, kept := range []string{"is wrong", "/messages", "/callback", "webhooks/1234/", "level=INFO"} {
		if !strings.Contains(got, kept) {
			t.Errorf("%q is not in %s", kept, got)
		}
	}
}
