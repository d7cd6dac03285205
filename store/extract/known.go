package extract

import (
	"slices"

	"readout/store"
)

// Knowing returns a reader that also knows meetings, such as those that an article has just brought: the next report
// may be about them.
func (r *Reader) Knowing(meetings []store.Meeting) *Reader {
	more := *r
	more.known = slices.Clone(r.known)
	for _, m := range meetings {
		if i := slices.IndexFunc(more.known, func(k store.Meeting) bool { return k.ID == m.ID }); i >= 0 {
			more.known[i] = m
			continue
		}
		more.known = append(more.known, m)
	}
	return &more
}
