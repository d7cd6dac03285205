package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/config"
)

// standIn is an adapter of a platform that is none.
type standIn struct {
	http.Handler
	told []string
	down bool
}

func (*standIn) Deliver(context.Context, bot.Delivery) error { return nil }
func (*standIn) Run(ctx context.Context) error               { <-ctx.Done(); return nil }
func (*standIn) Link() bot.Link                              { return bot.Link{} }

func (s *standIn) Tell(_ context.Context, channel, text string) error {
	if s.down {
		return errors.New("down")
	}
	s.told = append(s.told, channel+" "+text)
	return nil
}

// A loss is told once it has lasted, with its end; what is over at once is not told, and of what could not be told in time
// only the end is.
func TestAdminIsTold(t *testing.T) {
	a, b := &standIn{}, &standIn{}
	sv := &server{log: slog.New(slog.DiscardHandler), parts: []part{{name: "one", adapter: a}, {name: "two", adapter: b}}}
	sv.set.Admin = []config.Channel{{Platform: "one", ID: "C1"}, {Platform: "two", ID: "C2"}}
	admin := newAdmin(sv)
	at := time.Unix(0, 0)
	pass := func(d time.Duration, problems ...problem) {
		at = at.Add(d)
		admin.look(problems, at)
		admin.tell(t.Context())
	}
	lost := problem{"two", "connection lost"}
	pass(time.Second, lost)
	pass(5 * time.Second)
	if len(a.told)+len(b.told) != 0 {
		t.Errorf("told of a blink: %q %q", a.told, b.told)
	}
	b.down = true
	pass(time.Second, lost)
	pass(9*time.Second, lost)
	pass(time.Second, problem{"two", "still lost"})
	pass(time.Minute, problem{"two", "still lost"}, problem{"disk", "full"})
	b.down = false
	pass(time.Second, problem{"disk", "full"})
	pass(11*time.Second, problem{"disk", "full"})
	pass(time.Hour)
	wantA := []string{"C1 Readout: trouble with two: still lost", "C1 Readout: two is well again, after 1m11s (still lost)",
		"C1 Readout: trouble with disk: full", "C1 Readout: disk is well again, after 1h0m12s (full)"}
	wantB := slices.Clone(wantA[1:])
	for i := range wantB {
		wantB[i] = strings.Replace(wantB[i], "C1", "C2", 1)
	}
	if !slices.Equal(a.told, wantA) || !slices.Equal(b.told, wantB) {
		t.Errorf("told\n%s\nand\n%s", strings.Join(a.told, "\n"), strings.Join(b.told, "\n"))
	}
}

// What cannot be told does not pile up.
func TestAdminBacklogIsBounded(t *testing.T) {
	a := &standIn{down: true}
	sv := &server{log: slog.New(slog.DiscardHandler), parts: []part{{name: "one", adapter: a}}}
	sv.set.Admin = []config.Channel{{Platform: "one", ID: "C1"}, {Platform: "none", ID: "C2"}}
	admin := newAdmin(sv)
	at := time.Unix(0, 0)
	for n := range 1000 {
		p := problem{"thing " + strings.Repeat("x", n), "gone"}
		admin.look([]problem{p}, at)
		admin.look([]problem{p}, at.Add(time.Minute))
		admin.tell(t.Context())
		at = at.Add(time.Hour)
		admin.look(nil, at)
	}
	a.down = false
	admin.tell(t.Context())
	if len(a.told) != adminBacklog || len(admin.open) != 0 {
		t.Errorf("%d notes, %d open", len(a.told), len(admin.open))
	}
}
