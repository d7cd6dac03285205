package sqlite

import (
	"errors"
	"strconv"
	"strings"

	"readout/store"
)

// The order of the fields is part of the schema. New fields go to the end.

func encodeFact(f *store.Fact) string {
	var w recordWriter
	w.text(f.ID)
	w.text(f.Article)
	w.text(f.Meeting)
	w.text(string(f.Kind))
	w.text(f.Statement)
	writeList(&w, f.People)
	w.text(f.Speaker)
	writeList(&w, f.Topics)
	writeList(&w, f.Answers)
	w.text(f.Value)
	w.text(f.Hedge)
	w.text(f.Attributed)
	w.text(f.Claim)
	w.number(flag(f.Negated))
	writeList(&w, f.Words)
	w.text(f.Quote)
	w.text(f.Anchor)
	w.number(f.Span.Start)
	w.number(f.Span.End)
	w.text(f.Rule)
	if f.Confidence != 0 {
		w.text(strconv.FormatFloat(f.Confidence, 'g', -1, 64))
	} else {
		w.text("")
	}
	writeList(&w, f.Questions)
	return w.record()
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func decodeFact(data string) (*store.Fact, error) {
	r := recordReader{rest: data}
	f := store.Fact{
		ID:         r.text(),
		Article:    r.text(),
		Meeting:    r.text(),
		Kind:       store.Kind(r.text()),
		Statement:  r.text(),
		People:     readList[string](&r),
		Speaker:    r.text(),
		Topics:     readList[string](&r),
		Answers:    readList[store.Asked](&r),
		Value:      r.text(),
		Hedge:      r.text(),
		Attributed: r.text(),
		Claim:      r.text(),
		Negated:    r.number() != 0,
		Words:      readList[string](&r),
		Quote:      r.text(),
		Anchor:     r.text(),
		Span:       store.Span{Start: r.number(), End: r.number()},
		Rule:       r.text(),
	}
	if confidence := r.field(); confidence != "" {
		var err error
		if f.Confidence, err = strconv.ParseFloat(confidence, 64); err != nil {
			r.err = err
		}
	}
	f.Questions = readList[string](&r)
	return &f, r.done("a fact's record")
}

func encodeArticle(a store.Article) string {
	var w recordWriter
	w.text(a.Outlet)
	w.text(a.Title)
	w.text(a.URL)
	w.text(a.Author)
	w.text(a.Upstream)
	w.text(string(a.Published))
	w.text(string(a.Retrieved))
	writeList(&w, a.Aliases)
	return w.record()
}

// decodeArticle leaves the text empty, which is kept elsewhere.
func decodeArticle(id, data string) (store.Article, error) {
	r := recordReader{rest: data}
	a := store.Article{
		ID:        id,
		Outlet:    r.text(),
		Title:     r.text(),
		URL:       r.text(),
		Author:    r.text(),
		Upstream:  r.text(),
		Published: store.Date(r.text()),
		Retrieved: store.Date(r.text()),
		Aliases:   readList[string](&r),
	}
	return a, r.done("the record of article " + id)
}

func encodeMeeting(m store.Meeting) string {
	var w recordWriter
	writeList(&w, m.People)
	w.text(m.Place)
	w.text(string(m.From))
	w.text(string(m.To))
	w.text(m.Occasion)
	w.text(m.Title)
	writeList(&w, m.Names)
	w.text(string(m.Status))
	return w.record()
}

func decodeMeeting(id, data string) (store.Meeting, error) {
	r := recordReader{rest: data}
	m := store.Meeting{
		ID:       id,
		People:   readList[string](&r),
		Place:    r.text(),
		From:     store.Date(r.text()),
		To:       store.Date(r.text()),
		Occasion: r.text(),
		Title:    r.text(),
		Names:    readList[string](&r),
		Status:   store.Status(r.text()),
	}
	return m, r.done("the record of meeting " + id)
}

func encodeName(n store.Name) string {
	var w recordWriter
	w.text(string(n.Class))
	w.text(n.Name)
	writeList(&w, n.Aliases)
	w.text(n.Gender)
	w.text(n.In)
	writeList(&w, n.Demonym)
	for _, role := range n.Roles {
		w.part(role.Title, endOfPart)
		w.part(role.Of, endOfPart)
		w.part(string(role.From), endOfPart)
		w.part(string(role.To), endOfEntry)
	}
	w.b.WriteString(endOfField)
	return w.record()
}

func decodeName(key, data string) (store.Name, error) {
	r := recordReader{rest: data}
	n := store.Name{
		Key:     key,
		Class:   store.Class(r.text()),
		Name:    r.text(),
		Aliases: readList[string](&r),
		Gender:  r.text(),
		In:      r.text(),
		Demonym: readList[string](&r),
	}
	for roles := r.field(); roles != ""; {
		var role string
		role, roles, _ = strings.Cut(roles, endOfEntry)
		parts := strings.Split(role, endOfPart)
		if len(parts) != 4 {
			r.err = errors.New("a role lacks a part")
			break
		}
		n.Roles = append(n.Roles, store.Role{Title: plainText(parts[0]), Of: plainText(parts[1]),
			From: store.Date(plainText(parts[2])), To: store.Date(plainText(parts[3]))})
	}
	return n, r.done("the record of name " + key)
}
