package main

import (
	"net/http"
	"os"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"readout/bot"
)

// metrics are the figures of the bot at work. Labels have platforms, intents and outcomes, and nothing that people wrote.
type metrics struct {
	sv         *server
	registry   *prometheus.Registry
	accepted   *prometheus.CounterVec
	duplicates *prometheus.CounterVec
	limited    *prometheus.CounterVec
	questions  *prometheus.CounterVec
	retries    *prometheus.CounterVec
	unwritten  prometheus.Counter
	waited     *prometheus.HistogramVec
	thought    *prometheus.HistogramVec
}

// buckets of times, in seconds: an answer is found in a millisecond, and delivered in tens of them.
var buckets = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 3600}

func newMetrics(sv *server) *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	times := func(name, help string, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, labels)
	}
	m := &metrics{
		sv: sv, registry: prometheus.NewRegistry(),
		accepted:   counter("readout_questions_accepted_total", "Questions that were written down.", "platform"),
		duplicates: counter("readout_duplicates_suppressed_total", "Deliveries of what had been received before.", "platform"),
		limited:    counter("readout_limited_total", "Questions over a limit: user, channel or queue.", "platform", "limit"),
		questions:  counter("readout_questions_total", "Questions that ended, by status of the answer (abstained: not in the articles), intent and outcome.", "platform", "status", "intent", "outcome"),
		retries:    counter("readout_delivery_retries_total", "Attempts to deliver an answer that have to be repeated.", "platform"),
		unwritten:  prometheus.NewCounter(prometheus.CounterOpts{Name: "readout_journal_errors_total", Help: "Writes to the journal that failed."}),
		waited:     times("readout_answer_seconds", "From the arrival of a question to the confirmed answer.", "platform", "intent"),
		thought:    times("readout_thinking_seconds", "Finding an answer.", "intent"),
	}
	m.registry.MustRegister(m.accepted, m.duplicates, m.limited, m.questions, m.retries, m.unwritten, m.waited, m.thought,
		state{sv}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}

// watch counts what happens at the desk.
func (m *metrics) watch(e bot.Event) {
	switch e.Kind {
	case bot.Accepted:
		m.accepted.WithLabelValues(e.Platform).Inc()
	case bot.Repeated:
		m.duplicates.WithLabelValues(e.Platform).Inc()
	case bot.Limited:
		m.limited.WithLabelValues(e.Platform, e.Limit).Inc()
	case bot.Retried:
		m.retries.WithLabelValues(e.Platform).Inc()
	case bot.Unwritten:
		m.unwritten.Inc()
		m.sv.health.doubted.Store(true)
	case bot.Ended:
		m.questions.WithLabelValues(e.Platform, string(e.Status), e.Intent, string(e.Outcome)).Inc()
		if e.Outcome == bot.Delivered {
			m.waited.WithLabelValues(e.Platform, e.Intent).Observe(e.Waited.Seconds())
		}
		if e.Thought > 0 {
			m.thought.WithLabelValues(e.Intent).Observe(e.Thought.Seconds())
		}
	}
}

// state collects what is looked up when it is asked for.
type state struct{ sv *server }

var (
	linkUp         = prometheus.NewDesc("readout_link_up", "1 when the platform is connected.", []string{"platform"}, nil)
	linkReconnects = prometheus.NewDesc("readout_reconnects_total", "Connections to the platform after the first.", []string{"platform"}, nil)
	readyNow       = prometheus.NewDesc("readout_ready", "1 when /readyz says 200.", nil, nil)
	queueNow       = prometheus.NewDesc("readout_queue", "Questions that have not ended.", nil, nil)
	storeBytes     = prometheus.NewDesc("readout_store_bytes", "Size of the database and of its write-ahead log.", []string{"file"}, nil)
	diskBytes      = prometheus.NewDesc("readout_disk_free_bytes", "Room on the disk of the database.", nil, nil)
	buildInfo      = prometheus.NewDesc("readout_build_info", "Always 1.", []string{"version"}, nil)
)

// Describe implements prometheus.Collector.
func (state) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{linkUp, linkReconnects, readyNow, queueNow, storeBytes, diskBytes, buildInfo} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (s state) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for _, p := range s.sv.parts {
		l := p.link()
		gauge(linkUp, oneIf(l.Up), p.name)
		to <- prometheus.MustNewConstMetric(linkReconnects, prometheus.CounterValue, float64(max(0, l.Opened-1)), p.name)
	}
	gauge(readyNow, oneIf(len(s.sv.health.problems()) == 0))
	gauge(queueNow, float64(s.sv.host.Desk.Waiting()))
	gauge(storeBytes, float64(fileSize(s.sv.set.DB)), "database")
	gauge(storeBytes, float64(fileSize(s.sv.set.DB+"-wal")), "log")
	if free := s.sv.health.free(); free >= 0 {
		gauge(diskBytes, float64(free))
	}
	gauge(buildInfo, 1, version())
}

func oneIf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// fileSize returns the size of a file, 0 when there is none.
func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
