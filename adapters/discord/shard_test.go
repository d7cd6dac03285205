package discord_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"readout/adapters/discord"
	"readout/adapters/discord/discordtest"
)

// guildOf is a server whose events a shard of so many gets.
func guildOf(shard, count int) string {
	for n := int64(900000000000000000) >> 22; ; n++ {
		if int(n%int64(count)) == shard {
			return strconv.FormatInt(n<<22, 10)
		}
	}
}

func TestShards(t *testing.T) {
	for _, tt := range []struct {
		name        string
		recommended int
		setting     string
		concurrency int
		first, last int
		count       int
	}{
		{"automatic", 3, "auto", 1, 0, 2, 3}, {"counted", 1, "4", 2, 0, 3, 4}, {"ranged", 1, "2-3/6", 1, 2, 3, 6}, {"sixteen", 16, "", 16, 0, 15, 16},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := discordtest.New(t, discordtest.Options{Shards: tt.recommended, MaxConcurrency: tt.concurrency, Pace: 200 * time.Millisecond})
			r := start(t, d, store(t), echo, func(c *discord.Config) { c.Shards, c.IdentifyEvery = tt.setting, 220*time.Millisecond })
			n := tt.last - tt.first + 1
			if !d.WaitConnected(n) {
				t.Fatalf("%d connected, link %+v", d.Connected(), r.Link())
			}
			seen := make(map[[2]int]bool)
			for _, i := range d.Identifies() {
				seen[i.Shard] = true
			}
			for number := tt.first; number <= tt.last; number++ {
				if !seen[[2]int{number, tt.count}] {
					t.Errorf("shard %d of %d did not identify", number, tt.count)
				}
				p := discordtest.Place{Guild: guildOf(number, tt.count), Channel: fmt.Sprint(700000000000000100 + number), User: discordtest.User}
				contains(t, shown(t, d.Ask(p, "a")).Text(), "You asked: ")
			}
			if !discordtest.Until(patience, func() bool { l := r.Link(); return l.Up && l.Opened == 1 }) {
				t.Errorf("link: %+v", r.Link())
			}
			d.DropGateway()
			if !discordtest.Until(patience, func() bool { return len(d.Resumes()) == n && r.Link().Up }) {
				t.Errorf("%d resumed, link %+v", len(d.Resumes()), r.Link())
			}
		})
	}
}

// When all starts of sessions are used up, none is asked for: Discord would reset the token.
func TestSessionStarts(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{SessionStarts: -1})
	r := start(t, d, store(t), echo)
	if !discordtest.Until(patience, func() bool { return r.Link().Reason != "not connected yet" }) {
		t.Fatalf("link: %+v", r.Link())
	}
	contains(t, r.Link().Reason, "starts of sessions")
	if n := len(d.Identifies()); n != 0 {
		t.Errorf("it identified %d times", n)
	}
}
