package extract

import (
	"slices"
	"strings"
	"unique"

	"readout/store"
)

// knownMeetings are the meetings that a report may be about, found by who met. They are immutable: a store may have a
// hundred thousand, and each article brings one, so that what is new stands beside an index made now and then.
type knownMeetings struct {
	index  *meetingIndex
	recent []store.Meeting // since then; of one id the recent one counts
}

// A meetingIndex finds meetings by people and id.
type meetingIndex struct {
	all []store.Meeting
	of  map[string][]int // person → places in all, ascending
	at  map[string]int   // id → place in all
}

// mostRecent is how many meetings stand beside the index before it is made anew.
const mostRecent = 512

func indexMeetings(meetings []store.Meeting) knownMeetings {
	all := make([]store.Meeting, len(meetings))
	x := &meetingIndex{all: all, of: map[string][]int{}, at: make(map[string]int, len(all))}
	for i := range meetings {
		all[i] = slim(meetings[i])
		x.at[all[i].ID] = i
		for _, p := range all[i].People {
			x.of[p] = append(x.of[p], i)
		}
	}
	return knownMeetings{index: x}
}

// slim is a meeting in strings of its own, so that the record it was read from can go, and in one string for all that
// have the same name: "the 2015 talks" is what many are called.
func slim(m store.Meeting) store.Meeting {
	m.ID, m.Title = strings.Clone(m.ID), strings.Clone(m.Title)
	m.People, m.Names = shared(m.People), shared(m.Names)
	m.Place, m.Occasion, m.Status = unique.Make(m.Place).Value(), unique.Make(m.Occasion).Value(), unique.Make(m.Status).Value()
	m.From, m.To = unique.Make(m.From).Value(), unique.Make(m.To).Value()
	return m
}

func shared(list []string) []string {
	if list == nil {
		return nil
	}
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = unique.Make(s).Value()
	}
	return out
}

// has reports whether a meeting has an id.
func (k knownMeetings) has(id string) bool {
	_, ok := k.index.at[id]
	return ok || k.recently(id) >= 0
}

// recently returns the place of a meeting among the recent ones, -1 when it is not there.
func (k knownMeetings) recently(id string) int {
	return slices.IndexFunc(k.recent, func(m store.Meeting) bool { return m.ID == id })
}

// with lists the meetings of any of some people, in the order in which they became known.
func (k knownMeetings) with(people []string) []store.Meeting {
	var places []int
	for _, p := range people {
		places = append(places, k.index.of[p]...)
	}
	slices.Sort(places)
	var out []store.Meeting
	for _, i := range slices.Compact(places) {
		m := k.index.all[i]
		if at := k.recently(m.ID); at >= 0 {
			m = k.recent[at]
		}
		out = append(out, m)
	}
	for _, m := range k.recent {
		if _, old := k.index.at[m.ID]; !old && slices.ContainsFunc(m.People, func(p string) bool { return slices.Contains(people, p) }) {
			out = append(out, m)
		}
	}
	return out
}

// plus returns the meetings with others beside them, which take the place of those of the same id.
func (k knownMeetings) plus(more []store.Meeting) knownMeetings {
	out := knownMeetings{k.index, slices.Clone(k.recent)}
	for _, m := range more {
		if i := out.recently(m.ID); i >= 0 {
			out.recent[i] = m
		} else {
			out.recent = append(out.recent, m)
		}
	}
	if len(out.recent) <= mostRecent {
		return out
	}
	all := slices.Clone(out.index.all)
	for _, m := range out.recent { // all of which are slim, or become so
		if i, old := out.index.at[m.ID]; old {
			all[i] = m
		} else {
			all = append(all, m)
		}
	}
	return indexMeetings(all)
}

// Knowing returns a reader that also knows meetings, such as those that an article has just brought: the next report
// may be about them.
func (r *Reader) Knowing(meetings []store.Meeting) *Reader {
	more := *r
	more.known = r.known.plus(meetings)
	return &more
}
