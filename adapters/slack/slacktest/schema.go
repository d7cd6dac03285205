package slacktest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// counterpartsEnv names the folder with the schemas of Slack's published types.
const counterpartsEnv = "READOUT_COUNTERPARTS"

// Counterparts returns the folder with what the bot can be tried against: the one that READOUT_COUNTERPARTS names, or
// shared/counterparts beside a folder above this one; "" when there is none.
func Counterparts() string {
	if folder := os.Getenv(counterpartsEnv); folder != "" {
		return folder
	}
	at, err := os.Getwd()
	for err == nil {
		folder := filepath.Join(at, "shared", "counterparts")
		if s, err := os.Stat(folder); err == nil && s.IsDir() {
			return folder
		}
		up := filepath.Dir(at)
		if up == at {
			break
		}
		at = up
	}
	return ""
}

var (
	schemasMu sync.Mutex
	schemas   = make(map[string]*jsonschema.Schema)
)

// schema returns one of the schemas slack.NAME.json; nil when they are not at hand.
func schema(name string) (*jsonschema.Schema, error) {
	folder := Counterparts()
	if folder == "" {
		return nil, nil
	}
	schemasMu.Lock()
	defer schemasMu.Unlock()
	if s, ok := schemas[name]; ok {
		return s, nil
	}
	s, err := jsonschema.NewCompiler().Compile(filepath.Join(folder, "schemas", "slack."+name+".json"))
	if err != nil {
		return nil, fmt.Errorf("read the schema %s: %w", name, err)
	}
	schemas[name] = s
	return s, nil
}

// Conforms holds a value against the schema slack.NAME.json. Without the schemas nothing is wrong; see Counterparts.
func Conforms(name string, v any) error {
	s, err := schema(name)
	if s == nil || err != nil {
		return err
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return err
	}
	if err := s.Validate(parsed); err != nil {
		return fmt.Errorf("%s: %.1500s", name, err.Error()) // it goes on for pages
	}
	return nil
}

// argsOf are the schemas of the arguments of Web API methods.
var argsOf = map[string]string{
	"chat.postMessage": "ArgsChatPostMessage", "chat.update": "ArgsChatUpdate", "views.publish": "ArgsViewsPublish",
	"conversations.history": "ArgsConversationsHistory", "assistant.threads.setSuggestedPrompts": "ArgsAssistantSetSuggestedPrompts",
}

// check holds what the bot sends against schemas and limits.
func (s *Slack) check(method string, args map[string]any) {
	if s.Trusting {
		return
	}
	if name := argsOf[method]; name != "" {
		if err := Conforms(name, args); err != nil {
			s.t.Errorf("%s: %v", method, err)
		}
	}
	if blocks := raw(args, "blocks"); blocks != nil {
		if err := Conforms("Blocks", args["blocks"]); err != nil {
			s.t.Errorf("%s: %v", method, err)
		}
		for _, wrong := range Limits(blocks, 50) {
			s.t.Errorf("%s: %s", method, wrong)
		}
	}
	if text(args, "text") == "" && (method == "chat.postMessage" || method == "chat.postEphemeral" || method == "response_url") {
		s.t.Errorf("%s: no text for notifications and screen readers", method)
	}
	if view, ok := args["view"].(map[string]any); ok {
		s.checkView(method, view)
	}
}

func (s *Slack) checkView(method string, view map[string]any) {
	name := "Modal"
	if method == "views.publish" {
		name = "Home"
	}
	if err := Conforms(name, view); err != nil {
		s.t.Errorf("%s: %v", method, err)
	}
	for _, wrong := range Limits(raw(view, "blocks"), 100) {
		s.t.Errorf("%s: %s", method, wrong)
	}
}

// checkEvent holds what is sent to the bot against the schemas, lest both sides share a misunderstanding.
func (s *Slack) checkEvent(e Event) {
	if s.Trusting || e.Payload == nil {
		return
	}
	name, v := "", any(e.Payload)
	switch e.Kind {
	case SlashCommands:
		name = "Slash"
	case EventsAPI:
		name, v = "Event", e.Payload["event"]
	case Interactive:
		if e.Payload["type"] == "block_actions" && !feedback(e) {
			name = "BlockActions"
		}
	}
	if inner, _ := v.(map[string]any); name == "" || name == "Event" && !knownEvents[fmt.Sprint(inner["type"])] {
		return
	}
	if err := Conforms(name, v); err != nil {
		s.t.Errorf("sending %s: %v", e.Kind, err)
	}
}

// knownEvents are those that are held against the schema; tests send others, to see what becomes of them.
var knownEvents = map[string]bool{"app_mention": true, "message": true, "app_home_opened": true}

// feedback says whether feedback buttons were pressed, of which Slack's types know nothing yet.
func feedback(e Event) bool {
	actions, _ := e.Payload["actions"].([]any)
	if len(actions) == 0 {
		return false
	}
	first, _ := actions[0].(map[string]any)
	return first["type"] == "feedback_buttons"
}
