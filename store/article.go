package store

// An Article is one news report.
type Article struct {
	ID        string   // stable slug, such as "nbc-2016-09-05"
	Outlet    string   // as shown: "NBC News"
	Title     string   // as shown; may be a description when the page has no headline
	URL       string   // absolute, http or https
	Author    string   // byline, may be empty
	Upstream  string   // the agency or paper whose text it carries ("Reuters"); articles that share one are one source
	Published Date     // day of publication
	Retrieved Date     // day it was read, may be empty
	Aliases   []string // other names people use for the outlet or article: "FOX 2", "the Wall Street Journal"
	Text      string   // may be empty: a pack carries facts, not texts
}
