package pack

import "readout/store"

// assemble makes a batch of each article. Each can be stored by itself: it brings all names
// of the pack, the meetings its facts speak of and those that stand under it in its file.
func (rd *reader) assemble() Pack {
	var p Pack
	for _, t := range rd.topics.list {
		p.Topics = append(p.Topics, t.Topic)
	}
	var names []store.Name
	for _, n := range rd.names.list {
		names = append(names, n.Name)
	}
	for _, a := range rd.articles.list {
		p.Batches = append(p.Batches, store.Batch{Article: a.Article, Names: names})
	}
	mentioned := make([]map[string]bool, len(p.Batches))
	for _, f := range rd.facts.list {
		b := &p.Batches[f.section]
		b.Facts = append(b.Facts, f.Fact)
		if mentioned[f.section] == nil {
			mentioned[f.section] = map[string]bool{}
		}
		mentioned[f.section][f.Meeting] = true
	}
	for i := range p.Batches {
		for _, m := range rd.meetings.list {
			if m.section == i || mentioned[i][m.ID] {
				p.Batches[i].Meetings = append(p.Batches[i].Meetings, m.Meeting)
			}
		}
	}
	return p
}
