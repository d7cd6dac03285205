package slack

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	slackgo "github.com/slack-go/slack"

	"readout/bot"
)

// What Slack's error codes mean for a message (docs.slack.dev/reference/methods/chat.postMessage).
var (
	// deadCodes: our token is not good any more.
	deadCodes = []string{"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "org_login_required", "team_access_not_granted", "not_allowed_token_type"}
	// formCodes: not like that, but perhaps in a simpler form.
	formCodes = []string{"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "invalid_metadata_format",
		"invalid_metadata_schema", "metadata_too_large", "metadata_must_be_sent_from_app", "block_mismatch", "invalid_arguments"}
	// laterCodes: nothing was posted, and it may be the next time.
	laterCodes = []string{"ratelimited", "rate_limited", "request_timeout", "team_added_to_org", "accesslimited", "message_limit_exceeded"}
	// unclearCodes: Slack failed, possibly after it had posted.
	unclearCodes = []string{"fatal_error", "internal_error", "service_unavailable"}
)

// code returns Slack's error code; "" where it gave none.
func code(err error) string {
	var refusal slackgo.SlackErrorResponse
	if errors.As(err, &refusal) {
		return refusal.Err
	}
	return ""
}

// revoked says whether Slack will not have our token any more, and what to do about it.
func revoked(err error) (string, bool) {
	c := code(err)
	if !slices.Contains(deadCodes, c) {
		return "", false
	}
	return "Slack refuses the token (" + c + "): install the app again, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to its new tokens, and restart", true
}

// posted says in the words of package bot what became of a message. Slack confirms one by its timestamp.
func posted(timestamp string, err error) error {
	var status slackgo.StatusCodeError
	switch c := code(err); {
	case err == nil && timestamp != "":
		return nil
	case err == nil:
		return fmt.Errorf("%w: Slack's answer has no timestamp", bot.ErrUnclear)
	case c != "":
		return declined(c, err)
	case errors.As(err, &status) && status.Code < 500, unsent(err):
		return hide(err)
	}
	return fmt.Errorf("%w: %w", bot.ErrUnclear, hide(err))
}

// declined is posted for an error code of Slack's.
func declined(c string, err error) error {
	var refusal slackgo.SlackErrorResponse
	switch {
	case slices.Contains(unclearCodes, c):
		return fmt.Errorf("%w: Slack says %w", bot.ErrUnclear, err)
	case slices.Contains(laterCodes, c), slices.Contains(deadCodes, c):
		return fmt.Errorf("Slack says %w", err)
	case errors.As(err, &refusal) && refusal.Needed != "":
		return fmt.Errorf("%w: Slack says %w (%s is needed)", bot.ErrRefused, err, refusal.Needed)
	}
	return fmt.Errorf("%w: Slack says %w", bot.ErrRefused, err)
}

// unsent says whether a request failed before it was sent.
func unsent(err error) bool {
	var op *net.OpError
	return errors.Is(err, errBusy) || errors.As(err, &op) && op.Op == "dial"
}

// hide drops the address from an error of package net/http: some of Slack's addresses are secrets.
func hide(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return fmt.Errorf("%s: %w", strings.ToLower(u.Op), u.Err)
	}
	return err
}

// errForm says that Slack takes no message like that.
var errForm = errors.New("Slack does not take it in this form")

// refusesForm says whether a simpler form of a message might be taken.
func refusesForm(err error) bool {
	return errors.Is(err, errForm) || slices.Contains(formCodes, code(err))
}
