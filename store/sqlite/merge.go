package sqlite

import (
	"slices"
	"strings"

	"readout/store"
)

// Several articles may bring one meeting or one name. What the first says holds; later ones fill what it
// leaves empty, give dates more precision and add to lists; a title made without the place gives way. "First" is the
// order in which the articles first came, so an article that is put again keeps its say.

func mergeMeetings(brought []store.Meeting) store.Meeting {
	m := brought[0]
	held := m.Status == store.Held
	for _, b := range brought[1:] {
		m.People = joined(m.People, b.People)
		m.Names = joined(m.Names, b.Names)
		if m.Place == "" && b.Place != "" { // a title made without the place says less
			m.Title = first(b.Title, m.Title)
		}
		m.Title = first(m.Title, b.Title)
		m.Place = first(m.Place, b.Place)
		m.Occasion = first(m.Occasion, b.Occasion)
		m.From = finer(m.From, b.From)
		m.To = finer(m.To, b.To)
		held = held || b.Status == store.Held
	}
	if held {
		m.Status = store.Held // announced by one article, held says another
	}
	m.People = slices.Sorted(slices.Values(m.People))
	return m
}

func mergeNames(brought []store.Name) store.Name {
	n := brought[0]
	for _, b := range brought[1:] {
		n.Class = first(n.Class, b.Class)
		n.Name = first(n.Name, b.Name)
		n.Gender = first(n.Gender, b.Gender)
		n.In = first(n.In, b.In)
		n.Aliases = joined(n.Aliases, b.Aliases)
		n.Roles = joined(n.Roles, b.Roles)
		n.Demonym = joined(n.Demonym, b.Demonym)
	}
	return n
}

func first[S ~string](a, b S) S {
	if a != "" {
		return a
	}
	return b
}

// finer returns b where it says a more precisely ("2015-09-28" for "2015-09"), else the first that is not empty.
func finer(a, b store.Date) store.Date {
	if strings.HasPrefix(string(b), string(a)) {
		return b
	}
	return a
}

// joined returns a with the entries of b that it lacks.
func joined[T comparable](a, b []T) []T {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}
