package sqlite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"readout/store"
)

// The records below are what stands in the columns named data. Short names and no empty fields: a store
// has very many of them.

type factRecord struct {
	ID         string        `json:"id"`
	Article    string        `json:"art"`
	Meeting    string        `json:"meet,omitempty"`
	Kind       store.Kind    `json:"kind,omitempty"`
	Statement  string        `json:"says,omitempty"`
	People     []string      `json:"who,omitempty"`
	Speaker    string        `json:"by,omitempty"`
	Topics     []string      `json:"on,omitempty"`
	Answers    []store.Asked `json:"ans,omitempty"`
	Value      string        `json:"val,omitempty"`
	Hedge      string        `json:"hedge,omitempty"`
	Attributed string        `json:"attr,omitempty"`
	Claim      string        `json:"claim,omitempty"`
	Negated    bool          `json:"neg,omitempty"`
	Words      []string      `json:"words,omitempty"`
	Quote      string        `json:"quote,omitempty"`
	Anchor     string        `json:"anch,omitempty"`
	Start      int           `json:"from,omitempty"`
	End        int           `json:"to,omitempty"`
	Rule       string        `json:"rule,omitempty"`
	Confidence float64       `json:"conf,omitempty"`
}

func encodeFact(f *store.Fact) (string, error) {
	return encode(factRecord{
		ID: f.ID, Article: f.Article, Meeting: f.Meeting, Kind: f.Kind, Statement: f.Statement, People: f.People,
		Speaker: f.Speaker, Topics: f.Topics, Answers: f.Answers, Value: f.Value, Hedge: f.Hedge,
		Attributed: f.Attributed, Claim: f.Claim, Negated: f.Negated, Words: f.Words, Quote: f.Quote,
		Anchor: f.Anchor, Start: f.Span.Start, End: f.Span.End, Rule: f.Rule, Confidence: f.Confidence,
	})
}

func decodeFact(data []byte) (*store.Fact, error) {
	var r factRecord
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, damaged("a fact's record", err)
	}
	return &store.Fact{
		ID: r.ID, Article: r.Article, Meeting: r.Meeting, Kind: r.Kind, Statement: r.Statement, People: r.People,
		Speaker: r.Speaker, Topics: r.Topics, Answers: r.Answers, Value: r.Value, Hedge: r.Hedge,
		Attributed: r.Attributed, Claim: r.Claim, Negated: r.Negated, Words: r.Words, Quote: r.Quote,
		Anchor: r.Anchor, Span: store.Span{Start: r.Start, End: r.End}, Rule: r.Rule, Confidence: r.Confidence,
	}, nil
}

type meetingRecord struct {
	People   []string     `json:"who,omitempty"`
	Place    string       `json:"place,omitempty"`
	From     store.Date   `json:"from,omitempty"`
	To       store.Date   `json:"to,omitempty"`
	Occasion string       `json:"at,omitempty"`
	Title    string       `json:"title,omitempty"`
	Names    []string     `json:"names,omitempty"`
	Status   store.Status `json:"status,omitempty"`
}

func encodeMeeting(m store.Meeting) (string, error) {
	return encode(meetingRecord{m.People, m.Place, m.From, m.To, m.Occasion, m.Title, m.Names, m.Status})
}

func decodeMeeting(id string, data []byte) (store.Meeting, error) {
	var r meetingRecord
	if err := json.Unmarshal(data, &r); err != nil {
		return store.Meeting{}, damaged("the record of meeting "+id, err)
	}
	return store.Meeting{ID: id, People: r.People, Place: r.Place, From: r.From, To: r.To, Occasion: r.Occasion,
		Title: r.Title, Names: r.Names, Status: r.Status}, nil
}

type nameRecord struct {
	Class   store.Class  `json:"class,omitempty"`
	Name    string       `json:"name,omitempty"`
	Aliases []string     `json:"aka,omitempty"`
	Gender  string       `json:"sex,omitempty"`
	In      string       `json:"in,omitempty"`
	Roles   []store.Role `json:"roles,omitempty"`
	Demonym []string     `json:"dem,omitempty"`
}

func encodeName(n store.Name) (string, error) {
	return encode(nameRecord{n.Class, n.Name, n.Aliases, n.Gender, n.In, n.Roles, n.Demonym})
}

func decodeName(key string, data []byte) (store.Name, error) {
	var r nameRecord
	if err := json.Unmarshal(data, &r); err != nil {
		return store.Name{}, damaged("the record of name "+key, err)
	}
	return store.Name{Key: key, Class: r.Class, Name: r.Name, Aliases: r.Aliases, Gender: r.Gender, In: r.In,
		Roles: r.Roles, Demonym: r.Demonym}, nil
}

// encode writes JSON without escaping < > &, for the reader's eyes.
func encode[T any](record T) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(record); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

func decodeStrings(data []byte) ([]string, error) {
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("read a list: %w", damaged("a list of names", err))
	}
	return list, nil
}
