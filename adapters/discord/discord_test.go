package discord_test

import (
	"strings"
	"testing"
	"time"

	"readout/adapters/discord"
	"readout/adapters/discord/discordtest"
)

// both runs a test over the gateway and over HTTP: behind them is the same code.
func both(t *testing.T, o discordtest.Options, do func(t *testing.T, d *discordtest.Server, r *running), settings ...setting) {
	t.Run("gateway", func(t *testing.T) {
		d, r := talking(t, o, echo, settings...)
		do(t, d, r)
	})
	t.Run("http", func(t *testing.T) {
		d, r := called(t, o, echo, settings...)
		do(t, d, r)
	})
}

func TestAsk(t *testing.T) {
	both(t, discordtest.Options{}, func(t *testing.T, d *discordtest.Server, r *running) {
		for name, place := range map[string]discordtest.Place{
			"server": discordtest.InServer(), "direct": discordtest.InDM(), "foreign server": discordtest.InForeign(),
			"group": {Channel: "700000000000000077", Private: true},
		} {
			i := d.Ask(place, "how *long*?")
			m := shown(t, i)
			contains(t, m.Text(), "You asked: how long?", "[1]", "NBC News, 5 Sep 2016", "](https://news.example/a%28b%29#:~:text=x%20y)", "A title", "> “own words”")
			if !strings.HasPrefix(m.Content, "You asked: ") {
				t.Errorf("%s: the content is %q", name, m.Content)
			}
			if kind, _ := i.Wait(patience); kind != discordtest.Reply {
				t.Errorf("%s: the first response is of type %d", name, kind)
			}
			if m.Ephemeral {
				t.Errorf("%s: the answer is private", name)
			}
		}
	})
}

func TestCommands(t *testing.T) {
	both(t, discordtest.Options{}, func(t *testing.T, d *discordtest.Server, r *running) {
		for name, want := range map[string]string{"meetings": "Which meetings do you know?", "timeline": "timeline of the meetings", "sources": "Which articles do you have?", "help": "help"} {
			contains(t, shown(t, d.Run(discordtest.InServer(), name)).Text(), want)
		}
		i := d.Run(discordtest.InServer(), "compare", discordtest.Option{Name: "a", Value: "Hangzhou"}, discordtest.Option{Name: "b", Value: "New York"})
		contains(t, shown(t, i).Text(), "Compare Hangzhou and New York")
		contains(t, shown(t, d.Run(discordtest.InServer(), "gone")).Text(), "don't know that command")
	})
}

func TestCompletes(t *testing.T) {
	both(t, discordtest.Options{}, func(t *testing.T, d *discordtest.Server, r *running) {
		i := d.Type(discordtest.InServer(), "ask", "question", "h")
		if got := i.Choices(patience); len(got) != 25 || got[0] != "completes h" {
			t.Errorf("got %q", got)
		}
		i = d.Type(discordtest.InServer(), "compare", "a", "york")
		if got := i.Choices(patience); len(got) != 1 || got[0] != "New York, 28 September 2015" {
			t.Errorf("got %q", got)
		}
	})
}

func TestPrivateAndShared(t *testing.T) {
	both(t, discordtest.Options{}, func(t *testing.T, d *discordtest.Server, r *running) {
		place := discordtest.InServer()
		private := shown(t, d.Run(place, "ask", discordtest.Option{Name: "question", Value: "secret?"}, discordtest.Option{Name: "private", Value: true}))
		if !private.Ephemeral {
			t.Fatal("everybody sees it")
		}
		b, ok := private.Button("Share")
		if !ok {
			t.Fatal("it can't be shared")
		}
		public := shown(t, d.Press(place, private, b.CustomID))
		contains(t, public.Text(), "You asked: secret?", "Question: secret?", "Shared by <@"+discordtest.User+">")
		if public.Ephemeral {
			t.Error("only who shared it sees it")
		}
		if again := shown(t, d.Press(place, private, b.CustomID)); !again.Ephemeral || !strings.Contains(again.Text(), "before") {
			t.Errorf("shared twice: %s", again.Text())
		}
		next, _ := private.Button("And then?")
		if m := shown(t, d.Press(place, private, next.CustomID)); !m.Ephemeral {
			t.Error("what follows a private answer is public")
		}
	})
}

func TestEphemeralBySetting(t *testing.T) {
	d, _ := talking(t, discordtest.Options{}, echo, func(c *discord.Config) { c.Ephemeral = true })
	if !shown(t, d.Ask(discordtest.InServer(), "a")).Ephemeral {
		t.Error("everybody sees it")
	}
	public := d.Run(discordtest.InServer(), "ask", discordtest.Option{Name: "question", Value: "a"}, discordtest.Option{Name: "private", Value: false})
	if shown(t, public).Ephemeral {
		t.Error("only the asker sees what was asked in public")
	}
}

