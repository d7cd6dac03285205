package intake

import (
	"encoding/json"
	"strings"
)

// A thing is a node of JSON-LD in the vocabulary of schema.org, as far as news need it.
type thing struct {
	Type      value `json:"@type"`
	Graph     list  `json:"@graph"`
	Main      *node `json:"mainEntity"`
	Headline  value `json:"headline"`
	Published value `json:"datePublished"`
	Created   value `json:"dateCreated"`
	Author    value `json:"author"`
	Creator   value `json:"creator"`
	Publisher value `json:"publisher"`
	URL       value `json:"url"`
	Page      value `json:"mainEntityOfPage"`
	Free      value `json:"isAccessibleForFree"`
	Body      value `json:"articleBody"`
}

// A list is one node or several; a node that is no object counts as none.
type list []thing

func (l *list) UnmarshalJSON(raw []byte) error {
	var many []node
	if json.Unmarshal(raw, &many) == nil {
		for _, n := range many {
			*l = append(*l, n.thing)
		}
		return nil
	}
	var one node
	_ = json.Unmarshal(raw, &one) // whatever else stands there is no news
	*l = append(*l, one.thing)
	return nil
}

type node struct{ thing }

func (n *node) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '{' {
		return json.Unmarshal(raw, &n.thing)
	}
	return nil
}

// linkedData reads the first article that a page's JSON-LD describes. Scripts that are no JSON are passed over.
func linkedData(scripts []string) metadata {
	var about metadata
	for _, script := range scripts {
		var nodes list
		// Raw line breaks inside strings are the commonest fault, and harmless.
		script = strings.Map(oneBlank, strings.TrimSpace(script))
		if !json.Valid([]byte(script)) || json.Unmarshal([]byte(script), &nodes) != nil {
			continue
		}
		if t, ok := nodes.article(0); ok {
			about.title, about.author, about.outlet = string(t.Headline), string(firstOf(t.Author, t.Creator)), string(t.Publisher)
			about.published = string(firstOf(t.Published, t.Created))
			about.url = string(firstOf(t.URL, t.Page))
			about.body = string(t.Body)
			about.closed = strings.EqualFold(string(t.Free), "false")
			return about
		}
	}
	return about
}

// maxGraph is how deep graphs may lie in each other.
const maxGraph = 5

func (l list) article(depth int) (thing, bool) {
	for _, t := range l {
		if t.isArticle() {
			return t, true
		}
		if depth < maxGraph {
			inside := t.Graph
			if t.Main != nil {
				inside = append(inside, t.Main.thing)
			}
			if found, ok := inside.article(depth + 1); ok {
				return found, true
			}
		}
	}
	return thing{}, false
}

// isArticle: schema.org's Article and its subtypes all end in Article, Posting or Report ("NewsArticle",
// "LiveBlogPosting"); a type without a headline is none of ours.
func (t thing) isArticle() bool {
	for _, name := range strings.Split(string(t.Type), ", ") {
		if strings.HasSuffix(name, "Article") || strings.HasSuffix(name, "Posting") || strings.HasSuffix(name, "Report") {
			return t.Headline != "" || t.Published != "" || t.Body != ""
		}
	}
	return false
}
