package discord_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"readout/adapters/discord"
	"readout/adapters/discord/discordtest"
	"readout/bot"
)

func TestCheck(t *testing.T) {
	current, err := json.Marshal(discord.Commands())
	if err != nil {
		t.Fatal(err)
	}
	var registered []map[string]any
	if err := json.Unmarshal(current, &registered); err != nil {
		t.Fatal(err)
	}
	for n, c := range registered {
		c["id"], c["application_id"], c["version"], c["default_member_permissions"] = fmt.Sprint(n+1), discordtest.ApplicationID, "1", nil
		if c["description"] == nil {
			c["description"] = ""
		}
	}
	good, err := json.Marshal(registered)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		o    discordtest.Options
		set  func(c *discord.Config)
		want string // of the worst check
	}{
		{"all is well", discordtest.Options{Registered: good}, nil, ""},
		{"commands", discordtest.Options{}, nil, "Discord: commands: warning"},
		{"intents", discordtest.Options{Registered: good, Application: map[string]any{"flags": 1 << 19}}, nil, "Message Content"},
		{"installs", discordtest.Options{Registered: good, Application: map[string]any{"integration_types_config": map[string]any{"0": map[string]any{}}}}, nil, "User Install"},
		{"endpoint", discordtest.Options{Registered: good, Application: map[string]any{"interactions_endpoint_url": "https://a.example/"}}, nil, "Interactions Endpoint URL is set"},
		{"no endpoint", discordtest.Options{Registered: good}, func(c *discord.Config) { c.HTTP = true }, "no Interactions Endpoint URL"},
		{"token", discordtest.Options{Token: "other.token.x"}, nil, "DISCORD_TOKEN"},
		{"form of the token", discordtest.Options{Token: "no token", Registered: good}, func(c *discord.Config) { c.Token = "no token" }, "has not the form"},
		{"key", discordtest.Options{Registered: good}, func(c *discord.Config) { c.PublicKey = strings.Repeat("ab", 32) }, "is not that of the application"},
		{"application", discordtest.Options{Registered: good}, func(c *discord.Config) { c.ApplicationID = "123" }, "the token belongs to"},
		{"settings", discordtest.Options{Registered: good}, func(c *discord.Config) { c.Shards = "x" }, "DISCORD_SHARDS"},
		{"shards", discordtest.Options{Registered: good, Shards: 4}, func(c *discord.Config) { c.Shards = "2" }, "recommends 4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := discordtest.New(t, tt.o)
			c := discord.Config{Token: discordtest.Token, ApplicationID: discordtest.ApplicationID, PublicKey: d.PublicKey(), APIURL: d.APIURL()}
			if tt.set != nil {
				tt.set(&c)
			}
			var bad []string
			for _, check := range discord.Check(t.Context(), c, true) {
				if check.State != bot.CheckOK {
					bad = append(bad, fmt.Sprintf("%s: %s: %s → %s", check.Name, check.State, check.Found, check.Fix))
					if check.Fix == "" {
						t.Errorf("no fix for %s", check.Name)
					}
				}
				if strings.Contains(check.Found+check.Fix, c.Token) {
					t.Errorf("a secret is shown: %s", check.Found)
				}
			}
			if got := strings.Join(bad, "\n"); tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got:\n%s\nwant: %s", got, tt.want)
			}
		})
	}
	if got := discord.Check(t.Context(), discord.Config{}, true); len(got) != 0 {
		t.Errorf("without a token: %+v", got)
	}
}
