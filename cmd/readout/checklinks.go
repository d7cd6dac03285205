package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"readout/config"
	"readout/store"
	"readout/store/intake"
)

// articles says whether the facts are those of this program, and what articles lack.
func (x *examination) articles(ctx context.Context) {
	st, err := openStore(ctx, x.set.DB)
	if err != nil {
		x.fail("articles", "", "%s", err)
		return
	}
	defer st.Close()
	c, err := st.Catalog(ctx)
	if err != nil {
		x.fail("articles", "restore a backup (`readout restore`)", "%s", err)
		return
	}
	x.pack(ctx, st)
	if len(c.Articles) == 0 {
		x.warn("articles", "`readout ingest` reads articles, `readout pack import` reviewed facts", "there is none: nothing can be answered")
		return
	}
	var bare, undated []string
	for _, a := range c.Articles {
		if a.URL == "" {
			bare = append(bare, a.ID)
		}
		if a.Published == "" {
			undated = append(undated, a.ID)
		}
	}
	for lack, ids := range map[string][]string{"address, so that their sources cannot be opened": bare, "day of publication": undated} {
		if len(ids) > 0 {
			x.warn("articles", "read them again with a line url: or published:", "%d of %d have no %s: %s", len(ids), len(c.Articles), lack, few(ids))
		}
	}
	x.ok("articles", "%s, %s, %s", number(len(c.Articles), "article"), number(len(c.Meetings), "meeting"), number(c.Facts, "fact"))
}

func (x *examination) pack(ctx context.Context, st store.Store) {
	if x.set.Pack != config.PackBuiltin {
		return
	}
	want, err := builtinVersion()
	loaded, err2 := st.Setting(ctx, packSetting)
	switch {
	case errors.Join(err, err2) != nil:
		x.fail("pack", "", "%s", errors.Join(err, err2))
	case loaded == want:
		x.ok("pack", "the built-in facts are those of this program (%s)", want)
	default:
		x.warn("pack", "they are loaded at the next start", "the database has other built-in facts (%q) than this program (%q)", loaded, want)
	}
}

// few lists at most five of many.
func few(ids []string) string {
	if len(ids) > 5 {
		return strings.Join(ids[:5], ", ") + " …"
	}
	return strings.Join(ids, ", ")
}

// links asks the sites of all articles whether the pages are there, and compares clocks with them.
func (x *examination) links(ctx context.Context) {
	if !x.usable {
		return
	}
	st, err := openStore(ctx, x.set.DB)
	if err != nil {
		return // said before
	}
	defer st.Close()
	c, err := st.Catalog(ctx)
	if err != nil {
		return // said before
	}
	probes, err := probeAll(ctx, c.Articles, intake.Options{Allow: x.set.FetchAllow, Version: version(), Timeout: 10 * time.Second})
	if err != nil {
		x.fail("links", "correct READOUT_FETCH_ALLOW", "%s", err)
		return
	}
	if offline(probes) {
		x.warn("links", "run it again where the Internet can be reached", "none of %s can be reached: this machine may be offline", sites(len(probes)))
		return
	}
	x.judgeLinks(probes)
	x.skew(probes)
}

// offline says whether no site was reached, of several.
func offline(probes map[string]intake.Probe) bool {
	for _, p := range probes {
		if p.Err == nil || !p.Asked.IsZero() {
			return false
		}
	}
	return len(probes) > 1
}

// probeAll asks for the pages of articles, one after the other at each host and at all hosts at once.
func probeAll(ctx context.Context, articles []store.Article, opt intake.Options) (map[string]intake.Probe, error) {
	hosts := make(map[string][]store.Article)
	for _, a := range articles {
		if u, err := url.Parse(a.URL); err == nil && a.URL != "" {
			hosts[u.Host] = append(hosts[u.Host], a)
		}
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	probes := make(map[string]intake.Probe)
	for _, some := range hosts {
		prober, err := intake.NewProber(opt) // each remembers the robots.txt of its host, and is for one goroutine
		if err != nil {
			wg.Wait()
			return nil, err
		}
		wg.Go(func() {
			defer prober.Close()
			for _, a := range some {
				found := prober.Probe(ctx, a.URL)
				mu.Lock()
				probes[a.ID] = found
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return probes, nil
}

func (x *examination) judgeLinks(probes map[string]intake.Probe) {
	good := 0
	for _, id := range slices.Sorted(maps.Keys(probes)) {
		err := probes[id].Err
		name := "link: " + id
		switch {
		case err == nil:
			good++
		case errors.Is(err, intake.ErrMissing):
			x.warn(name, "look for the page in a web archive and read it again from there, or `readout articles remove "+id+"`", "%s", err)
		case errors.Is(err, intake.ErrDenied):
			x.ok(name, "the site turns programs away; people can open it in a browser")
			good++
		default:
			x.warn(name, "try again later; open it in a browser", "%s", err)
		}
	}
	x.ok("links", "%d of %d lead somewhere", good, len(probes))
}

// maxSkew is how much clocks may differ: signatures are good for five minutes, and sites' own clocks are seconds off.
const maxSkew = time.Minute

// skew compares the clock with the median of those of the sites.
func (x *examination) skew(probes map[string]intake.Probe) {
	var differences []time.Duration
	for _, p := range probes {
		if !p.Date.IsZero() {
			differences = append(differences, p.Asked.Sub(p.Date))
		}
	}
	if len(differences) == 0 {
		return
	}
	slices.Sort(differences)
	d := differences[len(differences)/2]
	if d.Abs() > maxSkew {
		x.fail("clock", "set the clock, and have it kept by NTP: platforms refuse what is minutes off", "it is off by about %s, compared with %s", d.Round(time.Second), sites(len(differences)))
		return
	}
	x.ok("clock", "as those of %s", sites(len(differences)))
}

func sites(n int) string { return fmt.Sprintf("%d of the sites", n) }
