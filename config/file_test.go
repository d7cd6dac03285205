package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write writes a settings file and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFile(t *testing.T) {
	secret := write(t, "token", "xoxb-from-its-own-file\n")
	path := write(t, "readout.conf", "\ufeff# a comment\n\nREADOUT_PACK = none\r\nexport READOUT_LOG=\"warn\"\nREADOUT_ADDR='127.0.0.1:1'\n"+
		"SLACK_BOT_TOKEN_FILE = "+secret+"\nDISCORD_TOKEN = in=the#file\nREADOUT_ADMIN =\n")
	c, values, err := Effective([]string{"READOUT_CONFIG=" + path, "READOUT_ADDR=127.0.0.1:2"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Pack != "none" || c.Addr != "127.0.0.1:2" || c.Slack.BotToken != "xoxb-from-its-own-file" || c.Discord.Token != "in=the#file" {
		t.Errorf("got %+v", c)
	}
	for key, want := range map[string]string{
		"READOUT_ADDR": "127.0.0.1:2 environment", "READOUT_PACK": "none " + path, "READOUT_QUEUE": "100000 ",
		"SLACK_BOT_TOKEN": "xoxb-… (22 characters) " + secret + ", by SLACK_BOT_TOKEN_FILE", "DISCORD_TOKEN": "… (11 characters) " + path,
	} {
		for _, v := range values {
			if v.Key == key && v.Value+" "+v.Source != want {
				t.Errorf("%s: got %q from %q, want %q", key, v.Value, v.Source, want)
			}
		}
	}
}

// A secret of the environment wins over a file of secrets that the settings file names: one place decides.
func TestPlacesAreLookedAtOneAfterTheOther(t *testing.T) {
	path := write(t, "readout.conf", "SLACK_BOT_TOKEN_FILE = /nowhere\n")
	c, err := Load([]string{"READOUT_CONFIG=" + path, "SLACK_BOT_TOKEN=xoxb-1"})
	if err != nil || c.Slack.BotToken != "xoxb-1" {
		t.Errorf("got %q, %v", c.Slack.BotToken, err)
	}
}

func TestFileMistakes(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"READOUT_PAK = none", ":1: READOUT_PAK: there is no such setting: did you mean READOUT_PACK?"},
		{"# x\nSLACK_BOT_TOKN = x", ":2: SLACK_BOT_TOKN: there is no such setting: did you mean SLACK_BOT_TOKEN?"},
		{"DISCORD_APLICATION_ID = x", ":1: DISCORD_APLICATION_ID: there is no such setting: did you mean DISCORD_APPLICATION_ID?"},
		{"READOUT_LOG = warn\nREADOUT_LOG = info", ":2: READOUT_LOG is set twice in this file"},
		{"xoxb-secret", ":1: this is no line of a settings file: write KEY = value"},
		{"1 = 2", `:1: "1" is no name of a setting`},
		{"READOUT_CONFIG = x", ":1: READOUT_CONFIG cannot be set in a settings file"},
		{"READOUT_LOG = loud", `READOUT_LOG: "loud" is no level`},
	} {
		_, err := Load([]string{"READOUT_CONFIG=" + write(t, "f", tt.text)})
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: got %v, want %s", tt.text, err, tt.want)
		}
	}
	for _, tt := range [][]string{
		{"READOUT_CONFIG=/nowhere"}, {"READOUT_CONFIG=/"}, {"SLACK_BOT_TOKEN_FILE=/nowhere"}, {"SLACK_BOT_TOKEN_FILE=" + write(t, "f", " \n")},
		{"SLACK_BOT_TOKEN=x", "SLACK_BOT_TOKEN_FILE=y"},
	} {
		if _, err := Load(tt); len(Mistakes(err)) != 1 {
			t.Errorf("%q: got %v", tt, err)
		}
	}
}

// The sample can be used as it is, and with every comment taken away from what has a value.
func TestSample(t *testing.T) {
	sample := Sample()
	for _, key := range keys() {
		if key != configKey && !strings.Contains(sample, "\n#"+key+" = ") && !strings.Contains(sample, "\n#"+key+" =\n") {
			t.Errorf("%s is missing", key)
		}
	}
	for _, text := range []string{sample, strings.ReplaceAll(sample, "\n#READOUT", "\nREADOUT")} {
		c, err := Load([]string{"HOME=/home/ann", "READOUT_CONFIG=" + write(t, "f", text)})
		if err != nil || c.Queue != 100_000 {
			t.Errorf("%v", err)
		}
	}
}

func TestDoubtful(t *testing.T) {
	got := Doubtful([]string{"SLACK_BOT_TOKN=x", "SLACK_BOT_TOKEN=x", "SLACK_WEBHOOK_URL=x", "DISCORD_TOKENS=x", "PATH=x", "READOUT_PAK=x"})
	if want := "DISCORD_TOKENS looks like DISCORD_TOKEN; SLACK_BOT_TOKN looks like SLACK_BOT_TOKEN"; strings.Join(got, "; ") != want {
		t.Errorf("got %q", got)
	}
}

func TestMask(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "abc": "… (3 characters)", "xoxb-1": "… (6 characters)", "xoxb-123456789012-abc": "xoxb-… (21 characters)",
		"MTA.abc-def": "… (11 characters)",
	} {
		if got := Mask(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzFile(f *testing.F) {
	f.Add("READOUT_PACK = none\n# x\nexport A='b'")
	f.Fuzz(func(t *testing.T, text string) {
		l := layer{name: "f", values: map[string]string{}}
		for line := range strings.SplitSeq(text, "\n") {
			if err := l.take(line); err != nil && err.Error() == "" {
				t.Error("an error that says nothing")
			}
		}
	})
}
