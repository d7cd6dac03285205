// Package store has the words of news: article, meeting, fact, claim, name. It says what
// a store of them must do and imports nothing of ours.
package store

import (
	"context"
	"errors"
)

// Errors a caller may have to tell apart.
var (
	// ErrNewer means that a newer program wrote the store.
	ErrNewer = errors.New("the store was written by a newer version of readout")
	// ErrForeign means that the file is no store of Readout's, or a damaged one.
	ErrForeign = errors.New("this is not a readout store")
	// ErrNotFound means that the article asked for is not in the store.
	ErrNotFound = errors.New("not in the store")
)

// A Batch is all that one source (a pack, or one read article) brings: it is stored whole or not at all.
type Batch struct {
	Article  Article
	Meetings []Meeting
	Names    []Name
	Facts    []Fact
}

// A Search says which facts are looked for. The fields Meetings, Articles, People, Speakers and
// Kinds are conditions: a fact must fit one entry of each that is not empty. Groups are wishes:
// the more of their weight a fact's words hold, the earlier it comes.
type Search struct {
	Meetings, Articles, People, Speakers []string
	Kinds                                []Kind
	Groups                               []Group
	Limit                                int // at most so many facts; 0 means 50
	// Claims asks for the facts that share a claim (and meeting) with one found, too; they come after
	// the others and do not count against Limit.
	Claims bool
}

// A Group is one thing that a question mentions, in all the words that mean it: "truce", "ceasefire",
// "cessation of hostilities". Each is one or more plain words; inflected forms match.
type Group struct {
	Any    []string
	Weight float64 // importance before rarity; 0 means 1
}

// A Catalog is what a store knows by name. It is a snapshot and is never changed once handed out.
type Catalog struct {
	Version  int64          // rises with every change of the store
	Meetings []Meeting      // by date, then id
	Articles []Article      // by date, then id; without their text
	Names    []Name         // by class, then key
	Words    map[string]int // each word of the facts, lower-case and unaccented: in how many facts it stands
	Facts    int            // how many there are; those of a kind that stands aside count in neither
}

// A Finder is the part of a store that answering needs: it cannot write.
type Finder interface {
	// Find returns the facts that fit, best first; equal ones by fact id. The same store gives the
	// same facts in the same order. Nothing found is no error. Facts of a kind that stands aside (Kind.Aside)
	// are found only by a search that names the kind or has no words.
	//
	// The caller may change the facts and append to their lists, but not change what is in the lists:
	// they are shared with the store and with every other caller.
	Find(ctx context.Context, s Search) ([]Fact, error)
	// Catalog returns the names the store knows. It is cheap while the store has not changed.
	Catalog(ctx context.Context) (Catalog, error)
	// Text returns the text of an article; "" when the store has none of it, or does not have the article.
	Text(ctx context.Context, article string) (string, error)
}

// A Store keeps articles, meetings, names and facts. All methods may be used from many goroutines.
type Store interface {
	Finder
	// Put stores a batch, replacing all that an earlier batch of the same Article.ID brought, in one
	// transaction. Meetings and names are kept while any batch brings them; a fact must name the
	// batch's article, and a meeting that the batch or the store knows.
	Put(ctx context.Context, b Batch) error
	// Remove deletes an article with its facts, and the meetings and names nobody else brings.
	// ErrNotFound when it is not there.
	Remove(ctx context.Context, article string) error
	// Facts returns the facts of an article (all facts when article is ""), by id.
	Facts(ctx context.Context, article string) ([]Fact, error)
	// Setting and SetSetting keep small named values, such as which pack was loaded. "" means unset.
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
	Close() error
}
