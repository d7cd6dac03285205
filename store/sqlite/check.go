package sqlite

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/store"
)

// check refuses a batch that does not hang together. Whether the meetings of its facts are known is seen later.
func check(b store.Batch) error {
	if err := checkKey(b.Article.ID); err != nil {
		return fmt.Errorf("id of the article: %w", err)
	}
	if err := checkThings(b); err != nil {
		return err
	}
	ids := make(map[string]bool, len(b.Facts))
	for i := range b.Facts {
		f := &b.Facts[i]
		if err := checkFact(f, b.Article.ID); err != nil {
			return fmt.Errorf("fact %q: %w", f.ID, err)
		}
		if ids[f.ID] {
			return fmt.Errorf("fact %q: the batch has this id twice", f.ID)
		}
		ids[f.ID] = true
	}
	return nil
}

func checkThings(b store.Batch) error {
	seen := map[thing]bool{}
	once := func(t thing) error {
		if err := checkKey(t.key); err != nil {
			return fmt.Errorf("%s %q: %w", t.sort, t.key, err)
		}
		if seen[t] {
			return fmt.Errorf("%s %q: the batch has it twice", t.sort, t.key)
		}
		seen[t] = true
		return nil
	}
	for i := range b.Meetings {
		if err := once(thing{sortMeeting, b.Meetings[i].ID}); err != nil {
			return err
		}
	}
	for i := range b.Names {
		if err := once(thing{sortName, b.Names[i].Key}); err != nil {
			return err
		}
	}
	return nil
}

func checkFact(f *store.Fact, article string) error {
	if err := checkKey(f.ID); err != nil {
		return fmt.Errorf("id: %w", err)
	}
	if f.Article != article {
		return fmt.Errorf("it names article %q, the batch is of %q", f.Article, article)
	}
	for _, key := range append([]string{f.Meeting, f.Speaker, f.Claim, string(f.Kind)}, f.People...) {
		if key != "" {
			if err := checkKey(key); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkKey refuses ids and keys that could not be told apart once stored.
func checkKey(key string) error {
	switch {
	case key == "":
		return errors.New("it is empty")
	case !utf8.ValidString(key):
		return fmt.Errorf("%q is not valid UTF-8", key)
	case strings.ContainsFunc(key, unicode.IsControl):
		return fmt.Errorf("%q has a control character", key)
	}
	return nil
}
