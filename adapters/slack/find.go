package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"

	slackgo "github.com/slack-go/slack"

	"readout/bot"
)

// metadataType marks our answers: what follows is the id of the question.
const metadataType = "readout_answer"

// Bounds of a search for an answer of ours.
const (
	findPage  = 100
	findPages = 3
)

// find says whether an answer was posted by an attempt whose end is not known. Direct messages can always be read;
// channels only where the owner has given a history scope. Where Slack does not let us look, the answer counts as
// not posted: it may then be seen twice, if the attempt was cut off between Slack's posting and its telling us.
func (p *poster) find(ctx context.Context, d bot.Delivery, t target) (bool, error) {
	cursor := ""
	for range findPages {
		found, next, err := p.page(ctx, t, cursor)
		switch {
		case err == nil:
		case cannotLook(err):
			p.log.Warn("it cannot be looked up whether an answer was posted: it may be seen twice", "ref", d.ID, "err", hide(err))
			return false, nil
		default:
			return false, fmt.Errorf("%w: looking for it: %w", bot.ErrUnclear, hide(err))
		}
		if slices.ContainsFunc(found, func(m slackgo.Message) bool { return ours(m, d.ID) }) {
			p.log.Info("an answer was found where it was posted before", "ref", d.ID)
			return true, nil
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	return false, nil
}

// page reads some messages after the question, of its thread or its channel.
func (p *poster) page(ctx context.Context, t target, cursor string) ([]slackgo.Message, string, error) {
	for {
		found, next, err := p.read(ctx, t, cursor)
		var limited *slackgo.RateLimitedError
		if !errors.As(err, &limited) {
			return found, next, err
		}
		p.pace.hold(historyOf(t.Channel), limited.RetryAfter)
		if err := p.pace.wait(ctx, historyOf(t.Channel)); err != nil {
			return nil, "", err
		}
	}
}

// historyOf names for the pace what reading a channel waits for.
func historyOf(channel string) string { return "history of " + channel }

func (p *poster) read(ctx context.Context, t target, cursor string) ([]slackgo.Message, string, error) {
	if t.Thread != "" {
		found, _, next, err := p.api.GetConversationRepliesContext(ctx, &slackgo.GetConversationRepliesParameters{
			ChannelID: t.Channel, Timestamp: t.Thread, Oldest: t.Asked, Limit: findPage, Cursor: cursor, IncludeAllMetadata: true,
		})
		return found, next, err
	}
	r, err := p.api.GetConversationHistoryContext(ctx, &slackgo.GetConversationHistoryParameters{
		ChannelID: t.Channel, Oldest: t.Asked, Limit: findPage, Cursor: cursor, IncludeAllMetadata: true,
	})
	if err != nil {
		return nil, "", err
	}
	return r.Messages, r.ResponseMetaData.NextCursor, nil
}

// ours says whether a message is the answer of that id.
func ours(m slackgo.Message, id string) bool {
	if m.Metadata.EventType == metadataType && m.Metadata.EventPayload["id"] == id {
		return true
	}
	return slices.ContainsFunc(m.Blocks.BlockSet, func(b slackgo.Block) bool { return b.ID() == blockPrefix+id })
}

// cannotLook says whether Slack does not let us read there, now or later.
func cannotLook(err error) bool {
	c := code(err)
	return c != "" && !slices.Contains(laterCodes, c) && !slices.Contains(unclearCodes, c) && !slices.Contains(deadCodes, c)
}
