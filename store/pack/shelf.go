package pack

import (
	"reflect"

	"readout/store"
)

// What was read, with where it stands. The sections are the articles: what stands between
// two of them belongs to the upper one.
type (
	named struct {
		row
		store.Name
	}
	met struct {
		row
		store.Meeting
		section int // index of the article above it, -1 when there is none
	}
	topical struct {
		row
		Topic
	}
	section struct {
		row
		store.Article
	}
	said struct {
		row
		store.Fact
		section int // index of the article above it, -1 when there is none
	}
)

// A shelf holds things by key, in the order in which they came.
type shelf[T any] struct {
	list []T
	at   map[string]int
}

func newShelf[T any]() shelf[T] { return shelf[T]{at: map[string]int{}} }

func (s *shelf[T]) has(key string) bool {
	_, ok := s.at[key]
	return ok
}

func (s *shelf[T]) get(key string) (T, bool) {
	if i, ok := s.at[key]; ok {
		return s.list[i], true
	}
	var none T
	return none, false
}

func (s *shelf[T]) put(key string, thing T) {
	s.at[key] = len(s.list)
	s.list = append(s.list, thing)
}

func (s *shelf[T]) keys() []string {
	out := make([]string, len(s.list))
	for key, i := range s.at {
		out[i] = key
	}
	return out
}

// twice says whether a thing is there already; files may repeat one as long as they say the
// same of it, so that each file can be complete. It reports one that differs.
func twice[V any](r row, key string, old V, oldRow row, now V) {
	if !reflect.DeepEqual(old, now) {
		r.failAt(r.Line, "%s %q is already there with other contents (%s)", r.Fields[0].Name, key, oldRow.place(r))
	}
}
