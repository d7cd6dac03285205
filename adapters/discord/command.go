package discord

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"sort"
	"strings"
)

// Names of the commands and of their options, as Discord sends them whatever the language.
const (
	commandAsk      = "ask"
	commandMeetings = "meetings"
	commandTimeline = "timeline"
	commandCompare  = "compare"
	commandSources  = "sources"
	commandHelp     = "help"
	commandClaim    = "Check this claim"

	optionQuestion = "question"
	optionPrivate  = "private"
	optionA        = "a"
	optionB        = "b"
)

// Types of options (interactions/application-commands).
const (
	optionText  = 3
	optionYesNo = 5
)

// A Command is one of the application's (interactions/application-commands). discordgo's own type says null where nothing is
// meant, which Discord's description of its API does not know.
type Command struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description,omitempty"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Options      []Option          `json:"options,omitempty"`
	Installs     []int             `json:"integration_types"` // 0 on servers, 1 by users
	Contexts     []int             `json:"contexts"`          // 0 servers, 1 direct messages with the bot, 2 other private channels
}

// An Option is an argument of a command.
type Option struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Required     bool              `json:"required,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	MaxLength    int               `json:"max_length,omitempty"`
}

// locales.json has the names and descriptions in other languages: by command or command/option, by language, name and
// description. A new language is data only.
//
//go:embed locales.json
var locales []byte

// maxQuestionText is the longest question that Discord lets somebody type, in characters; the bot reads 2,000 bytes.
const maxQuestionText = 600

// Commands are those that the application is to have.
func Commands() []Command {
	question := Option{Type: optionText, Name: optionQuestion, Description: "What you want to know", Required: true, Autocomplete: true, MaxLength: maxQuestionText}
	private := Option{Type: optionYesNo, Name: optionPrivate, Description: "Show the answer to you alone; you can share it afterwards"}
	side := func(name, description string) Option {
		return Option{Type: optionText, Name: name, Description: description, Required: true, Autocomplete: true, MaxLength: 100}
	}
	all := []Command{
		slash(commandAsk, "Ask about the meetings; every answer names its sources", question, private),
		slash(commandMeetings, "Which meetings the articles tell of", private),
		slash(commandTimeline, "The meetings in order", private),
		slash(commandCompare, "Two meetings side by side", side(optionA, "One meeting"), side(optionB, "The other meeting"), private),
		slash(commandSources, "Which articles the answers rest on", private),
		slash(commandHelp, "What you can ask, and how", private),
		{Type: commandMessage, Name: commandClaim},
	}
	translated := translations()
	for i := range all {
		c := &all[i]
		c.Installs, c.Contexts = []int{0, 1}, []int{0, 1, 2}
		c.Names, c.Descriptions = translated[c.Name].split()
		for j := range c.Options {
			o := &c.Options[j]
			o.Names, o.Descriptions = translated[c.Name+"/"+o.Name].split()
			if o.Name == optionPrivate {
				o.Names, o.Descriptions = translated["private"].split()
			}
		}
	}
	return all
}

func slash(name, description string, options ...Option) Command {
	return Command{Type: commandSlash, Name: name, Description: description, Options: options}
}

// A translation has, by language, a name and a description.
type translation map[string]struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

func translations() map[string]translation {
	var out map[string]translation
	if err := json.Unmarshal(locales, &out); err != nil {
		panic(fmt.Sprintf("adapters/discord/locales.json: %v", err)) // a test reads it
	}
	return out
}

func (t translation) split() (names, descriptions map[string]string) {
	for language, said := range t {
		if said.Name != "" {
			if names == nil {
				names = make(map[string]string)
			}
			names[language] = said.Name
		}
		if said.Description != "" {
			if descriptions == nil {
				descriptions = make(map[string]string)
			}
			descriptions[language] = said.Description
		}
	}
	return names, descriptions
}

// Differences says, a line each, where what is registered is not what should be. Nothing is no difference.
func Differences(registered, wanted []Command) []string {
	var out []string
	key := func(c Command) string { return fmt.Sprint(max(c.Type, commandSlash), " ", c.Name) }
	found := make(map[string]Command)
	for _, c := range registered {
		found[key(c)] = c
	}
	for _, w := range wanted {
		c, ok := found[key(w)]
		delete(found, key(w))
		switch parts := differing(c, w); {
		case !ok:
			out = append(out, "+ "+w.title()+" is missing")
		case len(parts) > 0:
			out = append(out, "~ "+w.title()+" has another "+strings.Join(parts, ", "))
		}
	}
	var extra []string
	for _, c := range found {
		extra = append(extra, "- "+c.title()+" is not known any more")
	}
	sort.Strings(extra)
	return append(out, extra...)
}

func (c Command) title() string {
	if c.Type == commandMessage {
		return fmt.Sprintf("%q", c.Name)
	}
	return "/" + c.Name
}

// differing names the parts of two commands that are not the same.
func differing(a, b Command) []string {
	a, b = a.normal(), b.normal()
	var out []string
	for name, pair := range map[string][2]any{
		"description": {a.Description, b.Description}, "translation": {[2]any{a.Names, a.Descriptions}, [2]any{b.Names, b.Descriptions}},
		"options": {a.Options, b.Options}, "install contexts": {[2]any{a.Installs, a.Contexts}, [2]any{b.Installs, b.Contexts}},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

// normal is a command in the form in which equal ones are the same.
func (c Command) normal() Command {
	c.Names, c.Descriptions = orNil(c.Names), orNil(c.Descriptions)
	c.Installs, c.Contexts = sorted(c.Installs), sorted(c.Contexts)
	c.Options = append([]Option(nil), c.Options...)
	for i := range c.Options {
		o := &c.Options[i]
		o.Names, o.Descriptions = orNil(o.Names), orNil(o.Descriptions)
	}
	return c
}

func orNil(m map[string]string) map[string]string {
	if len(m) == 0 {
		return nil
	}
	return m
}

func sorted(ns []int) []int {
	ns = slices.Clone(ns)
	slices.Sort(ns)
	return ns
}

// commandsRoute is where the application's commands are.
func commandsRoute(app string) string { return "/applications/" + app + "/commands" }

func registered(ctx context.Context, r *rest, app string) ([]Command, error) {
	var found []Command
	err := r.find(ctx, query{method: http.MethodGet, route: commandsRoute(app) + "?with_localizations=true", name: "read the commands", bucket: "commands"}, &found)
	return found, err
}

func overwrite(ctx context.Context, r *rest, app string) error {
	return r.do(ctx, query{method: http.MethodPut, route: commandsRoute(app), name: "register the commands", bucket: "commands", body: Commands()}, nil)
}

// register brings the registered commands up to date, if they are not. It is false when that is to be tried again.
func (a *Adapter) register(ctx context.Context) bool {
	app := a.application()
	if app == "" {
		a.log.Warn("the commands can't be registered: set DISCORD_APPLICATION_ID")
		return true
	}
	found, err := registered(ctx, a.rest, app)
	if err == nil {
		changes := Differences(found, Commands())
		if len(changes) == 0 {
			return true
		}
		if err = overwrite(ctx, a.rest, app); err == nil {
			a.log.Info("the commands were registered", "changes", len(changes))
			return true
		}
	}
	if ctx.Err() != nil {
		return true
	}
	a.log.Warn("the commands could not be brought up to date", "err", err)
	s := status(err)
	return s >= 400 && s < 500 && s != http.StatusTooManyRequests // it would be no better the next time
}
