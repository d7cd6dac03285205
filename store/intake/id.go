package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"

	"readout/store"
)

// IDs gives articles their IDs: OUTLET-DAY; where that is taken, OUTLET-DAY-TITLE; where that is taken, too, the same
// with the first six digits of a SHA-256 hash. Words of the title stand for the day of an article without one.
// A file whose name has that form gives its article the name as its ID.
// An article that is known keeps its ID, so the same article has the same ID as long as the store that IDs was made
// from has it. Which of two articles of one outlet and day gets the short ID is decided by their order.
//
// IDs must not be used by two goroutines at once.
type IDs struct {
	taken   map[string]bool
	byURL   map[string]string // address without what does not matter → ID
	byTitle map[string]known  // outlet, day and title → ID
}

type known struct {
	id     string
	hasURL bool
}

// NewIDs knows the articles given, such as those of a [store.Catalog].
func NewIDs(articles []store.Article) *IDs {
	ids := &IDs{taken: map[string]bool{}, byURL: map[string]string{}, byTitle: map[string]known{}}
	for _, a := range articles {
		ids.keep(a, a.ID)
	}
	return ids
}

// For returns the ID of an article, and knows it from then on.
func (ids *IDs) For(a store.Article) string { return ids.assign(a, "") }

var goodID = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// assign is For with an ID that the article itself asks for, which it gets when it is a slug of at most 100 letters.
func (ids *IDs) assign(a store.Article, asked string) string {
	id := asked
	if !goodID.MatchString(asked) || len(asked) > 100 {
		id = ids.known(a)
	}
	if id == "" {
		id = ids.free(a)
	}
	ids.keep(a, id)
	return id
}

// fileID is an ID as a file's name: an outlet and a day.
var fileID = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*-\d{4}-\d{2}-\d{2}$`)

// named returns the ID that the name of a new article's file gives it: whoever calls a file "nbc-2016-09-05.txt" knows
// what the article is called. "" when the name is no ID, or another article has it.
func (ids *IDs) named(a store.Article, file string) string {
	name := strings.TrimSuffix(file, ".gz")
	name, _, _ = strings.Cut(name, ".")
	if !fileID.MatchString(name) || ids.taken[name] || ids.known(a) != "" {
		return ""
	}
	return name
}

// known returns the ID of an article that was seen before.
func (ids *IDs) known(a store.Article) string {
	address := sameAddress(a.URL)
	if id := ids.byURL[address]; address != "" && id != "" {
		return id
	}
	if k, ok := ids.byTitle[titleKey(a)]; ok && (address == "" || !k.hasURL) {
		return k.id // two different addresses are two articles, such as two briefings of one day
	}
	return ""
}

func (ids *IDs) free(a store.Article) string {
	base := outletSlug(a.Outlet, a.URL)
	title := slug(a.Title, 6)
	day := string(a.Published)
	if day == "" {
		day, title = title, ""
	} else if strings.Contains(base, day) { // a file's name may have it
		day = ""
	}
	base = join(base, day)
	sum := sha256.Sum256([]byte(sameAddress(a.URL) + "\x00" + titleKey(a)))
	hash := hex.EncodeToString(sum[:3])
	for _, id := range []string{base, join(base, title), join(base, title, hash)} {
		if !ids.taken[id] {
			return id
		}
	}
	for n := 2; ; n++ {
		if id := join(base, title, hash, strconv.Itoa(n)); !ids.taken[id] {
			return id
		}
	}
}

func (ids *IDs) keep(a store.Article, id string) {
	ids.taken[id] = true
	address := sameAddress(a.URL)
	if address != "" {
		ids.byURL[address] = id
	}
	if key := titleKey(a); key != "" {
		if _, ok := ids.byTitle[key]; !ok {
			ids.byTitle[key] = known{id, address != ""}
		}
	}
}

// titleKey is the same for articles of one outlet, day and title; empty without a title.
func titleKey(a store.Article) string {
	title := slug(a.Title, 0)
	if title == "" {
		return ""
	}
	return outletSlug(a.Outlet, a.URL) + "\x00" + string(a.Published) + "\x00" + title
}

// sameAddress cuts an address to what tells articles apart: not the scheme, not the host's "www.", "m." or "amp.",
// not the fragment, the final slash, or the parameters by which links are counted.
func sameAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for _, label := range []string{"www.", "m.", "amp."} {
		host = strings.TrimPrefix(host, label)
	}
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "utm_") || len(name) > 4 && strings.HasSuffix(name, "clid") || name == "ref" || name == "src" || name == "amp" || name == "cmpid" {
			query.Del(name)
		}
	}
	path := strings.TrimSuffix(strings.TrimSuffix(u.EscapedPath(), "/"), "/amp")
	return strings.TrimSuffix(host+path+"?"+query.Encode(), "?")
}

// outletSlug is what an outlet's name is cut to; data/slugs.rec says how. The site stands for an outlet without a name.
func outletSlug(outlet, address string) string {
	t, err := words()
	if err != nil {
		return "article"
	}
	if u, err := url.Parse(address); err == nil && outlet == "" {
		outlet = u.Hostname()
	}
	if s := cutOutlet(t, outlet); s != "" {
		return s
	}
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" { // a name in other letters than a to z
		if s := cutOutlet(t, u.Hostname()); s != "" {
			return s
		}
	}
	if outlet == "" {
		return "article"
	}
	sum := sha256.Sum256([]byte(outlet))
	return "outlet-" + hex.EncodeToString(sum[:3])
}

func cutOutlet(t *tables, outlet string) string {
	name := norm.NFC.String(outlet)
	for _, w := range t.slug["before"] {
		if i := strings.Index(strings.ToLower(name), " "+w); i > 0 && (!unicode.IsLetter(rune(w[0])) || strings.HasPrefix(name[i+1+len(w):], " ")) {
			name = name[:i]
		}
	}
	parts := strings.Split(slug(hostLabel(t, name), 0), "-")
	for len(parts) > 1 && contains(t.slug["first"], parts[0]) {
		parts = parts[1:]
	}
	for len(parts) > 1 && contains(t.slug["last"], parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts[:min(len(parts), 5)], "-")
}

// hostLabel returns the part of a host's name that tells the outlet: "kremlin" of "en.kremlin.ru", "bbc" of
// "bbc.co.uk". A name that is no host is returned as it is.
func hostLabel(t *tables, name string) string {
	host := strings.ToLower(strings.TrimSpace(name))
	if !strings.Contains(host, ".") || strings.ContainsAny(host, " /") || strings.HasSuffix(host, ".") {
		return name
	}
	suffix, known := publicsuffix.PublicSuffix(host)
	if !known || suffix == host {
		return name
	}
	labels := strings.Split(strings.TrimSuffix(host, "."+suffix), ".")
	for len(labels) > 1 && contains(t.slug["hosts"], labels[len(labels)-1]) {
		labels = labels[:len(labels)-1]
	}
	return labels[len(labels)-1]
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// slug writes s in the letters a to z and digits, its first words (0 means all) joined by "-".
func slug(s string, words int) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’': // an accent; "Obama's" is one word
		default:
			b.WriteByte(' ')
		}
	}
	parts := strings.Fields(b.String())
	if words > 0 {
		parts = parts[:min(len(parts), words)]
		for i := range parts {
			parts[i] = parts[i][:min(len(parts[i]), 20)]
		}
	}
	return strings.Join(parts, "-")
}

func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "-")
}
