package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"readout/store/intake"
)

// A bar shows how far a long reading has come, to somebody who looks on: how much, how fast, how long yet. A nil bar
// shows nothing.
type bar struct {
	shown *progressbar.ProgressBar
	files bool  // it counts articles, not bytes
	done  int64 // bytes of the files that are read to their end
	last  intake.Item
}

// fewBytes is what is read before anybody would look for a bar.
const fewBytes = 1 << 20

// bar returns a bar on standard error when that is a terminal and there is something to wait for.
func (p *program) bar(things []string) *bar {
	f, ok := p.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	files, bytes := intake.Size(things...)
	if files < 2 && bytes < fewBytes {
		return nil
	}
	b := &bar{files: bytes == 0}
	total := bytes
	if b.files {
		total = int64(files)
	}
	b.shown = progressbar.NewOptions64(total, progressbar.OptionSetWriter(f), progressbar.OptionShowBytes(!b.files),
		progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionSetElapsedTime(true),
		progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	_ = b.shown.RenderBlank() // the time runs from here
	return b
}

// step moves the bar past an article.
func (b *bar) step(item intake.Item) {
	if b == nil {
		return
	}
	if b.files {
		_ = b.shown.Add(1) // a bar that cannot be drawn is no failure
		return
	}
	if item.Bytes < b.last.Bytes || item.Bytes == b.last.Bytes && item.Source != b.last.Source {
		b.done += b.last.Bytes // another file has begun
	}
	b.last = item
	_ = b.shown.Set64(b.done + item.Bytes)
}

// hide takes the bar away, so that a line can be written in its place; the next step draws it again.
func (b *bar) hide() {
	if b != nil {
		_ = b.shown.Clear()
	}
}
