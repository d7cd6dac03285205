package slack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	slackgo "github.com/slack-go/slack"

	"readout/bot"
)

// errGone says that a response_url does not work any more: Slack takes five messages in thirty minutes.
var errGone = errors.New("the address for responses has expired")

// mayRespond says whether an address is one that Slack gives for responses: its own, or that of the server that stands
// in for it. Anything else could be a way into the network around us.
func (c Config) mayRespond(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Host == "" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	if u.Scheme == "https" && (host == "slack.com" || strings.HasSuffix(host, ".slack.com") || strings.HasSuffix(host, ".slack-gov.com")) {
		return u.Port() == "" || u.Port() == "443"
	}
	if c.APIURL == DefaultAPIURL {
		return false
	}
	own, err := url.Parse(c.APIURL)
	if err != nil {
		return false
	}
	same := strings.EqualFold(own.Hostname(), host) || loopback(own.Hostname()) && loopback(host)
	return same && (u.Scheme == "https" || u.Scheme == "http" && own.Scheme == "http")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// respond posts to a response_url: to the asker alone, or in public.
func (p *poster) respond(ctx context.Context, t target, m message, public bool) error {
	no := false
	out := &slackgo.WebhookMessage{
		ResponseType: slackgo.ResponseTypeEphemeral, Text: m.text, ThreadTimestamp: t.Thread, UnfurlLinks: &no, UnfurlMedia: &no,
	}
	if public {
		out.ResponseType = slackgo.ResponseTypeInChannel
	}
	if len(m.blocks) > 0 {
		out.Blocks = &slackgo.Blocks{BlockSet: m.blocks}
	}
	for {
		err := slackgo.PostWebhookCustomHTTPContext(ctx, t.Response, p.http, out)
		var limited *slackgo.RateLimitedError
		if !errors.As(err, &limited) {
			return responded(err)
		}
		p.pace.hold(t.Response, limited.RetryAfter)
		if err := p.pace.wait(ctx, t.Response); err != nil {
			return err
		}
	}
}

// responded is posted for a response_url.
func responded(err error) error {
	var status slackgo.StatusCodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &status) && (status.Code == http.StatusNotFound || status.Code == http.StatusGone || status.Code == http.StatusForbidden):
		return errGone
	case errors.As(err, &status) && status.Code == http.StatusBadRequest:
		return fmt.Errorf("%w: %w", bot.ErrRefused, errForm)
	case errors.As(err, &status) && status.Code < 500:
		return fmt.Errorf("%w: its response_url says %s", bot.ErrRefused, status.Status)
	}
	return posted("", hide(err))
}