func TestButtons(t *testing.T) {
	both(t, discordtest.Options{}, func(t *testing.T, d *discordtest.Server, r *running) {
		place := discordtest.InServer()
		m := shown(t, d.Ask(place, "first"))
		press := func(label string) *discordtest.Interaction {
			b, ok := m.Button(label)
			if !ok {
				t.Fatalf("no button %q in %+v", label, m.Buttons)
			}
			return d.Press(place, m, b.CustomID)
		}
		contains(t, shown(t, press("Where was it?")).Text(), "You asked: first > Where was it?")
		if why := shown(t, press("Why")); !why.Ephemeral || !strings.Contains(why.Text(), "because") {
			t.Errorf("why: %+v", why)
		}
		contains(t, shown(t, press("Helpful")).Text(), "Thank you")
		kind, form := press("Wrong").Wait(patience)
		if kind != discordtest.Form {
			t.Fatalf("a response of type %d: %s", kind, form)
		}
		contains(t, string(form), `"custom_id":"form:`, `"custom_id":"text"`)
		b, _ := m.Button("Wrong")
		id := b.CustomID[len("wrong:"):]
		contains(t, shown(t, d.Submit(place, "form:"+id, "text", "It was longer.")).Text(), "curator")
		contains(t, shown(t, d.Submit(place, "form:nobody", "text", "x")).Text(), "any more")
		contains(t, shown(t, d.Press(place, m, "why:nobody")).Text(), "any more")
		contains(t, shown(t, d.Press(place, m, "what")).Text(), "any more")
	})
}

func TestMessages(t *testing.T) {
	d, _ := talking(t, discordtest.Options{}, echo)
	place := discordtest.InServer()
	say := func(p discordtest.Place, s discordtest.Said) discordtest.Message {
		t.Helper()
		n := len(d.Shown())
		asked := d.Say(p, s)
		all := d.WaitShown(n+1, patience)
		if len(all) != n+1 {
			t.Fatalf("%+v: %d answers", s, len(all)-n)
		}
		if all[n].Reply != asked.ID && !s.Hidden {
			t.Errorf("it replies to %q, not to %q", all[n].Reply, asked.ID)
		}
		return all[n]
	}
	first := say(place, discordtest.Said{Text: "how long?", Mention: true})
	contains(t, first.Text(), "You asked: how long?.")
	contains(t, say(place, discordtest.Said{Text: "and where?", Mention: true}).Text(), "how long? > and where?")
	other := say(place.As("600000000000000002"), discordtest.Said{Text: "who?", Reply: &first})
	contains(t, other.Text(), "how long? > and where? > who?")
	contains(t, say(place.As("600000000000000003"), discordtest.Said{Text: "when?", Mention: true}).Text(), "You asked: when?.")
	contains(t, say(discordtest.InDM(), discordtest.Said{Text: "in private"}).Text(), "You asked: in private.")
	contains(t, say(discordtest.InDM(), discordtest.Said{Text: "more"}).Text(), "in private > more")
	contains(t, say(place.As("600000000000000004"), discordtest.Said{Text: "", Mention: true}).Text(), "You asked: help")

	slash := shown(t, d.Ask(place.As("600000000000000004"), "by command"))
	contains(t, say(place, discordtest.Said{Text: "and this?", Reply: &slash, Hidden: true}).Text(), "does not show me")

	n := len(d.Shown())
	for _, s := range []discordtest.Said{
		{Text: "not for the bot"}, {Text: "a webhook", Mention: true, AsWebhook: true}, {Text: "a bot", Mention: true, AsBot: true}, {Text: "thanks", Reply: &first, NoPing: true},
	} {
		d.Say(place, s)
	}
	time.Sleep(300 * time.Millisecond)
	if got := len(d.Shown()); got != n {
		t.Errorf("%d messages were answered that are not for the bot", got-n)
	}
}

func TestClaim(t *testing.T) {
	both(t, discordtest.Options{}, func(t *testing.T, d *discordtest.Server, r *running) {
		place := discordtest.InServer()
		said := d.Say(place.As("600000000000000002"), discordtest.Said{Text: "They **talked** for 90 minutes."})
		contains(t, shown(t, d.Choose(place, "Check this claim", said)).Text(), "You asked: They talked for 90 minutes.")
		empty := d.Say(place, discordtest.Said{})
		contains(t, shown(t, d.Choose(place, "Check this claim", empty)).Text(), "no text")
	})
}

func TestCurators(t *testing.T) {
	d, r := talking(t, discordtest.Options{}, echo, func(c *discord.Config) { c.Curators = []string{discordtest.User} })
	contains(t, shown(t, d.Ask(discordtest.InServer(), "add https://news.example/a")).Text(), "added https")
	contains(t, shown(t, d.Ask(discordtest.InServer().As("600000000000000002"), "add https://news.example/b")).Text(), "Only curators")
	d.Say(discordtest.InDM(), discordtest.Said{Text: "add https://news.example/c"})
	if all := d.WaitShown(3, patience); len(all) != 3 || len(r.host.added) != 2 {
		t.Errorf("said %+v, added %q", all, r.host.added)
	}
}
